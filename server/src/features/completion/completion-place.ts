import { writtenRules } from "../../readers/group.ts"
import type { ReadResource } from "../../readers/located-resource.ts"
import type { LocatedGroup, LocatedRule, ReadResult, RuleProperty } from "../../readers/reader.ts"
import { innerEntry } from "../../readers/rule-form.ts"
import { isPrinted, pathToSelf } from "../../readers/rule-place.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { findTypedWord } from "../../syntax/find-typed-word.ts"
import type { MapNode, Node, Range } from "../../syntax/node.ts"
import { nodeOf, type Path, pathAt } from "../../syntax/path.ts"
import { isAt } from "../../syntax/range.ts"
import { placeholderWord, type TypedMeaning, type TypedWord } from "../../syntax/typed-word.ts"

/** A document in the midst of typing, and how another text in its place would be read. */
export interface TypedDocument {
  readonly text: string
  readonly language: "json" | "yaml"
  /** Undefined for a text that names nothing of groups. */
  read(text: string): ReadDocument | undefined
}

export interface ReadDocument {
  readonly syntax: SyntaxDocument
  /** Absent where it has no group. */
  readonly read: ReadResult | undefined
  resources(): readonly ReadResource[]
}

/** A place of a rule at which something is typed. Everything but `word` is of the text as it is meant. */
export interface CompletionPlace extends ReadDocument {
  readonly read: ReadResult
  readonly word: TypedWord
  readonly meaning: TypedMeaning
  /** The way to the placeholder. */
  readonly path: Path
  readonly group: LocatedGroup
  readonly rule: LocatedRule
  readonly part: RulePart
}

type RulePart =
  /** A key of the rule, in the map that has its values or in the one around that. */
  | { readonly kind: "key"; readonly holder: MapNode; readonly isOuter: boolean }
  | { readonly kind: "value"; readonly property: RuleProperty }
  /** A rule in a list of rules. */
  | { readonly kind: "rule" }

/** What is typed at a place of a rule, or where a rule may stand; undefined elsewhere. */
export function completionPlaces(document: TypedDocument, offset: number): readonly CompletionPlace[] {
  const word = findTypedWord(document, offset)
  return word?.meanings.flatMap(meaning => placesOf(word, meaning, document)) ?? []
}

function placesOf(word: TypedWord, meaning: TypedMeaning, document: TypedDocument): readonly CompletionPlace[] {
  const whole = document.read(meaning.text)
  const path = whole && pathAt(whole.syntax, meaning.offset)
  const read = whole?.read
  if (!whole || !read || !path || isPrinted(read.dialect)) return []
  const found = ruleAt(read, meaning.offset)
  if (!found) return []
  const place = { ...whole, ...found, read, word, meaning, path }
  return partsOf(place).map(part => ({ ...place, part }))
}

/** The innermost rule around an offset. */
function ruleAt({ groups }: ReadResult, offset: number): Pick<CompletionPlace, "group" | "rule"> | undefined {
  const all = groups.flatMap(group => writtenRules(group).map(rule => ({ group, rule })))
  const around = all.filter(({ rule }) => !rule.implied && isAt(rule.at.self, offset))
  return around.toSorted((a, b) => lengthOf(a.rule.at.self) - lengthOf(b.rule.at.self))[0]
}

function lengthOf({ start, end }: Range): number {
  return end - start
}

function partsOf({ syntax, meaning, path, rule }: Omit<CompletionPlace, "part">): readonly RulePart[] {
  const last = path.steps.at(-1)
  const self = pathToSelf(syntax, rule.at.self)
  const map = self && nodeOf(self)
  if (!last || map?.kind !== "map") return []
  if (meaning.role === "value") {
    const property = propertyAt(rule, meaning.offset)
    return property ? [{ kind: "value", property }] : []
  }
  if (!("entry" in last) || last.entry.key !== placeholderWord) return []
  const isNew = isFirstKey(last.holder, map)
  if (meaning.role === "item") return isNew ? [{ kind: "rule" }] : []
  const inner = innerEntry(map)?.value
  const isOuter = last.holder === map
  if (!holdsValues(last.holder, rule) && last.holder !== inner && !(isOuter && !hasValues(rule, inner))) return []
  const key: RulePart = { kind: "key", holder: last.holder, isOuter }
  return isNew && startsWithDash(syntax, last.holder) ? [key, { kind: "rule" }] : [key]
}

/** Whether a map has values of the rule besides its name: that of a rule that is a resource may lie deep in it. */
function holdsValues({ entries }: MapNode, { at: { properties } }: LocatedRule): boolean {
  const { name: _, ...values } = properties
  const starts = new Set(Object.values(values).map(({ start }) => start))
  return entries.some(({ value }) => starts.has(value.range.start))
}

/** Whether the rule has values that stand elsewhere than in its inner map. */
function hasValues({ at: { properties } }: LocatedRule, inner: Node | undefined): boolean {
  const { name: _, ...values } = properties
  return Object.values(values).some(({ start }) => !(inner && isAt(inner.range, start)))
}

/** Whether nothing is written of the rule but what is typed here. */
function isFirstKey(holder: MapNode, rule: MapNode): boolean {
  return holder === rule && holder.entries.length === 1
}

function startsWithDash({ text, language }: SyntaxDocument, { range }: MapNode): boolean {
  return language === "yaml" && /-[ \t]+$/.test(text.slice(0, range.start))
}

function propertyAt({ at: { properties } }: LocatedRule, offset: number): RuleProperty | undefined {
  const found = (Object.entries(properties) as [RuleProperty, Range][]).find(([, range]) => isAt(range, offset))
  return found?.[0]
}
