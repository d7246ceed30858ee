import { withLoop } from "../expressions/environment.ts"
import { countOf, expand, runsAtAll } from "../expressions/expand.ts"
import { scalar, unknownValue } from "../expressions/value.ts"
import { entriesOf, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { type NameSegment, nameSegments } from "./arm-name.ts"
import { type ArmScope, nestedTemplate } from "./arm-scope.ts"

/** A resource that ARM would make of a template: of the top, in another resource, in a nested deployment, by a loop. */
export interface ArmResource {
  /** As written: its expressions are evaluated in the environment of `scope` by whoever needs them. */
  readonly node: MapNode
  /** The full type in lower case. */
  readonly type: string
  /** The name's segments, those of the resources around it first. */
  readonly name: readonly NameSegment[]
  /** Where the name is written. */
  readonly nameNode: Node | undefined
  readonly scope: ArmScope
  /** The condition's text, its own or a surrounding deployment's, unless it is surely true. */
  readonly condition?: string
  /** Absent with the parameters' defaults, but another deployment may make it: its condition asks for a parameter. */
  readonly absentByDefault: boolean
  /** Declared for reference only (`existing`): the deployment does not change it. */
  readonly existing: boolean
  /** The zero-based iteration of the loop that makes it, its own or a surrounding one's. */
  readonly iteration?: number
  /** It stands for any number of resources: how often its loop runs is not known. */
  readonly uncounted: boolean
}

const network = "microsoft.network/"
export const groupType = `${network}networksecuritygroups`
export const ruleType = `${groupType}/securityrules`
const deploymentType = "microsoft.resources/deployments"

/** Steps of the document's budget: loops in deployments in loops would make more resources than anyone can read. */
const resourceCost = 50

/** The resources of a template that concern groups, in the order of the text. Those that are surely absent are left out. */
export function armResources(template: MapNode, scope: ArmScope): readonly ArmResource[] {
  return armResourcesIn(resourceNodes(member(template, "resources")), scope)
}

/** The same of resources that stand without their template. */
export function armResourcesIn(nodes: readonly Node[], scope: ArmScope): readonly ArmResource[] {
  const found: ArmResource[] = []
  collect(nodes, { scope, absentByDefault: false, uncounted: false }, found)
  return found
}

/** Of the types that can hold a group or a rule, apart from those that are one. */
export function isNetworkType(type: string): boolean {
  return type.startsWith(network)
}

/** What resources inherit from where they stand. */
interface Surroundings
  extends Pick<ArmResource, "scope" | "condition" | "absentByDefault" | "iteration" | "uncounted"> {
  readonly parent?: Pick<ArmResource, "type" | "name">
}

/** A list, or since language version 2.0 an object with symbolic names. */
export function resourceNodes(resources: Node | undefined): readonly Node[] {
  return isMap(resources) ? entriesOf(resources).map(entry => entry.value) : itemsOf(resources)
}

function collect(nodes: readonly Node[], around: Surroundings, found: ArmResource[]): void {
  for (const node of nodes) {
    const ownType = textOf(member(node, "type"))
    if (!isMap(node) || ownType === undefined) continue
    const type = fullType(ownType, around.parent?.type)
    if ((!isRead(type) && !member(node, "resources")) || isSnippet(node)) continue
    for (const place of placesOf(node, around)) {
      if (!place.scope.environment.evaluation.spend(resourceCost)) return
      collectResource(node, type, place, found)
    }
  }
}

/** Only what can hold a group or a rule, or a template that does, is evaluated at all. */
function isRead(type: string): boolean {
  return isNetworkType(type) || type === deploymentType
}

/** A snippet's place to fill in, `${1:name}`: the text is a pattern for templates and not one itself. */
export function isSnippet(node: Node): boolean {
  return /\$\{\d+:/.test(textOf(member(node, "name")) ?? "")
}

/** The type of a resource within one of another type, if within one at all. */
export function fullType(ownType: string, parent: string | undefined): string {
  const isFull = parent === undefined || /^microsoft\./i.test(ownType)
  return (isFull ? ownType : `${parent}/${ownType}`).toLowerCase()
}

function collectResource(node: MapNode, type: string, place: Surroundings, found: ArmResource[]): void {
  const own = conditionOf(node, place.scope)
  const byDefault = own === false && asksForParameter(node)
  const text = byDefault ? textOf(member(node, "condition")) : own
  const condition = typeof text === "string" ? joinConditions(place.condition, text) : place.condition
  const { condition: _, parent, ...rest } = place
  const nameNode = member(node, "name")
  const resource: ArmResource = {
    ...rest,
    node,
    type,
    name: fullName(nameSegments(nameNode, place.scope.environment), type, parent),
    nameNode,
    existing: isTrue(member(node, "existing")),
    absentByDefault: place.absentByDefault || byDefault,
    ...(condition !== undefined && { condition }),
  }
  // Azure judges the children of an absent resource apart, and does not pass its condition on to them.
  collect(itemsOf(member(node, "resources")), { ...place, parent: resource }, found)
  if (own === false && !byDefault) return
  found.push(resource)
  if (type === deploymentType) collectNested(resource, found)
}

function fullName(own: readonly NameSegment[], type: string, parent: Surroundings["parent"]): readonly NameSegment[] {
  return parent && own.length < type.split("/").length - 1 ? [...parent.name, ...own] : own
}

function collectNested(deployment: ArmResource, found: ArmResource[]): void {
  const { node, scope, condition, absentByDefault, iteration, uncounted } = deployment
  const nested = nestedTemplate(node, scope, iteration === undefined ? "" : `#${iteration}`)
  if (!nested) return
  const inherited = { ...(condition !== undefined && { condition }), ...(iteration !== undefined && { iteration }) }
  const around = { scope: nested.scope, absentByDefault, uncounted, ...inherited }
  collect(resourceNodes(member(nested.template, "resources")), around, found)
}

/** Where a resource stands, once for each iteration of its loop. */
function placesOf(node: MapNode, around: Surroundings): readonly Surroundings[] {
  const copy = member(node, "copy")
  if (!isMap(copy)) return [around]
  const { environment } = around.scope
  const name = textOf(member(copy, "name")) ?? ""
  const place = (index: Parameters<typeof withLoop>[1]["index"]) => ({
    ...around,
    scope: { ...around.scope, environment: withLoop(environment, { name, of: "resource", index }) },
  })
  const count = countOf(copy, environment)
  if (typeof count === "number") {
    return Array.from({ length: count }, (_, iteration) => ({ ...place(scalar(iteration, copy.range)), iteration }))
  }
  const identity = `copyindex('${name.toLowerCase()}')@${copy.range.start}${around.scope.template}`
  const condition = joinConditions(around.condition, runsAtAll(count))
  return [{ ...place(unknownValue(identity, count.unknown.reason, copy.range)), uncounted: true, condition }]
}

/** False where the resource is surely absent, true where it is surely there, else the condition's text. */
function conditionOf(node: MapNode, { environment }: ArmScope): string | boolean {
  const written = member(node, "condition")
  const condition = written && expand(written, environment)
  if (!condition || (condition.kind === "scalar" && condition.value === null)) return true
  if (condition.kind === "unknown") return condition.text ?? condition.unknown.identity
  const word = condition.kind === "scalar" ? String(condition.value).toLowerCase() : ""
  if (word === "true" || word === "false") return word === "true"
  return textOf(written) ?? "a condition that is neither true nor false"
}

/** Whether the condition's answer is only that of the parameters at hand, which are the deployment's to choose. */
function asksForParameter(node: MapNode): boolean {
  return /\bparameters\s*\(/i.test(textOf(member(node, "condition")) ?? "")
}

function joinConditions(outer: string | undefined, own: string): string {
  return outer === undefined ? own : `${outer} and ${own}`
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === "scalar" && node.value === true
}
