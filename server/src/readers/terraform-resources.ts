import { isList, isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { withoutFlatKeys } from "./terraform-flat.ts"

export const groupType = "azurerm_network_security_group"
export const ruleType = "azurerm_network_security_rule"

/** A managed resource in Terraform's output, whichever form carries it. */
export interface TerraformResource {
  readonly address: string
  /** What is the same for the resources of one module. */
  readonly module: string
  readonly type: string
  readonly node: MapNode
  readonly values: MapNode
  /** Of a planned change: which parts are known only after apply. */
  readonly unknownAfter: Node | undefined
}

/**
 * The groups and rules, or other wanted resources, in a part of Terraform's output: the tree of `terraform show -json`, changes of a plan, the
 * resources of a raw state, or an extract of any of these. A deleted or replaced resource has no values any more.
 */
export function resourcesIn(
  node: Node | undefined,
  isWanted: (type: string) => boolean = isGroupOrRule,
  module = "",
): readonly TerraformResource[] {
  if (isList(node)) return node.items.flatMap(item => resourcesIn(item, isWanted, module))
  if (!isMap(node) || isDataSource(node)) return []
  const type = typeOf(node, isWanted)
  if (type) return listed(node, type).map(one => ({ ...one, module: `${module}${one.module}` }))
  const loose = typeOfValues(node)
  if (loose) return [{ address: loose, module, type: loose, node, values: node, unknownAfter: undefined }]
  const inner = isList(member(node, "resources")) ? `${node.range.start} ` : module
  return node.entries.flatMap(({ key, value }) => (otherMatters.has(key) ? [] : resourcesIn(value, isWanted, inner)))
}

function isGroupOrRule(type: string): boolean {
  return type === groupType || type === ruleType
}

/** The type of a managed group or rule, by itself or by its address; undefined for anything else. */
export function typeOf(node: MapNode, isWanted: (type: string) => boolean = isGroupOrRule): string | undefined {
  if (isDataSource(node)) return undefined
  const address = /(?:^|\.)(\w+)\.[^.]+$/.exec(withoutIndexes(textOf(member(node, "address")) ?? ""))
  const type = textOf(member(node, "type")) ?? address?.[1]
  return type !== undefined && isWanted(type) ? type : undefined
}

function isDataSource(node: MapNode): boolean {
  return textOf(member(node, "mode")) === "data"
}

/** An address without what `count` and `for_each` put behind names. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[("([^"\\]|\\.)*"|[^\]]{0,500})\]/g, "")
}

/** Beside what a plan makes: what it found, what it is written in, and what a state says about its own resources. */
const otherMatters = new Set(["before", "prior_state", "resource_drift", "configuration", "relevant_attributes"])

/** A resource that names its type, with its values under one of several names. */
function listed(node: MapNode, type: string): readonly TerraformResource[] {
  const instances = member(node, "instances")
  if (isList(instances)) return instances.items.filter(isMap).flatMap(instance => instanceOf(node, type, instance))
  const change = member(node, "change")
  if (change) return valuesOf(node, type, member(change, "after"), member(change, "after_unknown"))
  if (textOf(member(node, "deposed_key")) !== undefined) return []
  return valuesOf(
    node,
    type,
    member(node, "values") ?? member(node, "attributes") ?? memberAt(node, "primary", "attributes"),
  )
}

/** A resource with these values; none where there are none, as before it is made and after it is deleted. */
export function valuesOf(
  node: MapNode,
  type: string,
  values: Node | undefined,
  unknownAfter?: Node,
): readonly TerraformResource[] {
  if (!isMap(values)) return []
  const address = textOf(member(node, "address")) ?? `${type}.${textOf(member(node, "name")) ?? node.range.start}`
  return [{ address, module: moduleOf(address, type), type, node, values: withoutFlatKeys(values), unknownAfter }]
}

/** One of the resources that `count` or `for_each` made, in a raw state. What is deposed is only waiting to be deleted. */
function instanceOf(node: MapNode, type: string, instance: MapNode): readonly TerraformResource[] {
  const values = member(instance, "attributes") ?? member(instance, "attributes_flat")
  if (!isMap(values) || textOf(member(instance, "deposed")) !== undefined) return []
  const module = textOf(member(node, "module")) ?? ""
  const index = member(instance, "index_key")
  const suffix = index?.kind === "scalar" ? `[${JSON.stringify(index.value)}]` : ""
  const address = `${module === "" ? "" : `${module}.`}${type}.${textOf(member(node, "name")) ?? ""}${suffix}`
  return [{ address, module, type, node: instance, values: withoutFlatKeys(values), unknownAfter: undefined }]
}

function moduleOf(address: string, type: string): string {
  const at = address.lastIndexOf(`${type}.`)
  return at > 0 ? address.slice(0, at - 1) : ""
}

/**
 * The type of a resource of which only the values are there: told by what no other document has. A provider's schema has the
 * same names, with a description of each in the place of a value.
 */
function typeOfValues(node: MapNode): string | undefined {
  const [group, direction] = [member(node, "network_security_group_name"), member(node, "direction")]
  if (group && direction && !isMap(group) && !isMap(direction)) return ruleType
  const rules = member(node, "security_rule")
  const isEmpty = isList(rules) && rules.items.length === 0 && member(node, "resource_group_name") !== undefined
  return isEmpty || itemsOf(rules).some(rule => member(rule, "direction")) ? groupType : undefined
}
