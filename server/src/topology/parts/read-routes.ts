import { parseAddress } from "../../values/parse-address.ts"
import type { Route } from "../topology.ts"
import { type Described, itemsAt, nameAt, textAt } from "./described.ts"
import type { RouteStatement, RouteTableStatement } from "./network-part.ts"

export function readRouteTable(holder: Described): RouteTableStatement {
  const { items, areAll } = itemsAt(holder, "routes")
  return { kind: "routeTable", routes: items.map((item, place) => routeIn(item, `route ${place + 1}`)), areAll }
}

export function readRoute(holder: Described): RouteStatement {
  return { kind: "route", route: routeIn(holder, holder.resource.name) }
}

function routeIn(holder: Described, otherwise: string): Route {
  const nextHopType = textAt(holder, "nextHopType")
  return {
    name: nameAt(holder, otherwise),
    destination: destinationOf(holder),
    ...(nextHopType !== undefined && { nextHopType: nextHopType.replaceAll("_", "") }),
  }
}

function destinationOf(holder: Described): Route["destination"] {
  const text = textAt(holder, "prefix")
  const term = text === undefined ? undefined : parseAddress(text)
  return term && !("fault" in term) && (term.kind === "prefix" || term.kind === "tag") ? term : undefined
}
