import * as l10n from "@vscode/l10n"
import { choiceOf } from "./choice.ts"
import type { Evaluation } from "./evaluation.ts"
import { identityOf } from "./identity.ts"
import {
  type Alternative,
  findEntry,
  isMany,
  isWholeList,
  type ListValue,
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
    const unknown = unknownValue(`${base.unknown.identity}.${name.toLowerCase()}`, base.unknown.reason, place.range)
    return inEach(base, each => accessProperty(each, name, place), unknown, place)
  }
  if (base.kind !== "map") return missing(l10n.t`only an object has a property '${name}'`, place)
  const found = findEntry(base, name)
  if (found || !base.rest) return found?.value ?? missing(l10n.t`the object has no property '${name}'`, place)
  return unknownValue(`${base.rest.identity}.${name.toLowerCase()}`, base.rest.reason, place.range)
}

/** `base[index]`: an item of an array by its number, or a property by its name. */
export function accessIndex(base: Value, index: Value, place: Place): Value {
  if (index.kind === "scalar" && typeof index.value === "string") return accessProperty(base, index.value, place)
  if (index.kind === "scalar" && base.kind === "list") return accessItem(base, Number(index.value), place)
  const item = itemAt(base, index)
  if (item) return item
  const reason = base.kind === "unknown" ? base.unknown.reason : index.kind === "unknown" && index.unknown.reason
  if (!reason) return missing(l10n.t`only an array has items by index`, place)
  const texts = [identityOf(base), identityOf(index)]
  const identity = texts.includes(undefined) ? place.evaluation.uniqueIdentity("item") : `${texts[0]}[${texts[1]}]`
  const unknown = unknownValue(identity, reason, place.range)
  if (base.kind === "unknown") return inEach(base, each => accessIndex(each, index, place), unknown, place)
  if (index.kind === "unknown" && index.oneOf) {
    return inEach(index, each => accessIndex(base, each, place), unknown, place)
  }
  return choiceOf(partsOf(base, texts[1] ?? ""), unknown)
}

/** The item that a loop over the list is about, though its index is not known. */
function itemAt(base: Value, index: Value): Value | undefined {
  const place = index.kind === "unknown" ? index.indexOf : undefined
  if (!place || base.kind !== "list" || place.list !== identityOf(base)) return undefined
  const item = base.items[place.at]
  return item && isMany(item) ? item.maybe?.value : item
}

/** What the access yields for each value that its unknown part can have. */
function inEach(
  { oneOf = [] }: UnknownValue,
  access: (value: Value) => Value,
  unknown: UnknownValue,
  { evaluation }: Place,
): Value {
  if (!evaluation.spend(oneOf.length)) return unknown
  return choiceOf(
    oneOf.map(({ value, condition }) => ({ value: access(value), condition })),
    unknown,
  )
}

/** The index has to be the name of one of the properties, or the number of one of the items. */
function partsOf(base: Value, index: string): readonly Alternative[] {
  if (base.kind === "list" && isWholeList(base)) {
    return base.items.map((value, at) => ({ value, condition: `equals(${index},${at})` }))
  }
  if (base.kind !== "map" || base.rest) return []
  return base.entries.map(({ key, value }) => {
    return { value, condition: `equals(${index},'${key.replaceAll("'", "''")}')` }
  })
}

function accessItem(base: ListValue, index: number, place: Place): Value {
  const upTo = base.items.slice(0, index + 1)
  const item = upTo[index]
  if (item && isWholeList({ ...base, items: upTo })) return item
  const partial = base.items.find(isMany)
  if (!partial) return missing(l10n.t`the array has no item ${index}`, place)
  const text = identityOf(base)
  const identity = text === undefined ? place.evaluation.uniqueIdentity("item") : `${text}[${index}]`
  return unknownValue(identity, partial.unknown.reason, place.range)
}

function missing(reason: string, place: Place): Value {
  return unknownValue(place.evaluation.uniqueIdentity("missing"), reason, place.range)
}
