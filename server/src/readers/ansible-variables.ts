import { entriesOf, isList, isMap, member, textOf } from "../syntax/lookup.ts"
import type { Entry, ListNode, Node } from "../syntax/node.ts"
import { ansibleShape } from "./ansible.ts"
import { locatedGroup } from "./group.ts"
import type { LocatedGroup, LocatedRule, Reader } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, ruleContext } from "./rule-shape.ts"

/**
 * Rules in Ansible's spelling without the module around them: variables of a play, a role or `group_vars`, that a task in
 * another file applies. What is left out in them has the module's defaults.
 */
export const ansibleVariables: Reader = {
  keyWords: ["_address_prefix", "_port_range", "_application_security_groups"],
  read({ roots, text, language }) {
    if (language !== "yaml" || /\bdefault_?rules\b/i.test(text)) return undefined
    const context = ruleContext(ansibleShape)
    const groups = roots.filter(root => !member(root, "kind")).flatMap(root => groupsIn(root, undefined, context))
    return groups.length === 0 ? undefined : { dialect: "ansible", groups, hasLoadBalancer: namesLoadBalancer(text) }
  },
}

/** Where a list stands: under a key, of a map that may have a name. */
interface Holder {
  readonly entry: Entry
  readonly map: Node
}

function groupsIn(node: Node, holder: Holder | undefined, context: RuleContext): readonly LocatedGroup[] {
  if (isList(node)) {
    if (node.items.some(isRule)) return [groupOf(node, holder, context)]
    return node.items.flatMap(item => groupsIn(item, holder, context))
  }
  return entriesOf(node).flatMap(entry => groupsIn(entry.value, { entry, map: node }, context))
}

/** A rule has a name or a number, and a side under one of the module's names. */
function isRule(node: Node): boolean {
  if (!isMap(node) || (!member(node, "name") && !member(node, "priority"))) return false
  return node.entries.some(({ key }) => sideKey.test(key))
}

const sideKey = /^(source|destination)_(address_prefix(es)?|port_ranges?|application_security_groups)$/

function groupOf(list: ListNode, holder: Holder | undefined, context: RuleContext): LocatedGroup {
  const { inline, problems } = readRuleList(list, context)
  const start = holder?.entry.keyRange.start ?? list.range.start
  const name = member(holder?.map, "name")
  return locatedGroup({
    name: textOf(name) ?? holder?.entry.key ?? "(unnamed group)",
    range: { start, end: list.range.end },
    nameRange: (textOf(name) === undefined ? holder?.entry.keyRange : name?.range) ?? { start, end: start + 1 },
    inline: inline.map(withOwnKeys),
    problems,
    complete: false,
    incompleteReason: "the task that applies these rules is not in this document",
  })
}

/** A variable may have keys of its own, for the task to use: only what looks like a slip is none of them. */
function withOwnKeys(rule: LocatedRule): LocatedRule {
  return { ...rule, unknownKeys: rule.unknownKeys.filter(({ instead }) => instead !== undefined) }
}
