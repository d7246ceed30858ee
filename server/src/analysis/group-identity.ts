import { holdsExpression } from "../readers/expression-text.ts"
import type { Dialect, LocatedGroup } from "../readers/reader.ts"
import { parseResourceId } from "../values/resource-id.ts"
import { referenceKeys, sameResource } from "../values/resource-ref.ts"

/** Where a group stands. */
interface Place {
  readonly uri: string
  readonly text: string
  readonly dialect: Dialect | undefined
}

/**
 * Texts by which documents find a group of one another: two groups that share one may be the same. By its id it is found
 * from everywhere, by its address or name from documents of the same dialect and folder.
 */
export function identitiesOf(group: LocatedGroup, { uri, text, dialect }: Place): readonly string[] {
  if (text.charAt(group.nameRange.start) === "[") return []
  const folder = uri.slice(0, uri.lastIndexOf("/") + 1)
  const byName = holdsExpression(group.name)
    ? []
    : [["name", dialect, folder, group.scope, group.name.toLowerCase()].join("\n")]
  const byAddress = group.address === undefined ? [] : [["address", dialect, folder, group.address].join("\n")]
  return [...byId(group), ...byAddress, ...byName]
}

function byId({ id }: LocatedGroup): readonly string[] {
  const reference = id === undefined || holdsExpression(id) ? undefined : parseResourceId(id)
  if (!reference) return []
  const { subscription, resourceGroup } = reference
  return referenceKeys(reference).map(key => ["id", subscription, resourceGroup, key].join("\n"))
}

/** Whether two groups have the same id; null where one of them states none. */
export function sameId({ id }: LocatedGroup, other: LocatedGroup): boolean | null {
  const [one, two] = [id, other.id].map(each => (each === undefined ? undefined : parseResourceId(each)))
  return one && two ? sameResource(one, two, "other") : null
}
