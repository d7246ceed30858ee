import * as l10n from "@vscode/l10n"
import { missedPlatformTag, type NamedPlatformTraffic } from "../azure/platform-traffic.ts"
import { isKnownTag } from "../azure/service-tags.ts"
import { listWords } from "../checks/wording.ts"
import type { Flow } from "../engine/flow.ts"
import type { Direction, Protocol } from "../engine/security-rule.ts"
import {
  endName,
  type FlowProblem,
  formatAddress,
  isProblem,
  readGroupEnd,
  readPlainAddress,
} from "../flows/address-text.ts"
import { bracketed, piecesOf } from "../flows/bracketed-name.ts"
import { twoFamilies } from "../flows/empty-claim.ts"
import { protocolWords } from "../flows/protocol-words.ts"
import { endTypes } from "../topology/endpoint.ts"
import type { AddressTerm } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { type AzWords, arrowPattern, azWordsIn, bareIpv6 } from "./flow-spelling.ts"
import { platformName } from "./platform-name.ts"

export { endName, type FlowProblem, formatAddress, isProblem, readPlainAddress }

/** What the messages and the input box show. */
export const exampleFlow = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"

/** Reads `[inbound|outbound] PROTOCOL SOURCE[:PORT] -> DESTINATION[:PORT]`, or az's options. */
export function parseFlow(line: string): Flow | FlowProblem {
  const words = readFlowWords(line)
  return isProblem(words) ? words : makeFlow(words)
}

/** A flow as its parts are written. */
export interface FlowWords {
  readonly direction: Direction | undefined
  readonly protocol: Protocol
  readonly source: string
  readonly destination: string
}

const arrow = new RegExp(arrowPattern, "i")

export function readFlowWords(line: string): FlowWords | FlowProblem {
  const az = azWordsIn(line)
  if (az) return readAzWords(az)
  const sides = line.trim().split(arrow)
  const words = piecesOf(sides[0] ?? "")
  const source = words.pop()
  if (/^from$/i.test(words.at(-1) ?? "")) words.pop()
  const destination = sides[1]
  if (!source || !destination || sides.length > 2) {
    return { problem: l10n.t`Write a flow as SOURCE -> DESTINATION, like this: ${exampleFlow}` }
  }
  const spoken = words.length > 1 ? words.shift() : undefined
  const direction = spoken === undefined ? undefined : parseDirection(spoken)
  if (isProblem(direction)) return direction
  const [word, extra] = words
  if (word === undefined || (!spoken && directionOf(word))) {
    return { problem: l10n.t`Put the protocol before the source: ${protocolList()}. Example: ${exampleFlow}` }
  }
  if (extra !== undefined)
    return { problem: l10n.t`"${extra}" does not belong before the source. Example: ${exampleFlow}` }
  const protocol = parseProtocol(word)
  return isProblem(protocol) ? protocol : { direction, protocol, source, destination }
}

export function parseAzWords(words: AzWords): Flow | FlowProblem {
  const read = readAzWords(words)
  return isProblem(read) ? read : makeFlow(read)
}

/** Reads az's words: the local end is the destination of an inbound flow and the source of an outbound one. */
export function readAzWords({ direction: spoken, protocol: word, local, remote }: AzWords): FlowWords | FlowProblem {
  const direction = parseDirection(spoken)
  if (isProblem(direction)) return direction
  const protocol = parseProtocol(word)
  if (isProblem(protocol)) return protocol
  const [source, destination] = direction === "Inbound" ? [remote, local] : [local, remote]
  return { direction, protocol, source, destination }
}

/** The flow as `parseFlow` reads it back. */
export function formatFlow({ direction, protocol, source, sourcePort, destination, destinationPort }: Flow): string {
  const from = formatEnd(source, sourcePort === "*" ? null : sourcePort)
  return `${direction.toLowerCase()} ${protocol.toLowerCase()} ${from} -> ${formatEnd(destination, destinationPort)}`
}

function formatEnd(address: AddressTerm, port: number | "*" | null): string {
  const text = formatAddress(address)
  if (port === null) return text.includes(":") ? `[${text}]` : text
  return text.includes(":") ? `[${text}]:${port}` : `${text}:${port}`
}

const directions: Readonly<Record<string, Direction>> = {
  in: "Inbound",
  inbound: "Inbound",
  out: "Outbound",
  outbound: "Outbound",
}

const protocols: Readonly<Record<string, Protocol>> = { tcp: "Tcp", udp: "Udp", icmp: "Icmp", esp: "Esp", ah: "Ah" }
const protocolList = () => listWords(Object.keys(protocols), "or")

function directionOf(word: string): Direction | undefined {
  const lower = word.toLowerCase()
  return Object.hasOwn(directions, lower) ? directions[lower] : undefined
}

function parseDirection(word: string): Direction | FlowProblem {
  return directionOf(word) ?? { problem: l10n.t`"${word}" is not a direction. Use inbound or outbound.` }
}

function parseProtocol(word: string): Protocol | FlowProblem {
  const lower = word.toLowerCase()
  const protocol = Object.hasOwn(protocols, lower) ? protocols[lower] : undefined
  if (protocol) return protocol
  if (word === "*" || lower === "any") return { problem: l10n.t`Name one protocol: ${protocolList()}.` }
  return { problem: l10n.t`Unknown protocol "${word}". Use ${protocolList()}.` }
}

