import { appendTo } from "../../values/grouped.ts"
import type { RouteTable } from "../topology.ts"
import { type Linking, namedThing } from "./linking.ts"
import { isFound, type Thing } from "./things.ts"

/** The route tables, with the routes that are resources of their own. */
export function linkRouteTables({ things }: Linking): (thing: Thing) => RouteTable | undefined {
  const own = new Map<Thing, RouteTable["routes"][number][]>()
  for (const { parts } of things.of("route")) {
    const [{ part, document }] = parts
    const table = things.find(part.parent, document)
    if (isFound(table)) appendTo(own, table, part.says.route)
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
      const complete = stated.every(({ areAll }) => areAll)
      return [thing, { ...namedThing(thing), routes: [...listed.values()], complete }]
    }),
  )
  return thing => tables.get(thing)
}
