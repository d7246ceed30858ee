import type { AddressTerm } from "../../values/address.ts"
import { addressText } from "../../values/format-address.ts"
import type { PacketEnd } from "../flow.ts"
import type { AddressAxis } from "../tables/address-axis.ts"
import { hasBit } from "../tables/bit-row.ts"
import type { FreeName } from "../tables/class-table.ts"
import { whole4, whole6 } from "../tables/prefix-order.ts"
import { freePositions, nodeAt, positionOf } from "../tables/prefix-tree.ts"
import { type Moving, tryMove } from "./moving-packet.ts"

/**
 * Chooses an address for one end of the packet, and tells the names that it is taken to lie in. `isLocal` says that it is the end inside the
 * virtual network, `except` is the other end: a packet from a host to itself reads as a mistake.
 */
export function witnessEnd(
  found: Moving,
  side: "source" | "destination",
  isLocal: boolean,
  except?: string,
): PacketEnd {
  const a = side === "source" ? 3 : 4
  const axis = found.space[side]
  const { table, tree, lists, names } = axis
  const { base, names: chosen } = table.origin(found.point[a]!)
  const own = lists.lists[lists.listOfRule[found.rule]!]!
  const holding = (cls: number) => names.sets.filter(set => table.has(cls, names.firstColumn + set.index))
  const namesAt = (cls: number) =>
    holding(cls)
      .filter(set => own.includes(set.term) || chosen.some(name => name.term === set.term))
      .map(set => lists.terms[set.term]!)
  const apart = holding(found.point[a]!).find(set => set.apart)
  if (apart) return { address: nameOf(lists.terms[apart.term]!), of: namesAt(found.point[a]!) }

  let fallback: PacketEnd = { address: "", of: [] }
  const terms = own.map(term => lists.terms[term]!)
  for (const address of expectedFirst(axis, chosen, [...candidates(axis, terms, base, isLocal)])) {
    let cls = tree.classOf[nodeAt(tree, positionOf(tree, address))]!
    for (const name of chosen) if (cls !== -1) cls = table.join(cls, name)
    if (cls === -1 || !tryMove(found, a, cls)) continue
    const text = addressText(tree.family, address)
    // Names go with the address: at another one of the class that was found, other sets may hold it.
    const end = { address: text, of: namesAt(cls) }
    if (text !== except) return end
    fallback = end
  }
  return fallback
}

/** An address within the bound of a set that shares nothing with a chosen one may do, but is not what a reader expects. */
function expectedFirst(
  { tree, names, table }: AddressAxis,
  chosen: readonly FreeName[],
  addresses: Address[],
): Address[] {
  const columns = names.sets
    .filter(set => chosen.some(name => hasBit(name.excludes, 0, names.firstColumn + set.index)))
    .flatMap(set => set.bounds.map(bound => names.bounds[bound]!.column))
  if (columns.length === 0) return addresses
  const isOdd = (address: Address) => {
    const cls = tree.classOf[nodeAt(tree, positionOf(tree, address))]!
    return columns.some(column => table.has(cls, column))
  }
  return [...addresses.filter(address => !isOdd(address)), ...addresses.filter(isOdd)]
}

function nameOf(term: AddressTerm): string {
  return "name" in term ? term.name : term.key
}

/** Best first; the last ones are addresses of the class that was found, which are certain to do. */
function* candidates(
  axis: AddressAxis,
  terms: readonly AddressTerm[],
  base: number,
  isLocal: boolean,
): Generator<Address> {
  const { family } = axis.tree
  const isPrivate = isLocal || terms.every(term => term.kind === "group")
  const expected = family === 6 ? expected6(isPrivate) : expected4(isPrivate)
  for (const term of terms.slice(0, 8)) {
    if (term.kind !== "prefix" || term.family !== family) continue
    // The first hosts of 0.0.0.0/0 are nobody's.
    if (term.length < 8) yield* expected.filter(address => term.first <= address && address <= term.last)
    yield* firstHosts(term.first, term.last)
  }
  yield* expected
  for (const position of freePositions(axis.tree, base)) {
    yield* firstHosts(family === 4 ? position : axis.tree.points[position]!, family === 4 ? whole4.last : whole6.last)
  }
}

function expected4(isPrivate: boolean): readonly Address[] {
  return isPrivate ? [...private4, ...documentation4] : [...documentation4, ...private4]
}

function expected6(isPrivate: boolean): readonly Address[] {
  return isPrivate ? [fd00, documentation6] : [documentation6, fd00]
}

/** Of a subnet the fourth address, the first that Azure gives to a host; else the one after the first, else the first. */
function firstHosts(first: Address, last: Address): Address[] {
  const plus = (offset: number): Address => (typeof first === "bigint" ? first + BigInt(offset) : first + offset)
  return [4, 1, 0].map(plus).filter(address => address <= last)
}

type Address = number | bigint

const documentation4 = [0xcb007107, 0xc6336407] // 203.0.113.7 and 198.51.100.7
const private4 = [0x0a000004, 0x0a000005, 0xc0a80004, 0xac100004] // 10.0.0.4, 10.0.0.5, 192.168.0.4, 172.16.0.4
const documentation6 = (0x20010db8n << 96n) + 7n // 2001:db8::7
const fd00 = (0xfd00n << 112n) + 4n // fd00::4
