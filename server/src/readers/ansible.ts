import * as l10n from "@vscode/l10n"
import { ansibleSecurityRule, ansibleSecurityRuleNames } from "../schemas/validators.generated.js"
import { entriesOf, isMap, member, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { type AnsibleCall, ansibleCalls, calledByAction, loopVariable } from "./ansible-calls.ts"
import { loopedRules, speaksOf } from "./ansible-loops.ts"
import { ansibleVariables } from "./ansible-variables.ts"
import type { Reader } from "./dialect-reader.ts"
import { templateIdentity } from "./expression-text.ts"
import { locatedGroup } from "./group.ts"
import { ansibleKeys } from "./property-names.ts"
import type { LocatedGroup } from "./reader.ts"
import { ruleSource } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"
import { statedDefaults } from "./stated-defaults.ts"

/**
 * Ansible's `azure_rm_securitygroup`, in tasks of plays, roles and blocks. Defaults and spellings are those of the module
 * (ansible-collections/azure): all but name and priority may be left out, and a field takes one value or a list.
 */
export const ansible: Reader = {
  keyWords: ["azure_rm_securitygroup"],
  read({ roots, language }, options) {
    if (language !== "yaml") return undefined
    const context = ruleContext(ansibleShape, options)
    const defaults = roots.flatMap(moduleDefaultsIn)
    const resolve = ansibleVariables(roots)
    const calls = roots.flatMap(root => ansibleCalls(root, isModule))
    const groups = calls.flatMap(call => groupOf(call, { context, defaults, resolve }))
    return groups.length === 0 ? undefined : { dialect: "ansible", groups }
  },
}

export const ansibleShape: RuleShape = {
  keys: ansibleKeys,
  defaults: {
    direction: "Inbound",
    access: "Allow",
    protocol: "*",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  },
  expressionIn: templateIdentity,
  schema: { validate: ansibleSecurityRule, names: ansibleSecurityRuleNames },
  plainLists: true,
  protocols: { tool: "Ansible", words: ["Tcp", "TCP", "Udp", "UDP", "Icmp", "ICMP", "*"] },
  unknownKeyError: 'Ansible fails the task ("Unsupported parameters")',
}

export function argumentsOfAction(task: Node): Node | undefined {
  return calledByAction(task, isModule)?.args
}

/** What tasks of one document share. */
interface Playbook {
  readonly context: RuleContext
  /** The arguments that every call of the module has. */
  readonly defaults: readonly Node[]
  readonly resolve: ReturnType<typeof ansibleVariables>
}

/** None for a task that deletes the group, and for text that is no map of arguments. */
function groupOf({ args, task }: AnsibleCall, playbook: Playbook): LocatedGroup[] {
  const { context, defaults } = playbook
  const name = member(args, "name")
  if (!isMap(args) || !name || textOf(member(args, "state")) === "absent") return []
  return [
    locatedGroup({
      name: String(textOf(name) ?? (name.kind === "scalar" ? name.value : "")),
      ...scopeOf(args),
      range: args.range,
      nameRange: name.range,
      ...rulesOf(args, task, playbook),
      statedDefaults: statedDefaults(member(args, "default_rules"), context),
      ...otherRules(args, defaults),
    }),
  ]
}

/** The rules of a task, of which a loop that is written out makes some for each of its items. */
function rulesOf(
  args: Node,
  task: Node,
  { context, defaults, resolve }: Playbook,
): RuleList & Pick<LocatedGroup, "incompleteReason"> {
  const rules = member(args, "rules")
  const variable = loopVariable(task)
  if (variable === undefined || !rules || !speaksOf(rules, variable)) return readRuleList(resolve(rules), context)
  const isAdding = purgesIn(args, defaults).length === 0 && !speaksOf(member(args, "name"), variable)
  const made = isAdding ? loopedRules(rules, task) : undefined
  if (made) return readRuleList(made, context, iterationSource)
  // They are there for each item, and may be anyone's.
  const incompleteReason = l10n.t`the task makes these rules for each item of a loop`
  return { incompleteReason, ...readRuleList(resolve(rules), context) }
}

function iterationSource(node: Node, context: RuleContext): RuleSource {
  const iteration = isMap(node) ? node.iteration : undefined
  return { ...ruleSource(node, context), ...(iteration !== undefined && { iteration }) }
}

/** The module's default is to keep rules that the task does not list; a play may have another one for its tasks. */
function otherRules(task: Node, defaults: readonly Node[]): Pick<LocatedGroup, "keepsOtherRules"> {
  const [own] = purgesIn(task, defaults)
  if (!own) return { keepsOtherRules: "yes" }
  const text = String(own.kind === "scalar" ? own.value : "").toLowerCase()
  if (own.kind !== "scalar" || templateIdentity(text) !== undefined) return { keepsOtherRules: "perhaps" }
  return trueWords.includes(text) ? {} : { keepsOtherRules: "yes" }
}

function purgesIn(args: Node, defaults: readonly Node[]): readonly Node[] {
  return [args, ...defaults].map(one => member(one, "purge_rules")).filter(node => node !== undefined)
}

/** What Ansible takes for true. */
const trueWords = ["true", "yes", "on", "1", "1.0", "t", "y"]

/** The arguments that plays and blocks give to every call of the module in them. */
function moduleDefaultsIn(node: Node): readonly Node[] {
  if (node.kind === "list") return node.items.flatMap(moduleDefaultsIn)
  return entriesOf(node).flatMap(({ key, value }) =>
    key === "module_defaults"
      ? entriesOf(value).flatMap(entry => (isModule(entry.key) ? [entry.value] : []))
      : moduleDefaultsIn(value),
  )
}

function isModule(name: string): boolean {
  return /(^|\.)azure_rm_securitygroup$/.test(name)
}

function scopeOf(task: Node): { scope?: string } {
  const resourceGroup = textOf(member(task, "resource_group"))
  const isKnown = resourceGroup !== undefined && templateIdentity(resourceGroup) === undefined
  return isKnown ? { scope: resourceGroup.toLowerCase() } : {}
}
