import type { Range } from "../syntax/node.ts"
import type { Unknown } from "../values/unknown.ts"
import type { LocatedRule, RuleProperty } from "./reader.ts"
import { isOfSide } from "./rule-misspelt.ts"

/** What of a rule may be something else than is seen, or something more. */
export interface OpenParts {
  /** Properties of which something is not known: values in them, or what else stands in their list. */
  readonly properties: readonly RuleProperty[]
  /** Whether a value at a place is one of several that may stand there. */
  isOpen(range: Range): boolean
  unknown(property: RuleProperty): Unknown
}

/** The words and sides of a rule that are written nowhere in it, each by its singular field. */
export function unwrittenOf({ at }: LocatedRule): readonly RuleProperty[] {
  const written = Object.keys(at.properties)
  return parts.filter(part => !written.some(key => isOfSide(key, part)))
}

const sides = [
  ["source", "sourceAddressPrefix"],
  ["sourcePorts", "sourcePortRange"],
  ["destination", "destinationAddressPrefix"],
  ["destinationPorts", "destinationPortRange"],
] as const
const words = ["priority", "direction", "access", "protocol"] as const
const parts: readonly RuleProperty[] = [...words, ...sides.map(([, singular]) => singular)]

/** The rule with its open parts unknown; of a list, what surely stands in it stays. */
export function withOpenParts(rule: LocatedRule, { properties, isOpen, unknown }: OpenParts): LocatedRule {
  const opened: Record<string, unknown> = {}
  for (const word of words) if (properties.includes(word)) opened[word] = unknown(word)
  const ranges: Record<string, readonly Range[]> = { ...rule.at.terms }
  for (const [side, singular] of sides) {
    const property = properties.find(key => isOfSide(key, singular))
    if (!property) continue
    const isWritten = rule.at.properties[property] !== undefined
    const kept = rule.at.terms[side].flatMap((range, index) => (isWritten && !isOpen(range) ? [index] : []))
    const value = unknown(property)
    const address = { kind: "unknown", key: `unknown:${value.identity}`, unknown: value }
    opened[side] = [...kept.map(index => rule[side][index]), side.endsWith("Ports") ? { unknown: value } : address]
    ranges[side] = [
      ...kept.map(index => rule.at.terms[side][index] as Range),
      rule.at.properties[property] ?? rule.at.name,
    ]
  }
  const at = { ...rule.at, terms: ranges as LocatedRule["at"]["terms"] }
  return { ...rule, ...(opened as Partial<LocatedRule>), at }
}
