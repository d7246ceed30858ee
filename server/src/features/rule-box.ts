import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { prefix } from "../azure/special-addresses.ts"
import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"
import type { AddressPrefix } from "../values/address.ts"
import { groupedBy } from "../values/grouped.ts"
import { portText } from "../values/parse-ports.ts"
import type { PortRange } from "../values/port.ts"
import { formatAddress } from "./flow-text.ts"
import { everyAddress, type NamedPrefixes, ofFamilies, prefixNames } from "./named-prefixes.ts"

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
  const written = boxes.map(({ protocols, source, sourcePorts, destination, destinationPorts }) => ({
    protocol: protocols as readonly string[],
    ...ofEnd("source", source, names),
    sourcePorts: portTexts(sourcePorts),
    ...ofEnd("destination", destination, names),
    destinationPorts: portTexts(destinationPorts),
  }))
  const joined = mergeable.reduce<readonly RuleBox[]>(joinedBy, written)
  return joined.map(box => ({ ...box, protocol: box.protocol.length === 5 ? ["*"] : box.protocol }))
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
  names: BoxNames,
): Record<S, readonly string[]> & Partial<Record<`${S}Outside`, readonly string[]>> {
  return {
    [side]: addressTexts(prefixes, inside, names),
    ...(outside.length > 0 && { [`${side}Outside`]: outside.map(formatAddress) }),
  } as Record<S, readonly string[]> & Partial<Record<`${S}Outside`, readonly string[]>>
}

function addressTexts(texts: readonly string[], inside: BoxEnd["inside"], names: BoxNames): readonly string[] {
  if (inside.length === 0) return prefixNames(texts, names.exact, names.families)
  const within = inside.map(formatAddress).join(" and ")
  const possible = inside.map(({ key }) => names.possible(key)).find(bound => bound !== undefined) ?? everyAddress
  const isWhole = withoutPrefixes(ofFamilies(possible, names.families), texts.map(prefix)).length === 0
  return isWhole ? [within] : prefixNames(texts, names.exact, names.families).map(text => `${text} in ${within}`)
}

function portTexts(ports: readonly PortRange[]): readonly string[] {
  return ports.length === 0 ? ["*"] : ports.map(portText)
}
