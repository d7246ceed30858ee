import { isMap, member, textOf } from "../syntax/lookup.ts"
import type { MapNode } from "../syntax/node.ts"

/**
 * What is there after a change that a what-if foretells; undefined where a map is no such change. What a deployment leaves
 * alone (Ignore, NoChange) stays as it is: some tools then print only what was before. A deleted resource is nothing.
 */
export function whatIfAfter(node: MapNode): { readonly after?: MapNode } | undefined {
  const type = textOf(member(node, "changeType"))
  const [before, after] = [member(node, "before"), member(node, "after")]
  if (type === undefined || !(before ?? after ?? member(node, "delta"))) return undefined
  const stays = /^(ignore|nochange)$/i.test(type) ? before : undefined
  const shown = isMap(after) ? after : stays
  return isMap(shown) ? { after: shown } : {}
}