function makeFlow({ direction, protocol, ...texts }: FlowWords): Flow | FlowProblem {
  const ends = readEnds(texts, protocol, readAddress)
  if (isProblem(ends)) return ends
  const { source, sourcePort, destination, destinationPort } = ends
  const heading = direction ?? guessDirection(source, destination)
  if (!heading)
    return {
      problem: l10n.t`Start with inbound or outbound: the direction is not clear from these addresses. Example: ${exampleFlow}`,
    }
  return withoutMissedTag({ direction: heading, protocol, source, sourcePort, destination, destinationPort })
}

/** The flow, unless it names a tag of the platform for what is none of its traffic. */
export function withoutMissedTag(flow: Flow): Flow | FlowProblem {
  const missed = missedPlatformTag(flow)
  return missed ? { problem: explainTag(missed) } : flow
}

/** Both ends of a flow with their ports, whatever ends are. */
export interface FlowEnds<E> extends Pick<Flow, "sourcePort" | "destinationPort"> {
  readonly source: E
  readonly destination: E
}

/** `readEnd` reads an end without its port. */
export function readEnds<E>(
  texts: Pick<FlowWords, "source" | "destination">,
  protocol: Protocol,
  readEnd: (text: string) => E | FlowProblem,
): FlowEnds<E> | FlowProblem {
  const source = parseEnd(texts.source, protocol, readEnd)
  if (isProblem(source)) return source
  const destination = parseEnd(texts.destination, protocol, readEnd)
  if (isProblem(destination)) return destination
  if (hasPorts(protocol) && destination.port === undefined) {
    return {
      problem: l10n.t`${protocol.toLowerCase()} needs a destination port: ${destination.text}:443, for example.`,
    }
  }
  if (areOfTwoFamilies(source.end, destination.end)) return { problem: twoFamilies() }
  return {
    source: source.end,
    sourcePort: hasPorts(protocol) ? (source.port ?? "*") : null,
    destination: destination.end,
    destinationPort: hasPorts(protocol) ? (destination.port ?? "*") : null,
  }
}

function explainTag({ traffic: { tag, name }, protocols, port }: NamedPlatformTraffic): string {
  const list = protocolWords(protocols)
  return l10n.t`${tag ?? ""} covers only ${platformName({ name })}: verify outbound ${list} to ${tag ?? ""}:${port}.`
}

function hasPorts(protocol: Protocol): boolean {
  return protocol === "Tcp" || protocol === "Udp"
}

interface End<E> {
  readonly end: E
  readonly port: number | "*" | undefined
  /** Without the port, as it is written in a flow. */
  readonly text: string
}

/** `10.0.0.4:22`, `[2001:db8::1]:443`, `10.0.0.0/8`, `Internet`, `*:80`, `asg:web`, `nic:web-0:443`, a resource's id. */
function parseEnd<E>(
  text: string,
  protocol: Protocol,
  readEnd: (text: string) => E | FlowProblem,
): End<E> | FlowProblem {
  const bare = bareIpv6(text)
  if (bare === "ambiguous" && hasPorts(protocol)) return { problem: explainBareIpv6(text) }
  const [, bracketed, plain, portText] = endPattern.exec(bare === "no" ? text : `[${text}]`) ?? []
  const written = bracketed ?? plain
  if (written === undefined) {
    return { problem: l10n.t`Cannot read "${text}". Put IPv6 addresses in brackets: [2001:db8::1]:443` }
  }
  const end = readEnd(written)
  if (isProblem(end)) return end
  const shown = written.includes(":") && bracketed !== undefined ? `[${written}]` : written
  if (portText === undefined) return { end, port: undefined, text: shown }
  if (!hasPorts(protocol)) {
    return { problem: l10n.t`${protocol.toLowerCase()} has no ports. Write ${shown} without one.` }
  }
  const port = parsePort(portText)
  return isProblem(port) ? port : { end, port, text: shown }
}

function explainBareIpv6(text: string): string {
  const colon = text.lastIndexOf(":")
  const [address, port] = [text.slice(0, colon), text.slice(colon + 1)]
  return l10n.t`"${text}" may be an address, or an address and a port. Write [${text}] or [${address}]:${port}.`
}

const namedEnd = `(?:${endTypes.join("|")}):(?:${bracketed}|[^:[\\]])+`
const endPattern = new RegExp(`^(?:\\[([^\\]]*)\\]|(${namedEnd}|[^:[\\]]+))(?::([^:]*))?$`, "i")

function readAddress(text: string): AddressTerm | FlowProblem {
  const [, type] = endName(text) ?? []
  if (type && type !== "asg") {
    return {
      problem: l10n.t`${text} is a network resource, but this flow is checked against a single NSG. Use its address instead.`,
    }
  }
  return readGroupEnd(text) ?? readPlainAddress(text)
}

function parsePort(text: string): number | "*" | FlowProblem {
  if (text === "*") return "*"
  if (/^\d+-\d+$/.test(text)) return { problem: l10n.t`"${text}" is a port range. Use one port, or * for all.` }
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text)
  return { problem: l10n.t`"${text}" is not a port. Use a number from 0 to 65535, or * for all.` }
}

function areOfTwoFamilies(one: unknown, other: unknown): boolean {
  const [a, b] = [familyOf(one), familyOf(other)]
  return a !== undefined && b !== undefined && a !== b
}

/** Of an end that is an address; others may be of both. */
function familyOf(end: unknown): unknown {
  return typeof end === "object" && end !== null && "family" in end ? end.family : undefined
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
