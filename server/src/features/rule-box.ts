import * as l10n from "@vscode/l10n"
import { arePrefixesWithin } from "../azure/prefix-difference.ts"
import { prefix } from "../azure/special-addresses.ts"
import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"
import type { AddressPrefix } from "../values/address.ts"
import { groupedBy } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { portText } from "../values/parse-ports.ts"
import type { PortRange } from "../values/port.ts"
import { remember } from "../values/remember.ts"
import { formatAddress } from "./flow-text.ts"
import {
  everyAddress,
  isAddressText,
  type NamedAddresses,
  type NamedPrefixes,
  ofFamilies,
  prefixNames,
} from "./named-prefixes.ts"

/** Traffic as a rule would have it: every combination of its parts. */
export interface RuleBox {
  readonly protocol: readonly string[]
  readonly source: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly destination: readonly string[]
  readonly destinationPorts: readonly string[]
  /** What is left out of these addresses. */
  readonly sourceOutside?: readonly string[]
  readonly destinationOutside?: readonly string[]
}

/** What boxes are told with. */
export interface BoxNames {
  /** Tags of which it is known just what they hold. */
  readonly exact: readonly NamedPrefixes[]
  /** Addresses outside of which a set holds none; undefined where it may hold any. */
  possible(key: string): readonly AddressPrefix[] | undefined
  /** Only addresses of these families can be at the other end. */
  readonly families: readonly (4 | 6)[]
}

/** The boxes as rules would have them, those that differ in their protocols or in one end alone as one. */
export function ruleBoxes(boxes: readonly TrafficBox[], names: BoxNames): readonly RuleBox[] {
  const written = boxes.map(box => boxParts(box, names))
  return mergeable.reduce<readonly RuleBox[]>(joinedBy, written).map(withAnyProtocol)
}

/** A single box. */
export function ruleBox(box: TrafficBox, names: BoxNames): RuleBox {
  return withAnyProtocol(boxParts(box, names))
}

function boxParts(box: TrafficBox, names: BoxNames): RuleBox {
  const { protocols, source, sourcePorts, destination, destinationPorts } = box
  const families = ofBothEnds(box, names.families)
  return {
    protocol: protocols,
    ...ofEnd("source", source, families, names),
    sourcePorts: portTexts(sourcePorts),
    ...ofEnd("destination", destination, families, names),
    destinationPorts: portTexts(destinationPorts),
  }
}

function withAnyProtocol(box: RuleBox): RuleBox {
  return box.protocol.length === 5 ? { ...box, protocol: ["*"] } : box
}

const mergeable = ["protocol", "source", "destination"] as const

/** Those that differ in this part alone as one. */
function joinedBy(boxes: readonly RuleBox[], part: (typeof mergeable)[number]): readonly RuleBox[] {
  const outside = (box: RuleBox) => (part === "protocol" ? undefined : box[`${part}Outside`])
  const keyOf = (box: RuleBox, index: number) => JSON.stringify(outside(box) ? index : { ...box, [part]: [] })
  const alike = groupedBy([...boxes.entries()], ([index, box]) => keyOf(box, index))
  return [...alike.values()].map(some =>
    Object.assign({}, ...some.map(([, box]) => box), { [part]: [...new Set(some.flatMap(([, box]) => box[part]))] }),
  )
}

function ofEnd<S extends "source" | "destination">(
  side: S,
  { prefixes, inside, outside }: BoxEnd,
  families: BoxNames["families"],
  names: BoxNames,
): Record<S, readonly string[]> & Partial<Record<`${S}Outside`, readonly string[]>> {
  const key = JSON.stringify([prefixes, inside.map(formatAddress), families])
  const { texts, except } = remember(told(names), key, () => addressTexts(prefixes, inside, { ...names, families }))
  const without = [...except, ...outside.map(formatAddress)]
  return { [side]: texts, ...(without.length > 0 && { [`${side}Outside`]: without }) } as Record<S, readonly string[]> &
    Partial<Record<`${S}Outside`, readonly string[]>>
}

/** Many boxes have the same ends, and the words for one are looked for among all sets that have a name. */
const told = keptFor((_: BoxNames) => new Map<string, NamedAddresses>())

function addressTexts(texts: readonly string[], inside: BoxEnd["inside"], names: BoxNames): NamedAddresses {
  if (inside.length === 0) return prefixNames(texts, names.exact, names.families)
  const within = inside.map(formatAddress).join(l10n.t` and `)
  const possible = inside.map(({ key }) => names.possible(key)).find(bound => bound !== undefined) ?? everyAddress
  const isWhole = arePrefixesWithin(ofFamilies(possible, names.families), texts.filter(isAddressText).map(prefix))
  if (isWhole) return { texts: [within], except: [] }
  const { texts: told, except } = prefixNames(texts, names.exact, names.families)
  return { texts: told.map(text => `${text} in ${within}`), except }
}

/** Both ends of a packet are of one family. */
function ofBothEnds({ source, destination }: TrafficBox, families: readonly (4 | 6)[]): readonly (4 | 6)[] {
  const has = ({ prefixes }: BoxEnd, family: 4 | 6) => prefixes.some(text => text.includes(":") === (family === 6))
  const there = families.filter(family => has(source, family) && has(destination, family))
  return there.length > 0 ? there : families
}

function portTexts(ports: readonly PortRange[]): readonly string[] {
  return ports.length === 0 ? ["*"] : ports.map(portText)
}
