import { expand } from "../expressions/expand.ts"
import { entriesOf, member } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { fragmentScope } from "./arm-scope.ts"

/**
 * The values that a deployment hands over to its template where what is around it is no template, by parameters in lower
 * case: `{ "name": { "value": … } }`. An expression is the wrapper's own, so what it comes to is not known, and a parameter that
 * it names is not the template's of that name.
 */
export function handedOver(parameters: Node | undefined): ReadonlyMap<string, Node> {
  const { environment } = fragmentScope("@‹around›")
  return new Map(
    entriesOf(parameters).flatMap(({ key, value }) => {
      const given = member(value, "value")
      return given ? [[key.toLowerCase(), expand(given, environment)] as const] : []
    }),
  )
}
