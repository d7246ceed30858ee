import type { Node } from "../syntax/node.ts"
import type { Unknown } from "../values/unknown.ts"
import type { RuleProperty } from "./reader.ts"
import { isOfSide, sideOf } from "./rule-misspelt.ts"
import { isEmpty, type RuleFields } from "./rule-reading.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"

/**
 * A rule's fields with those that are empty only by the template's own defaults, with which nobody deploys it: unknown where
 * the rule has the value nowhere else.
 */
export function withOpenFields(fields: RuleFields, { entries }: RuleSource, context: RuleContext): RuleFields {
  if (!entries.some(({ value }) => byDefaultIn(value))) return fields
  const open = entries.flatMap(({ key, value }) => {
    const unknown = byDefaultIn(value)
    return unknown ? [{ key, value, unknown }] : []
  })
  const all: Partial<Record<RuleProperty, Node>> = { ...fields }
  for (const { key, value, unknown } of open) {
    const property = propertyOf(key, context)
    if (!property || Object.keys(all).some(other => isOfSide(other, sideOf(property)))) continue
    all[property] = {
      kind: "unknown",
      range: value.range,
      unknown,
      ...(unknown.text !== undefined && { text: unknown.text }),
    }
  }
  return all
}

function byDefaultIn(node: Node): Unknown | undefined {
  if ((node.kind !== "scalar" && node.kind !== "list") || !isEmpty(node)) return undefined
  if (node.byDefault || node.kind === "scalar" || node.items.length === 0) return node.byDefault
  return node.items.map(byDefaultIn).find(unknown => unknown !== undefined)
}
