import * as l10n from "@vscode/l10n"
import { entriesOf, isList, isMap, member, textOf } from "../syntax/lookup.ts"
import type { Entry, ListNode, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { ansible, ansibleShape, argumentsOfAction } from "./ansible.ts"
import { ansibleResources } from "./ansible-resources.ts"
import type { Reader } from "./dialect-reader.ts"
import { locatedGroup } from "./group.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"

import { readRuleList } from "./rule-list.ts"
import { type RuleContext, ruleContext } from "./rule-shape.ts"

/**
 * Ansible: the module's calls, and rules in its spelling without the module around them. These are variables of a play, a
 * role or `group_vars`, that a task applies; what is left out in them has the module's defaults.
 */
export const ansibleRules: Reader = {
  keyWords: ["azure_rm_securitygroup", "_address_prefix", "_port_range", "_application_security_groups"],
  read(document, options) {
    const { roots, text, language } = document
    if (language !== "yaml") return undefined
    const called = ansible.read(document, options)
    const context = ruleContext(looseShape, options)
    const isOutput = /\bdefault_?rules\b/i.test(text)
    const lists = isOutput ? [] : roots.filter(isNoManifest).flatMap(root => groupsIn(root, undefined, context))
    const applied = new Set(called?.groups.flatMap(({ rules }) => rules.map(({ at }) => at.self.start)))
    const loose = lists.filter(({ rules }) => !rules.every(({ at }) => applied.has(at.self.start)))
    const groups = [...(called?.groups ?? []), ...loose].sort((a, b) => a.range.start - b.range.start)
    return groups.length === 0 ? undefined : { dialect: "ansible", groups }
  },
  resources: ansibleResources,
}

/** Modules of Terraform take such lists from YAML, too: what Ansible does with a word or a key is not said of them. */
const { protocols: _, unknownKeyError: __, ...looseShape } = ansibleShape

/** A Kubernetes object of another tool's may have names like these. */
function isNoManifest(root: Node): boolean {
  return member(root, "kind") === undefined
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
  if (argumentsOfAction(node)) return []
  return entriesOf(node).flatMap(entry =>
    moduleKey.test(entry.key) ? [] : groupsIn(entry.value, { entry, map: node }, context),
  )
}

/** What stands there is the module's own to read. */
const moduleKey = /(^|\.)azure_rm_securitygroup$|^module_defaults$/

/** A rule has a name or a number, and a side under one of the module's names. */
function isRule(node: Node): boolean {
  if (!isMap(node) || (!member(node, "name") && !member(node, "priority"))) return false
  return node.entries.some(({ key }) => sideKey.test(key))
}

const sideKey = /^(source|destination)_(address_prefix(es)?|port_ranges?|application_security_groups)$/

function groupOf(list: ListNode, holder: Holder | undefined, context: RuleContext): LocatedGroup {
  const { inline, problems } = readRuleList(list, context)
  const range = { start: holder?.entry.keyRange.start ?? list.range.start, end: list.range.end }
  const name = member(holder?.map, "name")
  return locatedGroup({
    name: textOf(name) ?? holder?.entry.key ?? "(unnamed group)",
    range,
    nameRange: (textOf(name) === undefined ? holder?.entry.keyRange : name?.range) ?? startOf(range),
    inline: inline.map(withOwnKeys),
    problems,
    rulesOnly: true,
    incompleteReason: l10n.t`the task that applies these rules is not known`,
  })
}

/** A variable may have keys of its own, for the task to use: only what looks like a slip is none of them. */
function withOwnKeys(rule: LocatedRule): LocatedRule {
  return { ...rule, unknownKeys: rule.unknownKeys.filter(({ instead }) => instead !== undefined) }
}
