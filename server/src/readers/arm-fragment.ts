import { isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { armGroups } from "./arm-groups.ts"
import { type ArmResource, armResources, armResourcesIn } from "./arm-resources.ts"
import { isTemplate } from "./arm-template.ts"
import type { Reader } from "./reader.ts"
import { namesLoadBalancer } from "./recognise.ts"

/** Parts of ARM templates: a template in the wrapper of an artifact or a deployment, a resource, a list of resources. */
export const armFragment: Reader = {
  keyWords: ["networkSecurityGroup"],
  read({ roots: [root], text }) {
    const groups = armGroups(resourcesOf(root))
    return groups.length === 0
      ? undefined
      : { dialect: "arm-fragment", groups, hasLoadBalancer: namesLoadBalancer(text) }
  },
}

function resourcesOf(root: Node | undefined): readonly ArmResource[] {
  const template = memberAt(root, "properties", "template")
  if (isTemplate(template)) return armResources(template)
  const items = isList(root) ? root.items : root ? [root] : []
  return items.length > 0 && items.every(isResource) ? armResourcesIn(items) : []
}

/** A resource as a template declares it; what the API gives out has an id. */
function isResource(node: Node): boolean {
  const type = textOf(member(node, "type")) ?? ""
  return (
    isMap(node) && /^Microsoft\./i.test(type) && textOf(member(node, "apiVersion")) !== undefined && !member(node, "id")
  )
}
