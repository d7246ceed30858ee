import * as l10n from "@vscode/l10n"
import { entriesOf, memberAt, textOf } from "../syntax/lookup.ts"
import { startOf } from "../syntax/range.ts"
import type { Reader } from "./dialect-reader.ts"
import { type KubernetesObject, kubernetesObjects, manifestIdentity } from "./kubernetes.ts"
import { kubernetesResources } from "./kubernetes-resources.ts"
import { exactKeys } from "./property-names.ts"
import { readSeparateRule } from "./rule.ts"
import { azureSchema, type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

/** Azure Service Operator: the group and each of its rules are objects of their own, joined by the rule's owner. */
export const aso: Reader = {
  keyWords: ["network.azure.com/"],
  read({ roots }, options) {
    const objects = kubernetesObjects(roots).filter(({ apiGroup }) => apiGroup === "network.azure.com")
    const context = ruleContext(shape, options)
    const groups = objects.filter(({ kind }) => kind === "NetworkSecurityGroup").map(groupOf)
    const rules = objects
      .filter(({ kind }) => kind === "NetworkSecurityGroupsSecurityRule")
      .map(object => ruleOf(object, context))
    if (groups.length + rules.length === 0) return undefined
    return { dialect: "aso", groups: joinRules(groups, rules) }
  },
  resources: kubernetesResources,
}

const shape: RuleShape = {
  keys: exactKeys,
  defaults: {},
  expressionIn: manifestIdentity,
  schema: azureSchema,
  plainLists: true,
  strictTypes: true,
}

/** Whether the operator takes them there is not published. */
const inSpec = () => l10n.t`rules in its spec are not read; Azure Service Operator has an object for each rule`

/** Rules refer to the object; what Azure calls the group may be another name. */
function groupOf({ node, name, nameNode, namespace, spec }: KubernetesObject): KeyedGroup {
  const nameRange = nameNode?.range ?? startOf(node.range)
  const azureName = textOf(memberAt(spec, "azureName"))
  const address = keyOf(namespace, name)
  const source = {
    name: azureName ?? name,
    address,
    scope: namespace,
    range: node.range,
    nameRange,
    inline: [],
    ...(memberAt(spec, "securityRules") && { incompleteReason: inSpec() }),
  }
  return { key: keyOf(namespace, name), source }
}

/** The rule's owner is a group of the same namespace, or given by its resource id. */
function ruleOf({ node, name, nameNode, namespace, spec }: KubernetesObject, context: RuleContext): SeparateRule {
  const nameRange = nameNode?.range ?? startOf(node.range)
  const id = textOf(memberAt(spec, "owner", "armId"))
  const owner = memberAt(spec, "owner", "name") ?? memberAt(spec, "owner", "armId")
  const azureName = textOf(memberAt(spec, "azureName"))
  const group = textOf(owner) ?? "(unknown group)"
  return {
    key: keyOf(namespace, textOf(owner) ?? `${node.range.start}`),
    group: group.slice(group.lastIndexOf("/") + 1),
    nameRange: owner?.range ?? nameRange,
    rule: readSeparateRule(
      {
        self: node.range,
        entries: entriesOf(spec),
        name: { text: azureName ?? name, range: nameRange },
        ...(spec?.kind === "unknown" && { rest: spec.unknown }),
      },
      context,
    ),
    mayMeanAny: manifestIdentity(group) !== undefined,
    ...(manifestIdentity(group) === undefined && {
      identity: {
        reference: true,
        scope: namespace,
        ...(id === undefined ? { address: keyOf(namespace, group) } : { id }),
      },
    }),
  }
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`.toLowerCase()
}
