import { resourceType } from "../azure/resource-types.ts"
import type { Environment } from "../expressions/environment.ts"
import { countOf, expand, runsAtAll } from "../expressions/expand.ts"
import { scalar, unknownValue, type Value } from "../expressions/value.ts"
import { entriesOf, isMap, isTrue, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { lazily } from "../values/lazily.ts"
import { type ArmPresence, byDefault, givenAgainst, underCondition, underIdleLoop, underLoop } from "./arm-condition.ts"
import { type NameFault, type NameSegment, nameSegments, segmentFault } from "./arm-name.ts"
import { deploymentType } from "./arm-outputs.ts"
import { type ArmScope, iterationMark, type NestedTemplate, nestedTemplate, scopeInLoop } from "./arm-scope.ts"
import { anyValues, asByDefault } from "./arm-supposition.ts"
import type { LeftOut } from "./left-out.ts"
import type { Unread } from "./located-resource.ts"
import type { TemplateCall } from "./reader.ts"

/** A resource that ARM would make of a template: of the top, in another resource, in a nested deployment, by a loop. */
export interface ArmResource extends ArmPresence {
  /** As written: its expressions are evaluated in the environment of `scope` by whoever needs them. */
  readonly node: MapNode
  /** The full type in lower case. */
  readonly type: string
  /** The name's segments, those of the resources around it first. */
  readonly name: readonly NameSegment[]
  /** Where the name is written. */
  readonly nameNode: Node | undefined
  /** Declared for reference only (`existing`): the deployment does not change it. */
  readonly existing: boolean
  /** The zero-based iteration of the loop that makes it, its own or a surrounding one's. */
  readonly iteration?: number
  /** It stands for any number of resources: how often its loop runs is not known. */
  readonly uncounted: boolean
  /** Of a deployment, why the template that it links is not read. */
  readonly unread?: Unread
  /** Of a rule, that its own name has too few or too many segments for where it stands. */
  readonly nameFault?: NameFault
}

const network = "microsoft.network/"
export const groupType = `${network}networksecuritygroups`
export const ruleType = `${groupType}/securityrules`
/** A scale set has its network interfaces inside, a machine refers to its own. */
const scaleSetType = "microsoft.compute/virtualmachinescalesets"

/** Steps of the document's budget: loops in deployments in loops would make more resources than anyone can read. */
const resourceCost = 50
/** The same of an NSG, which is judged. */
const groupCost = 200

/** The resources of a template that concern a network, in the order of the text. Those that are surely absent are left out. */
export interface ArmResources {
  /** All that can hold a group, or have been read with one. */
  readonly found: readonly ArmResource[]
  /** Groups and rules that are absent for the values that parameters are given. */
  readonly left: readonly LeftOutResource[]
  readonly calls: readonly TemplateCall[]
  /** Machines and services, which no group needs: they are evaluated when this is called. */
  others(): readonly ArmResource[]
}

export interface LeftOutResource extends Pick<ArmResource, "type" | "name" | "scope">, Omit<LeftOut, "name"> {}

export function armResources(template: MapNode, scope: ArmScope): ArmResources {
  return armResourcesIn(resourceNodes(member(template, "resources")), scope)
}

/** The same of resources that stand without their template. */
export function armResourcesIn(nodes: readonly Node[], scope: ArmScope): ArmResources {
  const { found, later, left, calls } = collect(nodes, { scope, conditions: [], uncounted: false })
  return { found, left, calls, others: lazily(() => later.flatMap(foundLater)) }
}

/** What is being found. */
interface Collection {
  readonly found: ArmResource[]
  readonly later: Later[]
  readonly left: LeftOutResource[]
  readonly calls: TemplateCall[]
}

const nothing = (): Collection => ({ found: [], later: [], left: [], calls: [] })

function add(collection: Collection, more: Collection): void {
  for (const each of more.found) collection.found.push(each)
  for (const each of more.later) collection.later.push(each)
  for (const each of more.left) collection.left.push(each)
  for (const each of more.calls) collection.calls.push(each)
}

/** A resource that is not evaluated yet. */
interface Later {
  readonly node: MapNode
  readonly type: string
  readonly around: Surroundings
}

function foundLater({ node, type, around }: Later): readonly ArmResource[] {
  return collectPlaces(node, type, around).found
}

/** Of the types that can hold a group or a rule, apart from those that are one. */
export function mayHoldGroup(type: string): boolean {
  return type.startsWith(network) || type === scaleSetType
}

/** What resources inherit from where they stand. */
interface Surroundings extends ArmPresence, Pick<ArmResource, "iteration" | "uncounted"> {
  readonly parent?: Pick<ArmResource, "type" | "name">
}

/** A list, or since language version 2.0 an object with symbolic names. */
export function resourceNodes(resources: Node | undefined): readonly Node[] {
  return isMap(resources) ? entriesOf(resources).map(entry => entry.value) : itemsOf(resources)
}

/** What is made many times comes last, so that it leaves enough of the budget for the rest. */
function collect(nodes: readonly Node[], around: Surroundings): Collection {
  const inOrder = nodes.map(node => ({ node, collection: nothing() }))
  const isLast = ({ node }: { readonly node: Node }) => isMap(member(node, "copy")) || isDeployment(node)
  for (const { node, collection } of inOrder.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)))) {
    const ownType = textOf(member(node, "type"))
    if (!isMap(node) || ownType === undefined) continue
    const type = fullType(ownType, around.parent?.type)
    const isNeeded = isRead(type) || member(node, "resources") !== undefined
    const isLater = !isNeeded && resourceType(type) !== undefined
    if (!(isNeeded || isLater) || isSnippet(node)) continue
    if (isLater) collection.later.push({ node, type, around })
    else add(collection, collectPlaces(node, type, around))
  }
  const whole = nothing()
  for (const { collection } of inOrder) add(whole, collection)
  return whole
}

