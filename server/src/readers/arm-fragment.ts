import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, isList, isMap, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { fragmentFaults, templateFaults } from "./arm-faults.ts"
import { armLocated } from "./arm-located.ts"
import { type ArmResources, armResources, armResourcesIn } from "./arm-resources.ts"
import { armResult } from "./arm-result.ts"
import { type ArmScope, fragmentScope, templateScope } from "./arm-scope.ts"
import { isTemplate } from "./arm-template.ts"
import type { Reader } from "./dialect-reader.ts"
import { handedOver } from "./handed-over.ts"
import type { ExpressionFault } from "./reader.ts"

/**
 * Parts of ARM templates: a template in the wrapper of an artifact, a deployment, an export or a template spec, a resource, a
 * list of resources.
 */
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
  const wrapped = wrappedIn(root) ?? wrappedIn(member(root, "properties"))
  if (wrapped) {
    const { template, given } = wrapped
    const scope = templateScope(template, { parameters: handedOver(given) })
    const resources = armResources(template, scope)
    return { resources, scope, faults: templateFaults(template, document, scope.environment.evaluation) }
  }
  const scope = fragmentScope()
  const items = isList(root) ? root.items : root ? [root] : []
  if (!items.every(isResource)) return { resources: armResourcesIn([], scope), scope, faults: [] }
  const resources = armResourcesIn(items, scope)
  return { resources, scope, faults: fragmentFaults(items, document, scope.environment.evaluation) }
}

/** The one template among the values of an object, under whatever name, and the parameters beside it. */
function wrappedIn(
  wrapper: Node | undefined,
): { readonly template: MapNode; readonly given: Node | undefined } | undefined {
  const [template, ...others] = entriesOf(wrapper).flatMap(({ value }) => (isTemplate(value) ? [value] : []))
  return template && others.length === 0 ? { template, given: member(wrapper, "parameters") } : undefined
}

/** A resource as a template declares it; what the API gives out has an id. */
function isResource(node: Node): boolean {
  const type = textOf(member(node, "type")) ?? ""
  return (
    isMap(node) && /^Microsoft\./i.test(type) && textOf(member(node, "apiVersion")) !== undefined && !member(node, "id")
  )
}
