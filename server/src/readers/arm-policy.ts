import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { templateFaults } from "./arm-faults.ts"
import { armLocated } from "./arm-located.ts"
import { type ArmResources, armResources } from "./arm-resources.ts"
import { armResult } from "./arm-result.ts"
import { type ArmScope, templateScope } from "./arm-scope.ts"
import { isTemplate } from "./arm-template.ts"
import type { Reader } from "./dialect-reader.ts"
import { handedOver } from "./handed-over.ts"
import type { ExpressionFault } from "./reader.ts"

/**
 * Policy definitions that deploy a template (`deployIfNotExists`). The conditions of a policy only speak of rules: these
 * are those that its template makes.
 */
export const armPolicy: Reader = {
  keyWords: ["policyRule", "existenceCondition"],
  read(document, options) {
    const deployed = deployedBy(document)
    if (!deployed) return undefined
    const result = armResult("arm-policy", deployed.resources, deployed.scope, options)
    return result.groups.length === 0 ? undefined : { ...result, expressionFaults: deployed.faults }
  },
  resources(document) {
    const deployed = deployedBy(document)
    return deployed ? armLocated([...deployed.resources.found, ...deployed.resources.others()]) : []
  },
}

interface Deployed {
  readonly resources: ArmResources
  readonly scope: ArmScope
  readonly faults: readonly ExpressionFault[]
}

function deployedBy(document: SyntaxDocument): Deployed | undefined {
  const [root] = document.roots
  // A definition, its properties, or a file of the rule alone.
  const rule = memberAt(root, "properties", "policyRule") ?? member(root, "policyRule") ?? root
  const written = memberAt(rule, "then", "details", "deployment", "properties")
  if (!written) return undefined
  const isEscaped = textOf(memberAt(rule, "then", "effect"))?.startsWith("[[") ?? false
  const properties = isEscaped ? unescaped(written) : written
  const template = member(properties, "template")
  if (!isTemplate(template)) return undefined
  const scope = templateScope(template, { parameters: handedOver(member(properties, "parameters")) })
  return {
    resources: armResources(template, scope),
    scope,
    faults: templateFaults(template, document, scope.environment.evaluation),
  }
}

/** A definition that is part of a template itself has a second bracket before each of its expressions. */
function unescaped(node: Node): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(unescaped) }
  if (isMap(node)) {
    return { ...node, entries: node.entries.map(entry => ({ ...entry, value: unescaped(entry.value) })) }
  }
  const isExpression = node.kind === "scalar" && typeof node.value === "string" && node.value.startsWith("[[")
  return isExpression ? { ...node, value: String(node.value).slice(1) } : node
}
