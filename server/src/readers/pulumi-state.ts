import { entriesOf, isList, member, textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { hasWord } from "../syntax/words.ts"
import type { Reader } from "./dialect-reader.ts"
import { pulumiKeys } from "./property-names.ts"
import { pulumiStateResources } from "./pulumi-resources.ts"
import { type StatedResource, statedResources } from "./pulumi-stated.ts"
import { isPulumiGroup, isPulumiRule } from "./pulumi-types.ts"
import { readSeparateRule } from "./rule.ts"
import { readRuleList } from "./rule-list.ts"
import { type RuleContext, ruleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

/** What the name of every resource begins with. */
const mark = "urn:pulumi:"

/** What Pulumi keeps of a stack: `pulumi stack export`, a state file, `pulumi preview --json`. */
export const pulumiState: Reader = {
  keyWords: [mark],
  read({ roots: [root], language }) {
    if (language !== "json") return undefined
    const resources = statedResources(root)
    if (resources.length === 0) return undefined
    const context = ruleContext({ keys: pulumiKeys, defaults: {}, plainLists: true, expressionIn: () => undefined })
    const groups = resources.filter(({ type }) => isPulumiGroup(type))
    const rules = resources.filter(({ type }) => isPulumiRule(type))
    return {
      dialect: "pulumi-state",
      groups: joinRules(
        groups.map(group => groupOf(group, context)),
        rules.map(rule => ruleOf(rule, groups, context)),
      ),
    }
  },
  resources(document) {
    const { roots, language } = document
    if (language !== "json" || !hasWord(document, mark)) return []
    return pulumiStateResources(statedResources(roots[0]))
  },
}

/** Azure's name of a group, as its own id, or one of the words that the providers have for it, says. */
function nameOfGroup({ urn, values, inputs }: StatedResource): { readonly text: string; readonly range?: Range } {
  const nodes = [member(values, "name"), ...[values, inputs].map(each => member(each, "networkSecurityGroupName"))]
  const node = nodes.find(each => textOf(each) !== undefined)
  return { text: textOf(node) ?? urn.slice(urn.lastIndexOf("::") + 2), ...(node && { range: node.range }) }
}

function groupOf(group: StatedResource, context: RuleContext): KeyedGroup {
  const { urn, node, id, values, inputs } = group
  const { text: name, range: nameRange } = nameOfGroup(group)
  const location = textOf(member(values, "location") ?? member(inputs, "location"))
  const rules = member(values, "securityRules")
  return {
    key: urn,
    source: {
      ...{ name, range: node.range, nameRange: nameRange ?? startOf(node.range), ...scopeOf(group) },
      ...(id !== undefined && { id }),
      ...(location !== undefined && { location }),
      ...(!isList(member(inputs, "securityRules")) && { listsWhatIs: true as const }),
      ...readRuleList(rules, context),
    },
  }
}

function ruleOf(rule: StatedResource, groups: readonly StatedResource[], context: RuleContext): SeparateRule {
  const { urn, node, id, values, inputs } = rule
  const label = [member(values, "name"), member(inputs, "securityRuleName")].find(each => textOf(each) !== undefined)
  const reference = member(values, "networkSecurityGroupName") ?? member(inputs, "networkSecurityGroupName")
  const group = textOf(reference)
  const owners = groups.filter(each => isOwner(each, rule, group))
  const [owner] = owners
  const named = owners.length === 1 && owner ? owner.urn : group
  const name = {
    text: textOf(label) ?? urn.slice(urn.lastIndexOf("::") + 2),
    range: label?.range ?? startOf(node.range),
  }
  const groupId = /^.*\/networkSecurityGroups\/[^/]+/i.exec(id ?? "")?.[0]
  return {
    key: named ?? `rule ${urn}`,
    group: group ?? "(unknown group)",
    nameRange: reference?.range ?? name.range,
    rule: readSeparateRule({ self: node.range, entries: entriesOf(values), name }, context),
    mayMeanAny: owners.length !== 1 && group === undefined,
    ...(group !== undefined && {
      identity: { reference: true, ...scopeOf(rule), ...(groupId !== undefined && { id: groupId }) },
    }),
  }
}

/** By name and resource group; where the name is not known yet, by the resource that it comes from. */
function isOwner(group: StatedResource, rule: StatedResource, name: string | undefined): boolean {
  if (name === undefined) return rule.sourcesOf("networkSecurityGroupName").includes(group.urn)
  const [own, other] = [scopeOf(rule).scope, scopeOf(group).scope]
  const isSameScope = own === undefined || other === undefined || own === other
  return isSameScope && nameOfGroup(group).text.toLowerCase() === name.toLowerCase()
}

function scopeOf({ id, values, inputs }: StatedResource): { scope?: string } {
  const written: Node | undefined = member(values, "resourceGroupName") ?? member(inputs, "resourceGroupName")
  const scope = textOf(written) ?? /\/resourceGroups\/([^/]+)/i.exec(id ?? "")?.[1]
  return scope === undefined ? {} : { scope: scope.toLowerCase() }
}
