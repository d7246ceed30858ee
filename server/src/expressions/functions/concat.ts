import * as l10n from "@vscode/l10n"
import { spell } from "../arguments.ts"
import { type EagerContext, type Result, refuse } from "../template-function.ts"
import { isMany, list, type PossibleItem, type UnknownValue, type Value } from "../value.ts"

/** A text longer than this is not made; Azure bounds what an expression yields as well. */
export const maxText = 131_072

/** Joins arrays; one that cannot be known becomes an unknown number of items. */
export function concatLists(values: readonly Value[], context: EagerContext): Result {
  const parts = values.map(partsOf)
  const length = parts.reduce((sum, part) => sum + (part?.length ?? 0), 0)
  if (parts.includes(undefined)) return refuse(l10n.t`'concat' joins arrays only with arrays`)
  if (!context.evaluation.spend(length)) return refuse(l10n.t`the array would be too long`)
  return list(
    parts.flatMap(part => part ?? []),
    context.range,
  )
}

export function concatTexts(values: readonly Value[], context: EagerContext): Result {
  const unknown = values.find(value => value.kind === "unknown")
  if (unknown?.kind === "unknown") return refuse(unknown.unknown.reason)
  const texts = values.map(value => (value.kind === "scalar" ? spell(value.value) : undefined))
  if (texts.includes(undefined)) return refuse(l10n.t`'concat' joins strings or arrays`)
  const text = texts.join("")
  const isAffordable = text.length <= maxText && context.evaluation.spend(text.length / 32)
  return isAffordable ? text : refuse(l10n.t`the string would be too long`)
}

function partsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === "list") return value.items
  if (value.kind === "unknown" && value.maybe?.value.kind === "list") return possibleParts(value, value.maybe)
  return value.kind === "unknown" ? [asMany(value)] : undefined
}

/** The items of an array that may be among those that are joined. */
function possibleParts(array: UnknownValue, { value, condition }: PossibleItem): readonly Value[] {
  const items = value.kind === "list" ? value.items : []
  return items.map(item => (isMany(item) ? item : { ...array, maybe: { value: item, condition } }))
}

/** An array that cannot be known, as items of another. */
export function asMany(value: UnknownValue): UnknownValue {
  return { ...value, many: true }
}
