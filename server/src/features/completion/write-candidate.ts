import type { RuleProperty } from "../../readers/reader.ts"
import type { RuleForm } from "../../readers/rule-form.ts"
import { writeProperty } from "../../readers/write-rule.ts"
import { columnOf, lineStart } from "../../syntax/lines.ts"
import { writeJson, writeShortJson } from "../../syntax/write-json.ts"
import { isListValue, type Writable, type WritableMap, type WritingStyle } from "../../syntax/write-value.ts"
import { writeEntry, writeFlow, writeItem } from "../../syntax/write-yaml.ts"
import { styleAt } from "../../syntax/writing-style.ts"
import { isInFlow } from "../../syntax/written-place.ts"
import type { CompletionPlace } from "./completion-place.ts"
import { isPluralIn } from "./key-candidates.ts"

/** Where something is written. */
export type WrittenPlace = Pick<CompletionPlace, "syntax" | "path" | "word" | "meaning">

/** How text is written at a place: the language's own form, with the quotes that are typed already. */
export interface PlaceWriter {
  value(value: Writable): string
  entry(key: string, value: Writable): string
  /** An entry on lines of its own. */
  block(key: string, value: WritableMap): string
  key(key: string): string
  items(items: readonly WritableMap[]): string
}

export function placeWriter({ syntax, path, word, meaning }: WrittenPlace): PlaceWriter {
  const around = styleAt(syntax, path)
  const style: WritingStyle = word.quote ? { ...around, quote: word.quote, quoteOf: () => word.quote } : around
  const column = columnOf(syntax.text, meaning.offset)
  return style.language === "json"
    ? jsonWriter(style, indentOf(syntax.text, meaning.offset))
    : yamlWriter(style, column, isInFlow(syntax.text, path), word.quote)
}

/** What the line of an offset is indented by. */
function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ""
}

function jsonWriter(style: WritingStyle, indent: string): PlaceWriter {
  return {
    value: writeShortJson,
    key: key => JSON.stringify(key),
    entry: (key, value) => `${JSON.stringify(key)}: ${writeShortJson(value)}`,
    block: (key, value) => `${JSON.stringify(key)}: ${writeJson(value, indent, style)}`,
    items: items => items.map(item => writeJson(item, indent, style)).join(`,${style.lineBreak}${indent}`),
  }
}

function yamlWriter(style: WritingStyle, column: number, isFlow: boolean, quote: string | undefined): PlaceWriter {
  const indent = " ".repeat(column)
  const dash = " ".repeat(Math.max(0, column - 2))
  const entry = (key: string, value: Writable) =>
    isFlow ? writeFlow({ [key]: value }, style).slice(2, -2) : writeEntry([key, value], indent, style)
  return {
    value: value => writeFlow(value, style),
    key: key => `${quote ?? ""}${key}${quote ?? ""}`,
    entry,
    block: entry,
    // The first dash stands in the text, or is written before.
    items: items =>
      items
        .map(item => writeItem(item, dash, style))
        .join(`${style.lineBreak}${dash}`)
        .slice(2),
  }
}

/** A value as the field at the place takes it: alone, in a list, or as what stands for an application security group. */
export function fieldValue(
  value: string | number,
  property: RuleProperty,
  place: CompletionPlace,
  form: RuleForm,
): Writable {
  const last = place.path.steps.at(-1)
  const own = place.rule.at.properties[property]
  const isWhole = last !== undefined && "entry" in last && own?.start === last.value.range.start
  if (isWhole) return writeProperty(property, isPluralIn(property, form.names) ? [`${value}`] : value, form)
  const isInList = last !== undefined && !("entry" in last)
  const written = writeProperty(property, [`${value}`], form)
  if (!isInList) return value
  return isListValue(written) ? (written[0] ?? value) : written
}
