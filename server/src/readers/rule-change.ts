import type { SyntaxDocument } from "../syntax/document.ts"
import { type Edit, isRefusal, joinEdits, refuse } from "../syntax/edit.ts"
import { isMap, member } from "../syntax/lookup.ts"
import type { Range } from "../syntax/node.ts"
import { nodeOf, parentOf, pathAt, pathTo } from "../syntax/path.ts"
import { renameKey, setAt } from "../syntax/set.ts"
import { insertRuleAfter, removeRule, setProperty } from "./edit-rule.ts"
import { removeTerm, type Side, setSide } from "./edit-side.ts"
import { isWrittenExpression } from "./expression-text.ts"
import type { LocatedRule, ReadResult, RuleProperty } from "./reader.ts"
import { pathToRule, type RulePlace } from "./rule-place.ts"
import type { RuleValue, RuleValues } from "./write-rule.ts"

/** What is to become of a rule, or of the list that it is in, whatever its dialect calls that. */
export type RuleChange =
  | { readonly kind: "set"; readonly rule: LocatedRule; readonly property: RuleProperty; readonly value: RuleValue }
  /** All addresses or ports of a side are others. */
  | { readonly kind: "side"; readonly rule: LocatedRule; readonly side: Side; readonly values: readonly string[] }
  /** One address or port of a list goes. */
  | { readonly kind: "without"; readonly rule: LocatedRule; readonly side: Side; readonly index: number }
  /** Another value takes the place of the text at a range of the rule. */
  | { readonly kind: "write"; readonly rule: LocatedRule; readonly range: Range; readonly value: string | number }
  | { readonly kind: "rename-key"; readonly rule: LocatedRule; readonly range: Range; readonly key: string }
  | { readonly kind: "remove"; readonly rule: LocatedRule }
  /** Another rule, in the document behind this one and in its form. */
  | { readonly kind: "insert"; readonly rule: LocatedRule; readonly values: RuleValues }

/** Changes of one document's rules that are made together, or why one of them cannot be. */
export function editOfChanges(
  changes: readonly RuleChange[],
  document: SyntaxDocument,
  read: RulePlace["read"] & Pick<ReadResult, "groups">,
): Edit {
  return joinEdits(changes.map(change => editOf(change, { document, read, rule: change.rule })))
}

function editOf(change: RuleChange, place: RulePlace): Edit {
  switch (change.kind) {
    case "set":
      return setProperty(place, change.property, change.value)
    case "side":
      return setSide(place, change.side, change.values)
    case "without":
      return removeTerm(place, change.side, change.index)
    case "write":
      return writeValue(place, change.range, change.value)
    case "rename-key":
      return renameRuleKey(place, change.range, change.key)
    case "remove":
      return removeRule(place)
    case "insert":
      return insertRuleAfter(place, change.values)
  }
}

function writeValue(place: RulePlace, range: Range, value: string | number): Edit {
  const self = pathToRule(place)
  if (isRefusal(self)) return self
  const path = pathTo(place.document, range)
  if (!path) return refuse("an expression creates the value")
  if (!isWithin(range, place.rule)) return refuse("the value is written elsewhere")
  const node = nodeOf(path)
  if (node.kind !== "scalar") return refuse("it is not text")
  if (typeof node.value === "string" && isWrittenExpression(node.value)) return refuse("its value is an expression")
  const isNumber = typeof node.value === "number" && /^\d+$/.test(`${value}`)
  return setAt(place.document, path, isNumber ? Number(value) : value)
}

function renameRuleKey(place: RulePlace, range: Range, key: string): Edit {
  const self = pathToRule(place)
  if (isRefusal(self)) return self
  const path = pathAt(place.document, range.start)
  const last = path?.steps.at(-1)
  if (!path || !last || !("entry" in last) || !isWithin(range, place.rule)) return refuse("it is written elsewhere")
  const holder = nodeOf(parentOf(path))
  if (isMap(holder) && member(holder, key)) return refuse(`the rule already has ${key}`)
  return renameKey(place.document, path, key)
}

function isWithin(range: Range, { at: { self } }: LocatedRule): boolean {
  return self.start <= range.start && range.end <= self.end
}
