import * as l10n from "@vscode/l10n"
import { entriesOf, entryOf, isMap, member } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"
import type { RuleProperty, UnknownKey } from "./reader.ts"
import type { ShapeFaults } from "./rule-keys.ts"
import type { RuleProblem } from "./rule-problem.ts"
import { disbelieved, isEmpty, type RuleFields, type RuleReading } from "./rule-reading.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"
import type { Misplaced, RuleSource } from "./rule-source.ts"

/** Whether a problem is that something is not there: what is still to be typed, or brought in, may mend it. */
export function isLack({ reason }: RuleProblem): boolean {
  return reason === "missing" || reason === "no-properties"
}

/** Whether a rule has, or is to have, its values under `properties`; what PowerShell prints has an upper-case key. */
export function isNested(node: Node, { shape: { nesting } }: RuleContext): boolean {
  return nesting === "always" || (nesting === "perRule" && isMap(entryOf(node, "properties")?.value))
}

/** What stands beside `properties`: the name, and what is none of a rule's properties. */
const noProperties: ReadonlySet<RuleProperty | undefined> = new Set([undefined, "name"])

export function misplacedIn(node: Node, context: RuleContext): Misplaced | undefined {
  const inner = member(node, "properties")
  const isName = ({ key }: Entry) => propertyOf(key, context) === "name"
  const isOther = ({ key }: Entry) => !noProperties.has(propertyOf(key, context))
  const outside = entriesOf(node).filter(entry => isOther(entry) && !isEmpty(entry.value))
  const names = entriesOf(inner).filter(entry => isName(entry) && !isEmpty(entry.value))
  return outside.length + names.length > 0 ? { outside, isThere: inner !== undefined, names } : undefined
}

/** A rule's entries without those that Azure does not read; a name that stands nowhere else still names the rule. */
export function placedEntries({ entries, misplaced }: RuleSource, context: RuleContext): readonly Entry[] {
  if (!misplaced) return entries
  const { outside, names } = misplaced
  const isNamed = entries.some(entry => propertyOf(entry.key, context) === "name" && !names.includes(entry))
  return entries.filter(entry => !outside.includes(entry) && !(isNamed && names.includes(entry)))
}

/** The fields, and those that stand in the wrong place and in no other: what Azure makes of them is not known. */
export function withMisplaced(fields: RuleFields, { misplaced }: RuleSource, context: RuleContext): RuleFields {
  if (!misplaced || misplaced.outside.length === 0) return fields
  const all: Partial<Record<RuleProperty, Node>> = {}
  for (const { key, keyRange, value } of misplaced.outside) {
    const property = propertyOf(key, context)
    const reason = l10n.t`Azure does not read "${key}" in this place`
    if (property) all[property] = disbelieved(key, value, `value of ${key} ${localMark(keyRange.start)}`, reason)
  }
  return { ...all, ...fields }
}

/** A rule without `properties` is one fault, at its name; else each value that stands on the wrong side is one. */
export function refuseMisplaced({ source: { misplaced }, nameRange, context, problems }: RuleReading): void {
  if (!misplaced) return
  const { outside, isThere, names } = misplaced
  if (!isThere) problems.push({ property: "properties", reason: "no-properties", range: nameRange })
  for (const { key, value } of isThere ? outside : []) {
    const property = propertyOf(key, context) ?? key
    problems.push({ property, reason: "outside-properties", value: key, range: value.range })
  }
  for (const { value } of names) problems.push({ property: "name", reason: "name-in-properties", range: value.range })
}

/** Under another word for `properties` stands what is missing elsewhere: one fault, and none for each value. */
export function withMisspeltInner(
  source: RuleSource,
  shape: ShapeFaults,
  context: RuleContext,
): { readonly source: RuleSource; readonly shape: ShapeFaults } {
  const { nesting } = context.shape
  const slip = nesting && !source.rest ? shape.unknownKeys.find(key => holdsValues(key, source, context)) : undefined
  if (!slip) return { source, shape }
  const rest = {
    identity: `${slip.key} ${localMark(slip.range.start)}`,
    reason: l10n.t`${slip.key} is not a property of a rule`,
  }
  const unknownKeys = shape.unknownKeys.map(
    (key): UnknownKey => (key === slip ? { ...key, instead: "properties", required: true } : key),
  )
  return { source: { ...source, rest }, shape: { ...shape, unknownKeys } }
}

/** Whether most of a rule stands under a key that is none. */
function holdsValues({ range }: UnknownKey, { entries }: RuleSource, context: RuleContext): boolean {
  const inner = entriesOf(entries.find(({ keyRange }) => keyRange === range)?.value)
  return inner.filter(({ key }) => propertyOf(key, context)).length >= 4
}
