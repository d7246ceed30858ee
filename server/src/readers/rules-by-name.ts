import * as l10n from "@vscode/l10n"
import { isMap, member, textOf } from "../syntax/lookup.ts"
import type { Entry, ListNode, MapNode, Node } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"
import { placeholderIdentity } from "./expression-text.ts"
import type { LocatedRule } from "./reader.ts"
import { ruleSource } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import type { RuleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"

/**
 * A map of rules by their names, as modules take it, as a list of them; undefined for any other map. One rule alone makes
 * such a map only under a key that says so, where it may also lack what tells a rule elsewhere.
 */
export function rulesByName(
  map: MapNode,
  key: string | undefined,
  isRule: (node: MapNode, isNamed: boolean) => boolean,
): ListNode | undefined {
  const isNamed = /(rules?|inbound|outbound|ingress|egress)$/i.test(key ?? "")
  const rules = map.entries.filter(({ value }) => isMap(value) && isRule(value, isNamed))
  if (rules.length < (isNamed ? 1 : 2) || rules.some(entry => roles.has(entry.key.toLowerCase()))) return undefined
  // What is filled in later may be a rule, too.
  const entries = isNamed ? map.entries.filter(entry => isMap(entry.value) || isFilledIn(entry)) : rules
  return { kind: "list", range: map.range, items: entries.map(named) }
}

function isFilledIn({ value }: Entry): boolean {
  return value.kind === "unknown" || placeholderIdentity(textOf(value) ?? "") !== undefined
}

/** Keys that say what part a rule has in a document, and are no names: two of them show one rule twice. */
const roles = new Set([
  ...["before", "after", "old", "new", "previous", "current", "desired", "expected", "actual"],
  ...["request", "response", "body", "parameters", "properties", "value", "input", "output", "result", "resource"],
])

/** The rule with its key as its name, where it states none. */
function named({ key, keyRange, value }: Entry): Node {
  if (value.kind !== "map" || member(value, "name")) return value
  const name: Entry = { key: "name", keyRange, value: { kind: "scalar", range: keyRange, value: key } }
  return { ...value, range: { start: keyRange.start, end: value.range.end }, entries: [name, ...value.entries] }
}

/** Reads the rules of a list that was made of such a map. */
export function readNamedRules(list: ListNode, context: RuleContext): RuleList {
  const rules = readRuleList(list, context, namedRuleSource)
  return { ...rules, inline: rules.inline.map(ofModule) }
}

/** Whatever makes rules of such a map may have a default for what is not written in it. */
function namedRuleSource(node: Node, context: RuleContext): RuleSource {
  const source = ruleSource(node, context)
  const reason = l10n.t`the module that uses these rules may set a default`
  return { ...source, rest: source.rest ?? { identity: `rest of the rule ${localMark(node.range.start)}`, reason } }
}

/** Keys that look like no property's are the module's own. */
function ofModule(rule: LocatedRule): LocatedRule {
  return { ...rule, unknownKeys: rule.unknownKeys.filter(({ instead }) => instead !== undefined) }
}
