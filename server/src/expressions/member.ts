import type { Evaluation } from "./evaluation.ts"
import { identityOf } from "./identity.ts"
import { possibleItems } from "./possible-items.ts"
import {
  findEntry,
  isMany,
  isWholeList,
  type ListValue,
  type MapValue,
  type Origin,
  type UnknownValue,
  unknownValue,
  type Value,
} from "./value.ts"

/** Where an access stands: what it makes gets this range, and an identity of its own where it needs one. */
export interface Place {
  readonly evaluation: Evaluation
  readonly range: Origin
}

/** `base.name`; a property that is not there is an error of Azure's, so it is unknown here. */
export function accessProperty(base: Value, name: string, place: Place): Value {
  if (base.kind === "unknown") {
    return unknownValue(`${base.unknown.identity}.${name.toLowerCase()}`, base.unknown.reason, place.range)
  }
  if (base.kind !== "map") return missing(`only an object has a property '${name}'`, place)
  return findEntry(base, name)?.value ?? missing(`the object has no property '${name}'`, place)
}

/** `base[index]`: an item of an array by its number, or a property by its name. */
export function accessIndex(base: Value, index: Value, place: Place): Value {
  if (index.kind === "scalar" && typeof index.value === "string") return accessProperty(base, index.value, place)
  if (index.kind === "scalar" && base.kind === "list") return accessItem(base, Number(index.value), place)
  const reason = base.kind === "unknown" ? base.unknown.reason : index.kind === "unknown" && index.unknown.reason
  if (!reason) return missing("only an array has items by number", place)
  const texts = [identityOf(base), identityOf(index)]
  const identity = texts.includes(undefined) ? place.evaluation.uniqueIdentity("item") : `${texts[0]}[${texts[1]}]`
  const unknown = unknownValue(identity, reason, place.range)
  return (base.kind === "map" && possibleProperty(base, texts[1] ?? "", unknown)) || unknown
}

/** The index has to be the name of one of the properties: where these are all arrays, their items may be there. */
function possibleProperty(base: MapValue, index: string, unknown: UnknownValue): Value | undefined {
  const alternatives = base.entries.map(({ key, value }) => {
    return { value, condition: `equals(${index},'${key.replaceAll("'", "''")}')` }
  })
  return possibleItems(alternatives, unknown)
}

function accessItem(base: ListValue, index: number, place: Place): Value {
  const upTo = base.items.slice(0, index + 1)
  const item = upTo[index]
  if (item && isWholeList({ ...base, items: upTo })) return item
  const partial = base.items.find(isMany)
  return missing(partial ? partial.unknown.reason : `the array has no item ${index}`, place)
}

function missing(reason: string, place: Place): Value {
  return unknownValue(place.evaluation.uniqueIdentity("missing"), reason, place.range)
}
