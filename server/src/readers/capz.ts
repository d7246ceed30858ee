import { clusterApiSecurityRule, clusterApiSecurityRuleNames } from "../schemas/validators.generated.js"
import { isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { Reader, ReadOptions } from "./dialect-reader.ts"
import { locatedGroup } from "./group.ts"
import { type KubernetesObject, kubernetesObjects, manifestIdentity } from "./kubernetes.ts"
import { clusterApiKeys } from "./property-names.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"
import { readRule } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import { type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"

/**
 * Cluster API's provider for Azure: the groups of a cluster's subnets, under names of its own. The provider gives `action`
 * a default, and `direction` in the templates of cluster classes only.
 */
export const capz: Reader = {
  keyWords: ["infrastructure.cluster.x-k8s.io"],
  read({ roots }, options) {
    const groups = kubernetesObjects(roots)
      .filter(({ kind }) => kind === "AzureCluster" || kind === "AzureClusterTemplate")
      .flatMap(object => groupsOf(object, options))
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
  protocols: { tool: "Cluster API", words: ["Tcp", "Udp", "Icmp", "*"] },
}

/** Rules of cluster classes, and the `ingressRule` of v1alpha3, whose rules are all inbound and allow. */
const inboundShape: RuleShape = { ...clusterShape, defaults: { access: "Allow", direction: "Inbound" } }

/** What the rules of one cluster share. */
interface Cluster {
  readonly context: RuleContext
  readonly inbound: RuleContext
  readonly isOldest: boolean
}

function groupsOf({ kind, node, spec }: KubernetesObject, options?: ReadOptions): readonly LocatedGroup[] {
  const isTemplate = kind === "AzureClusterTemplate"
  const inbound = ruleContext(inboundShape, options)
  const isOldest = /\/v1alpha3$/.test(textOf(member(node, "apiVersion")) ?? "")
  const cluster = { context: isTemplate ? inbound : ruleContext(clusterShape, options), inbound, isOldest }
  const own = isTemplate ? memberAt(spec, "template", "spec") : spec
  const bastion = memberAt(own, "bastionSpec", "azureBastion", "subnet")
  return [...itemsOf(memberAt(own, "networkSpec", "subnets")), ...(bastion ? [bastion] : [])].flatMap(subnet => {
    const group = member(subnet, "securityGroup")
    return isMap(group) ? [groupOf(group, subnet, cluster)] : []
  })
}

function groupOf(group: MapNode, subnet: Node, cluster: Cluster): LocatedGroup {
  const label = member(group, "name") ?? member(subnet, "name")
  const name = textOf(member(group, "name")) ?? `group of ${textOf(label) ?? "a subnet without a name"}`
  const nameRange = label?.range ?? startOf(group.range)
  const list = rulesOf(group, cluster)
  const isControlPlane = textOf(member(subnet, "role")) === "control-plane"
  const implied = isControlPlane && !ingressOf(group) ? impliedRules(list.inline, nameRange, cluster.context) : []
  return locatedGroup({ name, range: group.range, nameRange, ...list, inline: [...list.inline, ...implied] })
}

/** A group's rules, which v1alpha3 has under a name of its own. Under any other name there may be some that are not seen. */
function rulesOf(group: MapNode, { context, inbound, isOldest }: Cluster): RuleList {
  const rules = readRuleList(member(group, "securityRules"), context)
  const ingress = readRuleList(ingressOf(group), inbound)
  const foreign = group.entries.find(({ key }) => /rule/i.test(key) && !isRuleKey(key, isOldest))
  const incompleteReason =
    rules.incompleteReason ??
    ingress.incompleteReason ??
    (foreign && `${foreign.key} does not exist in this API version`)
  return {
    inline: [...rules.inline, ...ingress.inline],
    statedDefaults: [],
    problems: [...rules.problems, ...ingress.problems],
    ...(incompleteReason !== undefined && { incompleteReason }),
  }
}

function ingressOf(group: MapNode): Node | undefined {
  return member(group, "ingressRule") ?? member(group, "ingressRules")
}

function isRuleKey(key: string, isOldest: boolean): boolean {
  return key === "securityRules" || (isOldest && key === "ingressRule")
}

/**
 * The provider lets SSH and the API server into the control plane's subnet, unless a rule of the group has the port
 * itself (cluster-api-provider-azure, `azurecluster_default.go`). v1alpha3 does so only where no rules are written
 * (`SetControlPlaneIngressRules` of its cluster scope).
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
