import { ansibleTypes } from "../azure/resource-types.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { type AnsibleCall, ansibleCalls } from "./ansible-calls.ts"
import { templateIdentity } from "./expression-text.ts"
import type { ReadResource, ReferenceTarget } from "./located-resource.ts"
import { nameOrUnknown, textReference } from "./reference-text.ts"
import { type ToolResource, targetOfParent, toolResources } from "./tool-resources.ts"

/** The resources of which a network is made in the tasks of plays, roles and blocks. */
export function ansibleResources(document: SyntaxDocument): readonly ReadResource[] {
  const { roots, language } = document
  if (language !== "yaml" || !hasWord(document, "azure_rm_")) return []
  const calls = roots.flatMap(root => ansibleCalls(root, module => typeOf(module) !== undefined))
  return toolResources(calls.flatMap(call => resourceOf(call) ?? []))
}

function typeOf(module: string): ReadResource["type"] | undefined {
  return ansibleTypes.typeOf(module.slice(module.lastIndexOf(".") + 1))
}

/** Undefined for a task that deletes the resource, or that does not say its name. */
function resourceOf({ module, args: node }: AnsibleCall): ToolResource | undefined {
  const type = typeOf(module)
  const label = member(node, "name")
  const name = textOf(label)
  if (!type || !label || name === undefined || textOf(member(node, "state")) === "absent") return undefined
  const place = placeOf(node)
  const target = targetOfParent(type)
  const holder = parentKeys.map(key => member(node, key)).find(value => value !== undefined)
  const parent = target && referIn(holder, target, place)
  return {
    ...{ type, node, range: node.range, nameRange: label.range },
    kind: module.slice(module.lastIndexOf(".") + 1),
    own: nameOrUnknown(name, templateIdentity),
    ...(target === undefined && { place }),
    ...(parent && { parent }),
    property: (...path) => memberAt(node, ...path),
    refer: (value, wanted) => referIn(value, wanted, place),
  }
}

/** What the modules of children call what these are a part of. */
const parentKeys = ["virtual_network_name", "virtual_network", "route_table_name"]

/** A name, in the resource group of the task; an id; or both parts of it in a map. */
function referIn(value: Node | undefined, target: ReferenceTarget, place: Place): ResourceRef | undefined {
  const own = isMap(value) ? placeOf(value) : {}
  const text = textOf(isMap(value) ? (member(value, "id") ?? member(value, "name")) : value)
  const found = text === undefined ? undefined : textReference(text, target, templateIdentity)
  return found && { ...place, ...own, ...found }
}

type Place = Pick<ResourceRef, "resourceGroup">

function placeOf(node: Node): Place {
  const text = textOf(member(node, "resource_group"))?.toLowerCase()
  return text === undefined ? {} : { resourceGroup: nameOrUnknown(text, templateIdentity) }
}
