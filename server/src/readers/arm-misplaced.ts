import * as l10n from "@vscode/l10n"
import { expand } from "../expressions/expand.ts"
import { entriesOf, entryOf, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node } from "../syntax/node.ts"
import { inlineSource } from "./arm-rules.ts"
import type { ArmScope } from "./arm-scope.ts"
import { asPartial, isPartlyKnown } from "./partial.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import type { ProblemReason } from "./rule-problem.ts"
import type { RuleContext } from "./rule-shape.ts"

/**
 * A group's rules with those that stand where Azure does not read them: in a list beside `properties`, in a second
 * `properties`, or under another name. Whether these come to anything is not known, so each is possibly absent, and there
 * may be others.
 */
export function withMisplacedRules(list: RuleList, node: MapNode, scope: ArmScope, context: RuleContext): RuleList {
  const lost = misplacedList(node, scope)
  if (!lost) return withLoopDoubt(list, node)
  const { entry, items, reason } = lost
  const absent = { condition: `"${entry.key}" is read`, conditions: [{ identity: `read:${entry.key}`, holds: true }] }
  const read = readRuleList(items, context, item => ({ ...inlineSource(item, context), ...absent }))
  const problem = { property: "securityRules", value: entry.key, range: entry.keyRange, reason }
  return {
    ...list,
    inline: [...list.inline, ...read.inline],
    problems: [problem, ...list.problems, ...read.problems],
    incompleteReason:
      reason === "outside-properties"
        ? l10n.t`${entry.key} is outside "properties"`
        : entry.key.toLowerCase() === "properties"
          ? l10n.t`rules are under a second "${entry.key}", where Azure does not read them`
          : l10n.t`rules are under "${entry.key}", where Azure does not read them`,
  }
}

interface MisplacedList {
  readonly entry: Entry
  readonly items: Node
  readonly reason: ProblemReason
}

function misplacedList(node: MapNode, { environment }: ArmScope): MisplacedList | undefined {
  const beside = entryOf(node, "securityRules")
  const inner = member(node, "properties")
  const second = entryOf(inner, "properties")
  const places = [
    ...(beside ? [{ entry: beside, value: beside.value, reason: "outside-properties" } as const] : []),
    ...(second ? [{ entry: second, value: member(second.value, "securityRules"), reason: "not-rules" } as const] : []),
    ...othersOf(node, inner).map(entry => ({ entry, value: entry.value, reason: "not-rules" }) as const),
  ]
  for (const { entry, value, reason } of places) {
    const items = value && expand(value, environment)
    const isNamed = reason === "outside-properties"
    if (items?.kind === "list" && items.items.some(item => isNamed || isRuleLike(item))) return { entry, items, reason }
  }
  return undefined
}

/** What may hold rules under a name of its own. Most of what stands in a group is no list. */
function othersOf(node: MapNode, inner: Node | undefined): readonly Entry[] {
  const all = [...node.entries.filter(({ key }) => !isOwn(key)), ...entriesOf(inner).filter(({ key }) => !isKnown(key))]
  return all.filter(({ value }) => value.kind === "list" || value.kind === "scalar")
}

function isOwn(key: string): boolean {
  return ["resources", "securityrules", "copy", "dependson", "tags"].includes(key.toLowerCase())
}

function isKnown(key: string): boolean {
  return ["securityrules", "defaultsecurityrules", "copy"].includes(key.toLowerCase())
}

function isRuleLike(item: Node): boolean {
  const holder = member(item, "properties") ?? item
  return ["priority", "direction", "access", "protocol"].filter(key => member(holder, key)).length >= 3
}

/** Where the loops of the properties leave open which rules there are. */
function withLoopDoubt(list: RuleList, node: MapNode): RuleList {
  const doubt = isPartlyKnown(list) ? undefined : loopDoubt(member(node, "properties"))
  return doubt === undefined ? list : asPartial(list, doubt)
}

function loopDoubt(inner: Node | undefined): string | undefined {
  const copy = member(inner, "copy")
  if (isMap(copy)) return l10n.t`"copy" is an object here, not a list of loops`
  const isMade = itemsOf(copy).some(loop => textOf(member(loop, "name"))?.toLowerCase() === "securityrules")
  const isWritten = itemsOf(member(inner, "securityRules")).length > 0
  return isMade && isWritten ? l10n.t`securityRules is both written out and created by a loop` : undefined
}
