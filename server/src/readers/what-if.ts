import { isMap, member, textOf } from "../syntax/lookup.ts"
import type { MapNode } from "../syntax/node.ts"

/**
 * What is there after a change that a what-if foretells, or after any other that is written as "before" and "after";
 * undefined where a map is no change. What a deployment leaves alone (Ignore, NoChange) stays as it is: some tools then
 * print only what was before. A deleted resource is nothing.
 */
export function whatIfAfter(node: MapNode): { readonly after?: MapNode } | undefined {
  const [before, type] = [member(node, "before"), member(node, "changeType")]
  if (!before && !type) return undefined
  const after = member(node, "after")
  const isChange = (before && after) || (type?.kind === "scalar" && (before ?? after ?? member(node, "delta")))
  if (!isChange) return undefined
  const stays = /^(ignore|nochange)$/i.test(textOf(type) ?? "") ? before : undefined
  const shown = isMap(after) ? after : stays
  return isMap(shown) ? { after: shown } : {}
}
