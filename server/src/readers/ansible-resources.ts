import { ansibleTypes } from "../azure/resource-types.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"
import type { ResourceRef, ResourceSymbol } from "../values/resource-ref.ts"
import { type AnsibleCall, ansibleCalls, loopVariable } from "./ansible-calls.ts"
import { templateIdentity } from "./expression-text.ts"
import type { ReadResource, ReferenceTarget } from "./located-resource.ts"
import { nameOrUnknown, textReference } from "./reference-text.ts"
import { type ToolResource, targetOfParent, toolResources } from "./tool-resources.ts"

/** The resources of which a network is made in the tasks of plays, roles and blocks. */
export function ansibleResources(document: SyntaxDocument): readonly ReadResource[] {
  const { roots, language } = document
  if (language !== "yaml" || !hasWord(document, "azure_rm_")) return []
  const calls = roots.flatMap(root => ansibleCalls(root, module => typeOf(module) !== undefined))
  const registered = new Set(calls.flatMap(call => registeredBy(call) ?? []))
  return toolResources(calls.flatMap(call => resourceOf(call, registered) ?? []))
}

/** The variable that holds what the module returns; that of a loop holds a list of it. */
function registeredBy({ task }: AnsibleCall): string | undefined {
  return loopVariable(task) === undefined ? textOf(member(task, "register")) : undefined
}

/** `{{ nsg.state.id }}`: what a task of this document registered. */
function registeredIn(text: string, registered: ReadonlySet<string>): ResourceSymbol | undefined {
  const name = /^\{\{-?\s*(\w+)\.state\.(?:id|name)\s*-?\}\}$/.exec(text.trim())?.[1]
  return name !== undefined && registered.has(name) ? registeredSymbol(name) : undefined
}

function registeredSymbol(name: string): ResourceSymbol {
  return { address: `register: ${name}` }
}

function typeOf(module: string): ReadResource["type"] | undefined {
  return ansibleTypes.typeOf(module.slice(module.lastIndexOf(".") + 1))
}

/** Undefined for a task that deletes the resource, or that does not say its name. */
function resourceOf(call: AnsibleCall, registered: ReadonlySet<string>): ToolResource | undefined {
  const { module, args: node } = call
  const type = typeOf(module)
  const label = member(node, "name")
  const name = textOf(label)
  if (!type || !label || name === undefined || textOf(member(node, "state")) === "absent") return undefined
  const place = placeOf(node)
  const target = targetOfParent(type)
  const holder = parentKeys.map(key => member(node, key)).find(value => value !== undefined)
  const refer = (value: Node | undefined, wanted: ReferenceTarget) => referIn(value, wanted, { place, registered })
  const parent = target && refer(holder, target)
  const variable = registeredBy(call)
  return {
    ...{ type, node, range: node.range, nameRange: label.range },
    kind: module.slice(module.lastIndexOf(".") + 1),
    own: nameOrUnknown(name, templateIdentity),
    ...(target === undefined && { place }),
    ...(parent && { parent }),
    property: (...path) => memberAt(node, ...path),
    ...(variable !== undefined && { symbol: registeredSymbol(variable) }),
    refer,
  }
}

/** What the modules of children call what these are a part of. */
const parentKeys = ["virtual_network_name", "virtual_network", "route_table_name"]

/** What a reference of a task may mean without saying it. */
interface Known {
  readonly place: Place
  readonly registered: ReadonlySet<string>
}

/** A name, in the resource group of the task; an id; both parts of it in a map; or what another task registered. */
function referIn(
  value: Node | undefined,
  target: ReferenceTarget,
  { place, registered }: Known,
): ResourceRef | undefined {
  const own = isMap(value) ? placeOf(value) : {}
  const text = textOf(isMap(value) ? (member(value, "id") ?? member(value, "name")) : value)
  if (text === undefined) return undefined
  const symbol = registeredIn(text, registered)
  if (symbol) return { type: target.type.toLowerCase(), name: [], symbol }
  const found = textReference(text, target, templateIdentity)
  return found && { ...place, ...own, ...found }
}

type Place = Pick<ResourceRef, "resourceGroup">

function placeOf(node: Node): Place {
  const text = textOf(member(node, "resource_group"))?.toLowerCase()
  return text === undefined ? {} : { resourceGroup: nameOrUnknown(text, templateIdentity) }
}
