import { missedPlatformTag, type NamedPlatformTraffic } from "../azure/platform-traffic.ts"
import { isKnownTag } from "../azure/service-tags.ts"
import { listWords } from "../checks/wording.ts"
import type { Flow } from "../engine/flow.ts"
import type { Direction, Protocol } from "../engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { type AddressFault, parseAddress } from "../values/parse-address.ts"
import { securityGroupName } from "./security-group-name.ts"
import { nameOrNote } from "./unknown-name.ts"

/** What the messages and the input box show. */
export const exampleFlow = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"

/** Why a text is no flow, and how it should look: one sentence or two for the person who typed it. */
export interface FlowProblem {
  readonly problem: string
}

/** The same flow in the words of `az network watcher test-ip-flow`. */
export interface AzWords {
  readonly direction: string
  readonly protocol: string
  readonly local: string
  readonly remote: string
}

/** Reads `[inbound|outbound] PROTOCOL SOURCE[:PORT] -> DESTINATION[:PORT]`. */
export function parseFlow(line: string): Flow | FlowProblem {
  const sides = line.trim().split(/\s*(?:->|→)\s*/)
  const words = sides[0]?.split(/\s+/).filter(word => word !== "") ?? []
  const source = words.pop()
  const destination = sides[1]
  if (!source || !destination || sides.length > 2) {
    return { problem: `Write a flow as SOURCE -> DESTINATION, like this: ${exampleFlow}` }
  }
  const spoken = words.length > 1 ? words.shift() : undefined
  const direction = spoken === undefined ? undefined : parseDirection(spoken)
  if (isProblem(direction)) return direction
  const [word, extra] = words
  if (word === undefined || (!spoken && !isProblem(parseDirection(word)))) {
    return { problem: `Put the protocol before the source: ${protocolList}. Example: ${exampleFlow}` }
  }
  if (extra !== undefined) return { problem: `"${extra}" does not belong before the source. Example: ${exampleFlow}` }
  const protocol = parseProtocol(word)
  if (isProblem(protocol)) return protocol
  return makeFlow(direction, protocol, source, destination)
}

/** Reads az's words: the local end is the destination of an inbound flow and the source of an outbound one. */
export function parseAzWords({ direction: spoken, protocol: word, local, remote }: AzWords): Flow | FlowProblem {
  const direction = parseDirection(spoken)
  if (isProblem(direction)) return direction
  const protocol = parseProtocol(word)
  if (isProblem(protocol)) return protocol
  return direction === "Inbound"
    ? makeFlow(direction, protocol, remote, local)
    : makeFlow(direction, protocol, local, remote)
}

export function isProblem(value: unknown): value is FlowProblem {
  return typeof value === "object" && value !== null && "problem" in value
}

/** The flow as `parseFlow` reads it back. */
export function formatFlow({ direction, protocol, source, sourcePort, destination, destinationPort }: Flow): string {
  const from = formatEnd(source, sourcePort === "*" ? null : sourcePort)
  return `${direction.toLowerCase()} ${protocol.toLowerCase()} ${from} -> ${formatEnd(destination, destinationPort)}`
}

/** An address as people write it: without `/32` and `/128`, names as written. */
export function formatAddress(address: AddressTerm): string {
  if (address.kind === "any") return "*"
  if (address.kind === "unknown") return nameOrNote(address.unknown)
  if (address.kind === "group") return securityGroupName(address)
  if (address.kind !== "prefix") return address.name
  return isSingle(address) ? address.key.slice(0, address.key.lastIndexOf("/")) : address.key
}

function formatEnd(address: AddressTerm, port: number | "*" | null): string {
  const text = formatAddress(address)
  if (port === null) return text.includes(":") ? `[${text}]` : text
  return text.includes(":") ? `[${text}]:${port}` : `${text}:${port}`
}

function isSingle({ family, length }: AddressPrefix): boolean {
  return length === (family === 4 ? 32 : 128)
}

const directions: Readonly<Record<string, Direction>> = {
  in: "Inbound",
  inbound: "Inbound",
  out: "Outbound",
  outbound: "Outbound",
}

const protocols: Readonly<Record<string, Protocol>> = { tcp: "Tcp", udp: "Udp", icmp: "Icmp", esp: "Esp", ah: "Ah" }
const protocolList = "tcp, udp, icmp, esp or ah"

function parseDirection(word: string): Direction | FlowProblem {
  const direction = Object.hasOwn(directions, word.toLowerCase()) ? directions[word.toLowerCase()] : undefined
  return direction ?? { problem: `"${word}" is not a direction. Use inbound or outbound.` }
}

function parseProtocol(word: string): Protocol | FlowProblem {
  const lower = word.toLowerCase()
  const protocol = Object.hasOwn(protocols, lower) ? protocols[lower] : undefined
  if (protocol) return protocol
  if (word === "*" || lower === "any") return { problem: `Name one protocol: ${protocolList}.` }
  return { problem: `Unknown protocol "${word}". Use ${protocolList}.` }
}

