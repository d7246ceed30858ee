import { appendTo } from "../../values/grouped.ts"
import type { RouteTable } from "../topology.ts"
import { type Linking, namedThing } from "./linking.ts"
import { isFound, type Thing } from "./things.ts"

/** The route tables, with the routes that are resources of their own. */
export function linkRouteTables({ things }: Linking): (thing: Thing) => RouteTable | undefined {
  /** Tables with routes of which it is not known whether, or how often, they are there. */
  const loose = new Set<Thing>()
  const own = new Map<Thing, RouteTable["routes"][number][]>()
  for (const { parts } of things.of("route")) {
    const [{ part, document }] = parts
    const table = things.find(part.parent, document)
    if (!isFound(table)) continue
    appendTo(own, table, part.says.route)
    if (part.uncounted || part.condition !== undefined) loose.add(table)
  }
  const tables = new Map(
    things.of("routeTable").map((thing): [Thing, RouteTable] => {
      const stated = thing.parts.map(({ part }) => part.says)
      const listed = new Map(
        [...stated.flatMap(({ routes }) => routes), ...(own.get(thing) ?? [])].map(route => [
          route.name.toLowerCase(),
          route,
        ]),
      )
      const complete = stated.every(({ areAll }) => areAll) && !loose.has(thing)
      return [thing, { ...namedThing(thing), routes: [...listed.values()], complete }]
    }),
  )
  return thing => tables.get(thing)
}
