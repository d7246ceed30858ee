import type { SyntaxDocument } from "../syntax/document.ts"
import { isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { fragmentFaults, templateFaults } from "./arm-faults.ts"
import { armLocated } from "./arm-located.ts"
import { type ArmResources, armResources, armResourcesIn } from "./arm-resources.ts"
import { armResult } from "./arm-result.ts"
import { type ArmScope, fragmentScope, templateScope } from "./arm-scope.ts"
import { isTemplate } from "./arm-template.ts"
import type { Reader } from "./dialect-reader.ts"
import { handedOver } from "./handed-over.ts"
import type { ExpressionFault } from "./reader.ts"

/** Parts of ARM templates: a template in the wrapper of an artifact or a deployment, a resource, a list of resources. */
export const armFragment: Reader = {
  read(document, options) {
    const { resources, scope, faults } = resourcesOf(document)
    const result = armResult("arm-fragment", resources, scope, options)
    return result.groups.length === 0 ? undefined : { ...result, expressionFaults: faults }
  },
  resources(document) {
    const { found, others } = resourcesOf(document).resources
    return armLocated([...found, ...others()])
  },
}

interface Fragment {
  readonly resources: ArmResources
  readonly scope: ArmScope
  readonly faults: readonly ExpressionFault[]
}

function resourcesOf(document: SyntaxDocument): Fragment {
  const [root] = document.roots
  const template = memberAt(root, "properties", "template")
  if (isTemplate(template)) {
    const scope = templateScope(template, { parameters: handedOver(memberAt(root, "properties", "parameters")) })
    const resources = armResources(template, scope)
    return { resources, scope, faults: templateFaults(template, document, scope.environment.evaluation) }
  }
  const scope = fragmentScope()
  const items = isList(root) ? root.items : root ? [root] : []
  if (!items.every(isResource)) return { resources: armResourcesIn([], scope), scope, faults: [] }
  const resources = armResourcesIn(items, scope)
  return { resources, scope, faults: fragmentFaults(items, document, scope.environment.evaluation) }
}

/** A resource as a template declares it; what the API gives out has an id. */
function isResource(node: Node): boolean {
  const type = textOf(member(node, "type")) ?? ""
  return (
    isMap(node) && /^Microsoft\./i.test(type) && textOf(member(node, "apiVersion")) !== undefined && !member(node, "id")
  )
}
