import type { AddressPrefix } from "./address.ts"
import { addressText } from "./format-address.ts"
import { parseAddress } from "./parse-address.ts"

/** A single address as its value: a number of IPv4, a bigint of IPv6. Half a million of them a second come from a log. */
export type AddressPoint = number | bigint

/** Undefined for anything but one address. */
export function parsePoint(text: string): AddressPoint | undefined {
  const term = parseAddress(text)
  return "kind" in term && term.kind === "prefix" && term.first === term.last ? term.first : undefined
}

export function pointText(point: AddressPoint): string {
  return addressText(typeof point === "number" ? 4 : 6, point)
}

export function pointTerm(point: AddressPoint): AddressPrefix {
  const key = pointText(point)
  return typeof point === "number"
    ? { kind: "prefix", key: `${key}/32`, family: 4, first: point, last: point, length: 32 }
    : { kind: "prefix", key: `${key}/128`, family: 6, first: point, last: point, length: 128 }
}