function isDeployment(node: Node): boolean {
  return textOf(member(node, "type"))?.toLowerCase() === deploymentType
}

/** Ends where the budget is used up: what stands in the document once takes nothing of it. */
function collectPlaces(node: MapNode, type: string, around: Surroundings): Collection {
  const collection = nothing()
  for (const place of placesOf(node, around)) {
    const { evaluation } = place.scope.environment
    const cost = type === groupType ? groupCost : resourceCost
    if (isRepeated(place) && !evaluation.spendOnRepetition(cost)) break
    add(collection, collectResource(node, type, place))
  }
  return collection
}

/** Whether what stands in the document once may be made many times: by a loop, or by the deployments that link its template. */
export function isRepeated({ iteration, scope }: Pick<ArmResource, "iteration" | "scope">): boolean {
  return iteration !== undefined || scope.linking?.call !== undefined
}

/** Only what can hold a group or a rule, or a template that does, is evaluated at every reading. */
function isRead(type: string): boolean {
  return mayHoldGroup(type) || type === deploymentType
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

function collectResource(node: MapNode, type: string, place: Surroundings): Collection {
  const { parent, ...own } = place
  const nameNode = member(node, "name")
  const ownName = nameSegments(nameNode, namingEnvironment(nameNode, place.scope))
  const name = fullName(ownName, type, parent)
  const nameFault = type === ruleType ? ruleNameFault(node, ownName, parent) : undefined
  // Azure judges the children of an absent resource apart, and does not pass its condition on to them.
  const collection = collect(itemsOf(member(node, "resources")), { ...place, parent: { type, name } })
  const present = underCondition(node, own)
  if (!present) {
    const left = type === ruleType || type === groupType ? givenAgainst(node, own) : undefined
    if (left) collection.left.push({ ...left, type, name, scope: own.scope })
    return collection
  }
  const resource = {
    ...present,
    ...{ node, type, name, nameNode, existing: isTrue(member(node, "existing")) },
    ...(nameFault && { nameFault }),
  }
  const mark = iterationMark(member(node, "copy") ? own.iteration : undefined)
  const nested = type === deploymentType ? nestedTemplate(node, present.scope, mark) : undefined
  collection.found.push(typeof nested === "string" ? { ...resource, unread: nested } : resource)
  if (nested && typeof nested !== "string") add(collection, nestedIn(resource, nested))
  return collection
}

/** By the defaults where these give it a name, so that all that refer to it agree; else as all else of it is evaluated. */
function namingEnvironment(nameNode: Node | undefined, scope: ArmScope): Environment {
  const standard = scope.under(asByDefault)
  const name = nameNode && expand(nameNode, standard)
  return name?.kind === "scalar" && name.value !== "" ? standard : scope.environment
}

function fullName(own: readonly NameSegment[], type: string, parent: Surroundings["parent"]): readonly NameSegment[] {
  return parent && own.length < type.split("/").length - 1 ? [...parent.name, ...own] : own
}

/** In a group, a rule that states its type in full may state its name in full, too. */
function ruleNameFault(node: MapNode, own: readonly NameSegment[], parent: Surroundings["parent"]) {
  const isInGroup = parent?.type === groupType
  const isFull = /^microsoft\./i.test(textOf(member(node, "type")) ?? "")
  if (member(node, "scope") || (parent && (!isInGroup || isFull))) return undefined
  return segmentFault(own, member(node, "name"), isInGroup)
}

function nestedIn(deployment: ArmResource, nested: NestedTemplate): Collection {
  const { condition, conditions, absentByDefault, presentByDefault, iteration, uncounted } = deployment
  const around: Surroundings = {
    ...{ scope: nested.scope, conditions, uncounted },
    ...(condition !== undefined && { condition }),
    ...(absentByDefault && { absentByDefault }),
    ...(presentByDefault && { presentByDefault }),
    ...(iteration !== undefined && { iteration }),
  }
  const collection = collect(resourceNodes(member(nested.template, "resources")), around)
  if (nested.isLinked) collection.calls.unshift(callOf(deployment.node, nested))
  return collection
}

function callOf(deployment: MapNode, { template, scope }: NestedTemplate): TemplateCall {
  const properties = member(deployment, "properties")
  const parameters = entriesOf(member(properties, "parameters"))
  const link = member(properties, "templateLink")
  return {
    call: scope.linking?.call ?? scope.template,
    range: template.range,
    link: (member(link, "relativePath") ?? member(link, "uri") ?? link ?? deployment).range,
    handed: new Map(parameters.map(({ key, value }) => [key.toLowerCase(), (member(value, "value") ?? value).range])),
  }
}

/** Where a resource stands, once for each iteration of its loop; of one that runs zero times by default the first. */
function placesOf(node: MapNode, around: Surroundings): readonly Surroundings[] {
  const copy = member(node, "copy")
  if (!isMap(copy)) return [around]
  const { scope } = around
  const name = textOf(member(copy, "name")) ?? ""
  const count = countOf(copy, scope.environment)
  const always = countOf(copy, scope.under(anyValues))
  const taken =
    typeof count === "number" && typeof always !== "number" ? byDefault(around, always.unknown.identity) : around
  const place = (index: Value) => ({ ...taken, scope: scopeInLoop(scope, { name, of: "resource", index }) })
  if (count === 0 && typeof always !== "number") {
    return [underIdleLoop({ ...place(scalar(0, copy.range)), iteration: 0 }, runsAtAll(always))]
  }
  if (typeof count === "number") {
    return Array.from({ length: count }, (_, iteration) => ({ ...place(scalar(iteration, copy.range)), iteration }))
  }
  // Loops that run equally often make pairs: the machine and the network interface of one index belong together.
  const identity = `copyindex()@‹${count.unknown.identity}${around.scope.template}›`
  const index = unknownValue(identity, count.unknown.reason, copy.range)
  return [underLoop({ ...place(index), uncounted: true }, runsAtAll(typeof always === "number" ? count : always))]
}
