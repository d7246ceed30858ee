import { clusterApiSecurityRule, clusterApiSecurityRuleNames } from "../schemas/validators.generated.js"
import { isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"
import { locatedGroup } from "./group.ts"
import { type KubernetesObject, kubernetesObjects, manifestIdentity } from "./kubernetes.ts"
import { clusterApiKeys } from "./property-names.ts"
import type { LocatedGroup, LocatedRule, Reader } from "./reader.ts"
import { readRule } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"

/**
 * Cluster API's provider for Azure: the groups of a cluster's subnets, under names of its own. The provider gives `action`
 * a default, and `direction` in the templates of cluster classes only.
 */
export const capz: Reader = {
  keyWords: ["infrastructure.cluster.x-k8s.io"],
  read({ roots }) {
    const groups = kubernetesObjects(roots)
      .filter(({ kind }) => kind === "AzureCluster" || kind === "AzureClusterTemplate")
      .flatMap(groupsOf)
    return groups.length === 0 ? undefined : { dialect: "capz", groups }
  },
}

const clusterShape: RuleShape = {
  keys: clusterApiKeys,
  defaults: { access: "Allow" },
  expressionIn: manifestIdentity,
  schema: { validate: clusterApiSecurityRule, names: clusterApiSecurityRuleNames },
  plainLists: true,
  strictTypes: true,
}

const templateShape: RuleShape = { ...clusterShape, defaults: { access: "Allow", direction: "Inbound" } }

function groupsOf({ kind, spec, node }: KubernetesObject): readonly LocatedGroup[] {
  const isTemplate = kind === "AzureClusterTemplate"
  const context = ruleContext(isTemplate ? templateShape : clusterShape)
  const isOld = /\/v1alpha[23]$/.test(textOf(member(node, "apiVersion")) ?? "")
  const own = isTemplate ? memberAt(spec, "template", "spec") : spec
  return itemsOf(memberAt(own, "networkSpec", "subnets")).flatMap(subnet => {
    const group = member(subnet, "securityGroup")
    return isMap(group)
      ? [groupOf(group, subnet, isOld ? rulesOfOld(group, context) : rulesOf(group, context), context)]
      : []
  })
}

function groupOf(group: MapNode, subnet: Node, list: RuleList, context: RuleContext): LocatedGroup {
  const label = member(group, "name") ?? member(subnet, "name")
  const name = textOf(member(group, "name")) ?? `group of ${textOf(label) ?? "a subnet without a name"}`
  const nameRange = label?.range ?? { start: group.range.start, end: group.range.start + 1 }
  const isControlPlane = textOf(member(subnet, "role")) === "control-plane"
  const implied = isControlPlane ? impliedRules(list.inline, nameRange, context) : []
  return locatedGroup({ name, range: group.range, nameRange, ...list, inline: [...list.inline, ...implied] })
}

/** What an older version called the list is none of this one's: whether it comes to anything depends on the provider. */
function rulesOf(group: MapNode, context: RuleContext): RuleList {
  const list = readRuleList(member(group, "securityRules"), context)
  if (!member(group, oldName)) return list
  return { ...list, complete: false, incompleteReason: `${oldName} is a name of v1alpha3` }
}

/** Up to v1alpha3 all rules were inbound and allowed, and stood under another name. */
function rulesOfOld(group: MapNode, context: RuleContext): RuleList {
  const defaults = { direction: "Inbound", access: "Allow" }
  return readRuleList(member(group, oldName), ruleContext({ ...context.shape, defaults }))
}

const oldName = "ingressRule"

/**
 * The provider lets SSH and the API server into the control plane's subnet, unless a rule of the group has the port
 * itself (cluster-api-provider-azure, `azurecluster_default.go`).
 */
function impliedRules(rules: readonly LocatedRule[], range: Range, context: RuleContext): LocatedRule[] {
  return [
    { name: "allow_ssh", priority: 2200, port: "22" },
    { name: "allow_apiserver", priority: 2201, port: "6443" },
  ]
    .filter(({ port }) => !rules.some(({ written }) => String(written.values.destinationPortRange) === port))
    .map(({ name, priority, port }) => {
      const values = { name, priority, direction: "Inbound", protocol: "Tcp", source: "*", sourcePorts: "*" }
      const entries = Object.entries({ ...values, destination: "*", destinationPorts: port, action: "Allow" })
      return readRule(
        { self: range, entries: entries.map(([key, value]) => entry(key, value, range)), implied: true },
        context,
      )
    })
}

function entry(key: string, value: string | number, range: Range): Entry {
  return { key, keyRange: range, value: { kind: "scalar", range, value } }
}
