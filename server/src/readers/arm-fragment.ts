import { entriesOf, isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { type ArmResource, armResources, armResourcesIn } from "./arm-resources.ts"
import { armResult } from "./arm-result.ts"
import { type ArmScope, fragmentScope, templateScope } from "./arm-scope.ts"
import { isTemplate } from "./arm-template.ts"
import type { Reader } from "./reader.ts"

/** Parts of ARM templates: a template in the wrapper of an artifact or a deployment, a resource, a list of resources. */
export const armFragment: Reader = {
  read({ roots: [root] }) {
    const { resources, scope } = resourcesOf(root)
    const result = armResult("arm-fragment", resources, scope)
    return result.groups.length === 0 ? undefined : result
  },
}

function resourcesOf(root: Node | undefined): { resources: readonly ArmResource[]; scope: ArmScope } {
  const template = memberAt(root, "properties", "template")
  if (isTemplate(template)) {
    const scope = templateScope(template, valuesIn(memberAt(root, "properties", "parameters")))
    return { resources: armResources(template, scope), scope }
  }
  const scope = fragmentScope()
  const items = isList(root) ? root.items : root ? [root] : []
  return { resources: items.every(isResource) ? armResourcesIn(items, scope) : [], scope }
}

/** `{ "name": { "value": … } }`, as a deployment's request has it. */
function valuesIn(parameters: Node | undefined): ReadonlyMap<string, Node> {
  return new Map(
    entriesOf(parameters).flatMap(({ key, value }) => {
      const given = member(value, "value")
      return given ? [[key.toLowerCase(), given] as const] : []
    }),
  )
}

/** A resource as a template declares it; what the API gives out has an id. */
function isResource(node: Node): boolean {
  const type = textOf(member(node, "type")) ?? ""
  return (
    isMap(node) && /^Microsoft\./i.test(type) && textOf(member(node, "apiVersion")) !== undefined && !member(node, "id")
  )
}
