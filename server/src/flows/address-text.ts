import * as l10n from "@vscode/l10n"
import { cidrAdvice } from "../checks/cidr-advice.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import { type EndType, endTypes } from "../topology/endpoint.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { type AddressFault, parseClassicAddress } from "../values/parse-address.ts"
import { nameOrNote } from "./unknown-name.ts"

/** Why a text is no flow, and how it should look: one sentence or two for the person who typed it. */
export interface FlowProblem {
  readonly problem: string
}

export function isProblem(value: unknown): value is FlowProblem {
  return typeof value === "object" && value !== null && "problem" in value
}

/** An address as people write it: without `/32` and `/128`, names as written. */
export function formatAddress(address: AddressTerm): string {
  if (address.kind === "any") return "*"
  if (address.kind === "unknown") return nameOrNote(address.unknown)
  if (address.kind === "group") return securityGroupName(address)
  if (address.kind !== "prefix") return address.name
  return isSingle(address) ? address.key.slice(0, address.key.lastIndexOf("/")) : address.key
}

function isSingle({ family, length }: AddressPrefix): boolean {
  return length === (family === 4 ? 32 : 128)
}

/** An address, a CIDR block, a service tag or `*`. In a question, unlike in a rule, a tag's classic name is as good. */
export function readPlainAddress(text: string): AddressTerm | FlowProblem {
  const address = parseClassicAddress(text)
  return "fault" in address ? { problem: explainFault(text, address) } : address
}

/** The type in lower case and the name of an end such as `nic:web-0`. */
export function endName(text: string): readonly [whole: string, type: EndType, name: string] | undefined {
  const [whole, word, name] = /^([a-z]+):(.+)$/i.exec(text) ?? []
  const type = endTypes.find(one => one === word?.toLowerCase())
  return whole !== undefined && type && name !== undefined ? [whole, type, name] : undefined
}

function explainFault(text: string, { fault, instead }: AddressFault): string {
  const hint = instead === undefined ? "" : l10n.t` Use ${instead}.`
  if (fault === "host-bits") return l10n.t`${text} is not a network address: host bits are set.${hint}`
  if (fault === "host-name") return l10n.t`${text} is a host name. Use its address.`
  if (fault === "any-word") return l10n.t`"${text}" is not an address. Use * for all addresses.`
  if (fault === "ambiguous-address" || fault === "all-digits") {
    return l10n.t`${text} is not a plain IPv4 address. Write four decimal numbers without leading zeros.`
  }
  const advice = cidrAdvice(text)
  return l10n.t`"${text}" is not an address, a CIDR block or a service tag.${advice === undefined ? hint : ` ${advice}`}`
}

/** In the key of a group that a flow calls by its bare name; which one that is, the rules tell. */
export const namedGroupPrefix = "asg:"

/** `asg:NAME`, or the resource id of a group; undefined for anything else. */
export function readGroupEnd(text: string): AddressTerm | undefined {
  const [, called] = /^asg:(.+)$/i.exec(text) ?? []
  if (called?.startsWith("/")) return readGroupEnd(called)
  if (called !== undefined) return { kind: "group", key: `${namedGroupPrefix}${called.toLowerCase()}`, name: called }
  const [, name] = /^\/subscriptions\/.+\/applicationSecurityGroups\/([^/]+)$/i.exec(text) ?? []
  return name === undefined ? undefined : { kind: "group", key: `group:${text.toLowerCase()}`, name }
}
