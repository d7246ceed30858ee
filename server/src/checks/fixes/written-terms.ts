import type { Side } from "../../readers/edit-side.ts"
import { pluralOf } from "../../readers/property-names.ts"
import type { LocatedRule, RuleProperty } from "../../readers/reader.ts"

/** The field for one value of a side. */
export const singleFields = {
  source: "sourceAddressPrefix",
  sourcePorts: "sourcePortRange",
  destination: "destinationAddressPrefix",
  destinationPorts: "destinationPortRange",
} as const satisfies Readonly<Record<Side, RuleProperty>>

/** The terms of a side as they are written, one for each; undefined where they are not all written in one field. */
export function writtenTerms({ written, ...rule }: LocatedRule, side: Side): readonly string[] | undefined {
  const single = singleFields[side]
  const plural = pluralOf(single)
  const values = [single, plural].flatMap(field => (field && written.values[field]) ?? []).map(String)
  const isKnown = !written.unknown.some(property => property === single || property === plural)
  return isKnown && values.length === rule[side].length ? values : undefined
}
