import ipaddr from "ipaddr.js"
import type { AddressTerm, AnyAddress, Prefix4, Prefix6 } from "./address.ts"
import { addressText } from "./format-address.ts"
import { isHostName } from "./host-name.ts"

/** Why a text is no element of an address field, and what would be right instead where that is certain. */
export interface AddressFault {
  readonly fault: /** Neither an address, a CIDR block nor a word that could be a tag. */
    | "bad-address"
    /** One of them but for spaces around it: what Azure makes of these is not published. */
    | "loose-form"
    /** `10.0.0.5/24`: Azure refuses bits behind the prefix length (SecurityRuleInvalidAddressPrefix). */
    | "host-bits"
    /** An IPv4 address with octal, hexadecimal or missing parts: other tools read other addresses from it. */
    | "ambiguous-address"
    /** `any`, which only `*` says. */
    | "any-word"
    /** VIRTUAL_NETWORK or AZURE_LOADBALANCER of the classic deployment model. */
    | "classic-tag"
    /** A host's name, which a group does not look up. */
    | "host-name"
    /** Several of them in one text, with commas between. */
    | "comma-list"
    /** Nothing but digits: `789` was stored by the service; what it matches is not known. */
    | "all-digits"
  readonly instead?: string
}

/**
 * Reads one element of an address field: `*`, an address, a CIDR block, or a word that could be a service tag.
 * Nothing is trimmed and nothing is normalised away: whether the service does either is not published.
 */
export function parseAddress(text: string): AddressTerm | AddressFault {
  if (text === "*") return anyAddress
  const slash = text.indexOf("/")
  const end = slash < 0 ? text.length : slash
  const value = ipv4Value(text, end)
  if (value >= 0) return prefix4(text, value, prefixLength(text, slash, 32))
  if (text.includes(":")) return parseIpv6(text, end, prefixLength(text, slash, 128))
  if (/^[a-z][\w.-]*$/i.test(text) || isNumberedWord(text)) return parseWord(text)
  return faultOf(text)
}

/** The same where the classic deployment model's own names of two tags stand for these. */
export function parseClassicAddress(text: string): AddressTerm | AddressFault {
  const term = parseAddress(text)
  if (!("fault" in term) || term.fault !== "classic-tag" || term.instead === undefined) return term
  return { kind: "tag", key: `tag:${term.instead.toLowerCase()}`, name: text }
}

export const anyAddress: AnyAddress = { kind: "any", key: "*" }

/** The 32-bit value of four decimal parts without leading zeros that fill the text up to `end`, or -1. */
function ipv4Value(text: string, end: number): number {
  let value = 0
  let at = 0
  for (let parts = 0; parts < 4; parts++) {
    const start = at
    let part = 0
    for (; at < end && at - start < 3; at++) {
      const digit = text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) break
      part = part * 10 + digit
    }
    if (at === start || part > 255 || (at - start > 1 && text.charCodeAt(start) === 48)) return -1
    value = value * 256 + part
    if (parts < 3 && text[at++] !== ".") return -1
  }
  return at === end ? value : -1
}

/** The number behind the slash, `most` where there is no slash, or -1. */
function prefixLength(text: string, slash: number, most: number): number {
  if (slash < 0) return most
  const digits = text.slice(slash + 1)
  const length = /^(0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : -1
  return length <= most ? length : -1
}

function prefix4(text: string, value: number, length: number): Prefix4 | AddressFault {
  if (length < 0) return faultOf(text)
  const size = 2 ** (32 - length)
  const first = value - (value % size)
  const key = first === value && text.includes("/") ? text : `${addressText(4, first)}/${length}`
  if (first !== value) return { fault: "host-bits", instead: key }
  return { kind: "prefix", key, family: 4, first, last: first + size - 1, length }
}

function parseIpv6(text: string, end: number, length: number): Prefix6 | AddressFault {
  const value = ipv6Value(text.slice(0, end))
  if (value === undefined || length < 0) return faultOf(text)
  const size = 1n << BigInt(128 - length)
  const first = value - (value % size)
  const key = `${addressText(6, first)}/${length}`
  if (first !== value) return { fault: "host-bits", instead: key }
  return { kind: "prefix", key, family: 6, first, last: first + size - 1n, length }
}

/** ipaddr.js also takes zone ids, parts of more than four digits, and octal in an IPv4 tail: these are refused first. */
function ipv6Value(text: string): bigint | undefined {
  if (!/^[0-9a-f:.]+$/i.test(text) || /[0-9a-f]{5}/i.test(text)) return undefined
  const tail = text.slice(text.lastIndexOf(":") + 1)
  if (tail.includes(".") && ipv4Value(tail, tail.length) < 0) return undefined
  const { parts } = parsedIpv6(text) ?? {}
  if (!parts) return undefined
  const word = (at: number) => BigInt((parts[at] ?? 0) * 65536 + (parts[at + 1] ?? 0))
  return (word(0) << 96n) | (word(2) << 64n) | (word(4) << 32n) | word(6)
}

/** To ask first whether it is valid would parse it twice. */
function parsedIpv6(text: string): ipaddr.IPv6 | undefined {
  try {
    return ipaddr.IPv6.parse(text)
  } catch {
    return undefined
  }
}

/** Tags that Microsoft does not publish may begin with a digit: 1ESResourceManager is in use. */
function isNumberedWord(text: string): boolean {
  return /^(?!0x)\d+[a-z]{2}\w*$/i.test(text)
}

function parseWord(text: string): AddressTerm | AddressFault {
  const word = text.toLowerCase()
  if (word === "any") return { fault: "any-word", instead: "*" }
  if (word === "virtual_network") return { fault: "classic-tag", instead: "VirtualNetwork" }
  if (word === "azure_loadbalancer") return { fault: "classic-tag", instead: "AzureLoadBalancer" }
  // "O.0.0.0" and "l0.1.2.3" are slips of the finger, not tags.
  if (/^[^.]*(\.\d+){3}$/.test(word)) return { fault: "bad-address" }
  if (isHostName(word)) return { fault: "host-name" }
  return { kind: "tag", key: `tag:${word}`, name: text }
}

/** Names the fault of a text that is nothing we can read. */
function faultOf(text: string): AddressFault {
  const trimmed = text.trim()
  if (trimmed !== text && trimmed !== "") return withoutSpaces(trimmed)
  if (/^\d+$/.test(text)) return { fault: "all-digits" }
  if (isList(text)) return { fault: "comma-list" }
  if (isHostName(text)) return { fault: "host-name" }
  const parts = text.replace(/\/.*/, "").split(".")
  const numeric = parts.length <= 4 && parts.every(part => /^(0x[0-9a-f]+|\d+)$/i.test(part))
  const plain = parts.length === 4 && parts.every(part => /^(0|[1-9]\d*)$/.test(part))
  return { fault: numeric && !plain ? "ambiguous-address" : "bad-address" }
}

/** Each part by itself would be read: as what it is, or with a fault that shows what it was to be. */
function isList(text: string): boolean {
  const parts = text.split(",").map(part => part.trim())
  return parts.length > 1 && parts.every(part => isPart(parseAddress(part)))
}

function isPart(part: AddressTerm | AddressFault): boolean {
  return !("fault" in part) || part.fault === "host-bits" || part.fault === "any-word" || part.fault === "classic-tag"
}

function withoutSpaces(trimmed: string): AddressFault {
  const term = parseAddress(trimmed)
  return "fault" in term ? term : { fault: "loose-form", instead: trimmed }
}
