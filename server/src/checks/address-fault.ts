import { privatePrefixes } from "../azure/special-addresses.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Prefix4 } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import type { PlacedTerm } from "./rule-terms.ts"

/** The network that a single address was probably meant to be: 10.0.1.0/24 of 10.0.1.0. */
export interface BareNetwork {
  readonly address: string
  readonly network: string
}

/**
 * Of a private address that is written like a network without its prefix length; undefined for any other. Public ones may
 * end in 0: Microsoft's own lists have such (52.169.218.0 of Entra Domain Services).
 */
export function bareNetwork(rule: LocatedRule, { side, term }: PlacedTerm): BareNetwork | undefined {
  if (term.kind !== "prefix" || term.family !== 4 || term.length !== 32 || term.first === 0) return undefined
  const bits = zeroBytes(term.first) * 8
  const address = term.key.slice(0, -"/32".length)
  if (bits === 0 || !privatePrefixes.some(one => isPrefixWithin(term, one))) return undefined
  // Of 172.16.0.0 the whole private block is a /12.
  const length = address === "172.16.0.0" ? 12 : 32 - bits
  if (!isWrittenBare(rule, side, address) || isOneOfHosts(rule[side], term, length)) return undefined
  return { address, network: `${address}/${length}` }
}

function zeroBytes(value: number): number {
  return [8, 16, 24].filter(bits => value % 2 ** bits === 0).length
}

/** Whether the address stands without its length: someone who writes /32 means the address. */
function isWrittenBare({ written: { values } }: LocatedRule, side: PlacedTerm["side"], address: string): boolean {
  return [values[`${side}AddressPrefix`], values[`${side}AddressPrefixes`]].flat().includes(address)
}

/** Whether the list has the address next to it, or another one of the network, with which Azure would refuse the network. */
function isOneOfHosts(terms: LocatedRule["source"], { key, first }: Prefix4, length: number): boolean {
  const last = first + 2 ** (32 - length) - 1
  return terms.some(
    other =>
      other.kind === "prefix" &&
      other.family === 4 &&
      other.key !== key &&
      first - 1 <= other.first &&
      other.first <= last,
  )
}
