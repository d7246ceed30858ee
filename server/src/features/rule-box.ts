import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"
import { portText } from "../values/parse-ports.ts"
import type { PortRange } from "../values/port.ts"
import { formatAddress } from "./flow-text.ts"
import { type NamedPrefixes, prefixNames } from "./named-prefixes.ts"

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

/** The boxes as rules would have them, those that differ in their protocols alone as one. */
export function ruleBoxes(
  boxes: readonly TrafficBox[],
  names: readonly NamedPrefixes[],
  families: readonly (4 | 6)[],
): readonly RuleBox[] {
  const joined = new Map<string, { box: Omit<RuleBox, "protocol">; protocols: string[] }>()
  for (const { protocols, source, sourcePorts, destination, destinationPorts } of boxes) {
    const box = {
      ...ofEnd("source", source, names, families),
      sourcePorts: portTexts(sourcePorts),
      ...ofEnd("destination", destination, names, families),
      destinationPorts: portTexts(destinationPorts),
    }
    const key = JSON.stringify(box)
    const known = joined.get(key)
    if (known) known.protocols.push(...protocols)
    else joined.set(key, { box, protocols: [...protocols] })
  }
  return [...joined.values()].map(({ box, protocols }) => ({
    protocol: new Set(protocols).size === 5 ? ["*"] : [...new Set(protocols)],
    ...box,
  }))
}

function ofEnd<S extends "source" | "destination">(
  side: S,
  { prefixes, inside, outside }: BoxEnd,
  names: readonly NamedPrefixes[],
  families: readonly (4 | 6)[],
): Record<S, readonly string[]> & Partial<Record<`${S}Outside`, readonly string[]>> {
  const where = prefixNames(prefixes, names, families)
  const within = inside.map(formatAddress).join(" and ")
  const texts =
    within === ""
      ? where
      : where[0] === "*" || where[0] === "Internet"
        ? [within]
        : where.map(text => `${text} in ${within}`)
  return {
    [side]: texts,
    ...(outside.length > 0 && { [`${side}Outside`]: outside.map(formatAddress) }),
  } as Record<S, readonly string[]> & Partial<Record<`${S}Outside`, readonly string[]>>
}

function portTexts(ports: readonly PortRange[]): readonly string[] {
  return ports.length === 0 ? ["*"] : ports.map(portText)
}
