import type { SyntaxDocument } from "../syntax/document.ts"
import { isRefusal, type Refusal, refuse } from "../syntax/edit.ts"
import { entriesOf, isMap, member, textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { intoEntry, nodeOf, type Path, parentOf, pathAt, pathTo } from "../syntax/path.ts"
import { namedRules } from "./azbb-named-rules.ts"
import { isWrittenExpression } from "./expression-text.ts"
import type { Dialect, LocatedRule, ReadResult, RuleProperty } from "./reader.ts"
import { innerEntry } from "./rule-form.ts"

/** A rule where it was read, to be changed there. */
export interface RulePlace {
  readonly document: SyntaxDocument
  readonly read: Pick<ReadResult, "dialect" | "groups">
  readonly rule: LocatedRule
}

/** The way to a rule's node, or why it may not be changed where it stands. */
export function pathToRule({ document, read, rule }: RulePlace): Path | Refusal {
  if (isPrinted(read.dialect)) return refuse("this document is the output of a tool, and nothing reads it back")
  if (rule.implied) return refuse("the rule is not written in any file")
  if (read.dialect === "azbb-parameters" && namedRules(rule.name))
    return refuse("the tool creates the rule from its name")
  if (rule.document !== undefined) return refuse("the rule is in another document")
  const users = read.groups.flatMap(group =>
    [...group.rules, ...group.statedDefaults]
      .filter(({ at }) => isSame(at.self, rule.at.self))
      .map(each => ({ group, each })),
  )
  if (rule.iteration !== undefined || users.some(({ group }) => group.iteration !== undefined))
    return refuse("a loop creates the rule")
  if (users.length > 1) return refuse("several rules are created from here")
  if (users.some(({ group, each }) => group.statedDefaults.includes(each)))
    return refuse("it is one of Azure's default rules")
  if (read.groups.some(({ copies }) => copies.some(copy => copy.rule === rule && copy.properties.length > 0))) {
    return refuse("the rule is written twice")
  }
  return pathToSelf(document, rule.at.self) ?? refuse("an expression creates the rule")
}

/** Output that is looked at, and handed to no tool that would make rules of it. */
const printed: ReadonlySet<Dialect> = new Set([
  "effective-nsg",
  "network-watcher",
  "tf-plan",
  "pulumi-state",
  "rest-examples",
])

export function isPrinted(dialect: Dialect): boolean {
  return printed.has(dialect)
}

/** The way to a rule's map. A rule's range is that of its map, or begins with the key that names it. */
export function pathToSelf(document: SyntaxDocument, self: Range): Path | undefined {
  const path = pathTo(document, self)
  if (path) return isMap(nodeOf(path)) ? path : undefined
  const onKey = pathAt(document, self.start)
  const last = onKey?.steps.at(-1)
  const isKey = last && "entry" in last && isSame({ start: last.entry.keyRange.start, end: last.value.range.end }, self)
  return isKey && isMap(last.value) ? onKey : undefined
}

/** The way to the value of a property that is written, or why that may not be changed. */
export function pathToProperty(place: RulePlace, property: RuleProperty): Path | Refusal {
  const { document, rule, read } = place
  const self = pathToRule(place)
  if (isRefusal(self)) return self
  if (property === "priority" && read.dialect === "azbb-parameters")
    return refuse("the tool numbers the rules in the order of the list")
  const range = rule.at.properties[property]
  const path = range && pathTo(document, range)
  if (!range || !path) return refuse("an expression creates the value")
  if (range.start < rule.at.self.start || rule.at.self.end < range.end) return refuse("the value is written elsewhere")
  return refusedValue(nodeOf(path), property, rule) ?? path
}

/** An expression, and a part of a text, are no value to be replaced. */
function refusedValue(node: Node, property: RuleProperty, { written }: LocatedRule): Refusal | undefined {
  const texts = node.kind === "list" ? node.items : [node]
  if (texts.some(isExpression)) return refuse("its value is an expression")
  const value = written.values[property]
  const isOther = node.kind === "scalar" && typeof value !== "object" && `${value}` !== `${node.value}`
  return isOther ? refuse("the value is only part of what is written there") : undefined
}

function isExpression(node: Node): boolean {
  const text = textOf(node)
  return text !== undefined && isWrittenExpression(text)
}

/** The way to the map in which a rule has its values. */
export function pathToValues(path: Path): Path {
  const node = nodeOf(path)
  const inner = innerEntry(node)
  return inner && isMap(node) ? intoEntry(path, node, inner) : path
}

/** Whether a rule is a resource or object of its own, and no item of a group's list. */
export function isOwnResource(path: Path, { dialect }: Pick<ReadResult, "dialect">): boolean {
  const has = (key: string) => member(nodeOf(path), key) !== undefined
  if (dialect === "arm-template" || dialect === "arm-fragment") return has("type") && !isInRuleList(path)
  if (dialect === "tf-json") return has("network_security_group_name")
  if (dialect === "pulumi-yaml") return has("type") && has("properties")
  return has("kind") && has("apiVersion")
}

/** Whether a rule stands in a list under a key that is for rules. */
export function isInRuleList(path: Path): boolean {
  const list = parentOf(path).steps.at(-1)
  return list !== undefined && "entry" in list && /rules$/i.test(list.entry.key)
}

/** The way to the value of a key, where the map has it. */
export function intoKey(path: Path, key: string): Path | undefined {
  const node = nodeOf(path)
  const entry = entriesOf(node).findLast(each => each.key === key)
  return isMap(node) && entry ? intoEntry(path, node, entry) : undefined
}

function isSame(one: Range, other: Range): boolean {
  return one.start === other.start && one.end === other.end
}
