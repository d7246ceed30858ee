import type { SyntaxDocument } from "./document.ts"
import { type Edit, refuse } from "./edit.ts"
import { refusalAt } from "./editable.ts"
import { isCollection, outerRange } from "./lookup.ts"
import type { Node } from "./node.ts"
import type { Path } from "./path.ts"
import { setCollection } from "./set-collection.ts"
import { setYamlScalar } from "./set-scalar.ts"
import { isCollectionValue, type Writable } from "./write-value.ts"
import { writeScalar } from "./write-yaml.ts"
import { endOfValue, outerKey, placeOfValue, quoteAround } from "./written-place.ts"

/** Writes another value in the place of a value, in the style of the old one and of its neighbours. */
export function setAt(document: SyntaxDocument, path: Path, value: Writable): Edit {
  const step = path.steps.at(-1)
  if (!step) return refuse("it is the whole document")
  const { text } = document
  const place = placeOfValue(text, step)
  if (place === undefined) return refuse("its text is of an unusual form")
  if (!isWrittenOut(document, step.value)) return refuse("its value is not known")
  const whole = { start: place, end: endOfValue(text, step) ?? place }
  const refusal = refusalAt(document, path, whole)
  if (refusal) return refusal
  if (isCollectionValue(value) || isCollection(step.value)) return setCollection(document, path, step, value, whole)
  if (document.language === "json") return [{ range: outerRange(step.value), newText: JSON.stringify(value) }]
  return [setYamlScalar(document, path, step, value, place)]
}

/** Gives an entry another key. */
export function renameKey(document: SyntaxDocument, path: Path, key: string): Edit {
  const step = path.steps.at(-1)
  if (!step || !("entry" in step)) return refuse("it has no name")
  const { start, end } = outerKey(document.text, step.entry.keyRange)
  const refusal = refusalAt(document, path, { start, end })
  if (refusal) return refusal
  const quote = quoteAround(document.text, step.entry.keyRange)
  const newText = document.language === "json" ? JSON.stringify(key) : writeScalar(key, quote, quote)
  return [{ range: { start, end }, newText }]
}

/** Whether the value is the text at its range; where a value should be in quotes and is not, it is plain to see. */
function isWrittenOut({ problems }: SyntaxDocument, { kind, range }: Node): boolean {
  return kind !== "unknown" || problems.some(({ local, range: { start } }) => local && start === range.start)
}
