import type { LocatedRule, RuleProperty } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"

/** A field of a rule that lists several addresses or ports. */
export interface WrittenList {
  readonly property: RuleProperty
  /** The second item, which makes a list of it. */
  readonly range: Range
}

/** The fields of a rule that list several addresses or ports, in the order in which a rule has them. */
export function listsOf(rule: LocatedRule): readonly WrittenList[] {
  return fields.flatMap(([side, ...properties]) => {
    const property = properties.find(each => isList(rule.written.values[each]))
    const range = rule.at.terms[side][1]
    return property && range ? [{ property, range }] : []
  })
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 1
}

/** Each side of a rule with the fields for it; a dialect may take a list in a singular one. */
const fields = [
  ["source", "sourceAddressPrefixes", "sourceAddressPrefix"],
  ["sourcePorts", "sourcePortRanges", "sourcePortRange"],
  ["destination", "destinationAddressPrefixes", "destinationAddressPrefix"],
  ["destinationPorts", "destinationPortRanges", "destinationPortRange"],
] as const