function makeFlow(
  direction: Direction | undefined,
  protocol: Protocol,
  sourceText: string,
  destinationText: string,
): Flow | FlowProblem {
  const source = parseEnd(sourceText, protocol)
  if (isProblem(source)) return source
  const destination = parseEnd(destinationText, protocol)
  if (isProblem(destination)) return destination
  if (hasPorts(protocol) && destination.port === undefined) {
    const suggestion = formatEnd(destination.address, 443)
    return { problem: `${protocol.toLowerCase()} needs a destination port: ${suggestion}, for example.` }
  }
  if (areOfTwoFamilies(source.address, destination.address)) {
    return { problem: "One end is IPv4, the other IPv6. No packet travels between them." }
  }
  const heading = direction ?? guessDirection(source.address, destination.address)
  if (!heading)
    return {
      problem: `Start with inbound or outbound: these addresses do not tell the direction. Example: ${exampleFlow}`,
    }
  const flow: Flow = {
    direction: heading,
    protocol,
    source: source.address,
    sourcePort: hasPorts(protocol) ? (source.port ?? "*") : null,
    destination: destination.address,
    destinationPort: hasPorts(protocol) ? (destination.port ?? "*") : null,
  }
  const missed = missedPlatformTag(flow)
  return missed ? { problem: explainTag(missed) } : flow
}

function explainTag({ traffic: { tag, name }, protocols, port }: NamedPlatformTraffic): string {
  const list = listWords(
    protocols.map(protocol => protocol.toLowerCase()),
    "or",
  )
  return `${tag} stands only for ${name.replace(/^The /, "the ")}: ask about outbound ${list} to ${tag}:${port}.`
}

function hasPorts(protocol: Protocol): boolean {
  return protocol === "Tcp" || protocol === "Udp"
}

interface End {
  readonly address: AddressTerm
  readonly port: number | "*" | undefined
}

/** In the key of a group that a flow calls by its bare name; which one that is, the rules tell. */
export const namedGroupPrefix = "asg:"

/** `10.0.0.4:22`, `[2001:db8::1]:443`, `10.0.0.0/8`, `Internet`, `*:80`, `asg:web`, an application security group's id. */
function parseEnd(text: string, protocol: Protocol): End | FlowProblem {
  const [, bracketed, plain, portText] = /^(?:\[([^\]]*)\]|((?:asg:)?[^:[\]]+))(?::([^:]*))?$/i.exec(text) ?? []
  const written = bracketed ?? plain
  if (written === undefined) {
    return { problem: `Cannot read "${text}". Put IPv6 addresses in brackets: [2001:db8::1]:443` }
  }
  const address = parseGroup(written) ?? parseAddress(written)
  if ("fault" in address) return { problem: explainFault(written, address) }
  if (portText === undefined) return { address, port: undefined }
  if (!hasPorts(protocol)) {
    return { problem: `${protocol.toLowerCase()} has no ports. Write ${formatEnd(address, null)} without one.` }
  }
  const port = parsePort(portText)
  return isProblem(port) ? port : { address, port }
}

function parseGroup(text: string): AddressTerm | undefined {
  const [, called] = /^asg:(.+)$/i.exec(text) ?? []
  if (called?.startsWith("/")) return parseGroup(called)
  if (called !== undefined) return { kind: "group", key: `${namedGroupPrefix}${called.toLowerCase()}`, name: called }
  const [, name] = /^\/subscriptions\/.+\/applicationSecurityGroups\/([^/]+)$/i.exec(text) ?? []
  return name === undefined ? undefined : { kind: "group", key: `group:${text.toLowerCase()}`, name }
}

function parsePort(text: string): number | "*" | FlowProblem {
  if (text === "*") return "*"
  if (/^\d+-\d+$/.test(text)) return { problem: `"${text}" is a port range. Ask about one port, or * for all.` }
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text)
  return { problem: `"${text}" is not a port. Use a number from 0 to 65535, or * for all.` }
}

function explainFault(text: string, { fault, instead }: AddressFault): string {
  const hint = instead === undefined ? "" : ` Use ${instead}.`
  if (fault === "host-bits") return `${text} is not a network address: host bits are set.${hint}`
  if (fault === "host-name") return `${text} is a host name. Use its address.`
  if (fault === "any-word") return `"${text}" is not an address. Use * for all addresses.`
  if (fault === "classic-tag") return `${text} is a service tag of the classic deployment model.${hint}`
  if (fault === "ambiguous-address" || fault === "all-digits") {
    return `${text} is not a plain IPv4 address. Write four decimal numbers without leading zeros.`
  }
  return `"${text}" is not an address, a CIDR block or a service tag.${hint}`
}

function areOfTwoFamilies(one: AddressTerm, other: AddressTerm): boolean {
  return one.kind === "prefix" && other.kind === "prefix" && one.family !== other.family
}

/** Where exactly one end is private, that end is the local one. */
function guessDirection(source: AddressTerm, destination: AddressTerm): Direction | undefined {
  const [from, to] = [isPrivate(source), isPrivate(destination)]
  if (from === undefined || to === undefined || from === to) return undefined
  return to ? "Inbound" : "Outbound"
}

/** Undefined where the end may be on either side: `*`, or a block that is only partly private. */
function isPrivate(address: AddressTerm): boolean | undefined {
  if (address.kind === "any" || address.kind === "unknown") return undefined
  if (address.kind === "group") return true
  if (address.kind !== "prefix") return isKnownTag(address.key) ? address.key === "tag:virtualnetwork" : undefined
  const blocks = privateBlocks.filter(({ family }) => family === address.family)
  if (blocks.some(({ first, last }) => first <= address.first && address.last <= last)) return true
  return blocks.some(({ first, last }) => first <= address.last && address.first <= last) ? undefined : false
}

const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]
  .map(parseAddress)
  .filter(term => "kind" in term && term.kind === "prefix")
