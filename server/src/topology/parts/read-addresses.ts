import type { Node } from "../../syntax/node.ts"
import type { AddressPrefix } from "../../values/address.ts"
import { parseAddress } from "../../values/parse-address.ts"
import type { Prefixes } from "../topology.ts"
import { type Described, scalarText, valuesOf } from "./described.ts"
import type { PropertyName } from "./property-paths.ts"

/** The prefixes that a property holds; what is none that Azure would take is not known. */
export function prefixesAt(holder: Described, name: PropertyName): Prefixes {
  const node = holder.get(name)
  const { items, areAll } = valuesOf(node)
  const known = items.map(prefixIn)
  return {
    known: known.filter(prefix => prefix !== undefined),
    areAll: node !== undefined && areAll && known.every(prefix => prefix !== undefined),
  }
}

/** A single address; undefined where it is not written or not known. */
export function addressAt(holder: Described, name: PropertyName): AddressPrefix | undefined {
  const prefix = prefixIn(holder.get(name))
  return prefix && prefix.first === prefix.last ? prefix : undefined
}

function prefixIn(node: Node | undefined): AddressPrefix | undefined {
  const text = scalarText(node)
  const term = text === undefined ? undefined : parseAddress(text)
  return term && !("fault" in term) && term.kind === "prefix" ? term : undefined
}
