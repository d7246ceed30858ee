import { entriesOf, isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { type NameSegment, nameSegments } from "./name-segments.ts"

/** A resource of an ARM template, wherever it stands: at the top, in another resource, in a nested deployment. */
export interface ArmResource {
  readonly node: MapNode
  /** The full type in lower case. */
  readonly type: string
  /** The name's segments, those of the resources around it first. */
  readonly name: readonly NameSegment[]
  /** Where the name is written. */
  readonly nameNode: Node | undefined
  /** Which template it stands in: names are compared within one. */
  readonly template: TemplateScope
  /** The condition's text, its own or a surrounding deployment's, unless it is literally true. */
  readonly condition?: string
  /** Declared for reference only (`existing`): the deployment does not change it. */
  readonly existing: boolean
  /** The loop it is made by, or the deployment around it. */
  readonly copy?: MapNode
}

export interface TemplateScope {
  /** Different for each template in a document. */
  readonly id: string
  /** Which parameters and variables its expressions see: equal scopes mean equal values. */
  readonly expressions: string
}

/** All resources of a template in the order of the text. Those whose condition is literally false are left out. */
export function armResources(template: Node): readonly ArmResource[] {
  return armResourcesIn(resourceNodes(member(template, "resources")))
}

export function armResourcesIn(nodes: readonly Node[]): readonly ArmResource[] {
  const found: ArmResource[] = []
  collect(nodes, { template: { id: "", expressions: "" } }, found)
  return found
}

/** What resources inherit from where they stand. */
interface Surroundings {
  readonly template: TemplateScope
  readonly parent?: ArmResource
  readonly condition?: string
  readonly copy?: MapNode
}

function collect(nodes: readonly Node[], around: Surroundings, found: ArmResource[]): void {
  for (const node of nodes) {
    const type = textOf(member(node, "type"))
    if (type === undefined || !isMap(node) || isSnippet(node)) continue
    const resource = armResource(node, type, around)
    if (!resource) continue
    found.push(resource)
    if (resource.type === "microsoft.resources/deployments") collectNested(resource, found)
    else
      collect(
        resourceNodes(member(node, "resources")),
        { template: around.template, parent: resource, ...inherited(around) },
        found,
      )
  }
}

/** A list, or since language version 2.0 an object with symbolic names. */
function resourceNodes(resources: Node | undefined): readonly Node[] {
  return isMap(resources) ? entriesOf(resources).map(entry => entry.value) : itemsOf(resources)
}

/** A snippet's place to fill in, `${1:name}`: the text is a pattern for templates and not one itself. */
function isSnippet(node: Node): boolean {
  return /\$\{\d+:/.test(textOf(member(node, "name")) ?? "")
}

/** Children do not inherit their parent's condition: Azure judges them apart. */
function inherited({ condition, copy }: Surroundings): Pick<Surroundings, "condition" | "copy"> {
  return { ...(condition !== undefined && { condition }), ...(copy && { copy }) }
}

function armResource(node: MapNode, ownType: string, around: Surroundings): ArmResource | undefined {
  const own = conditionOf(node)
  if (own === false) return undefined
  const { parent, template } = around
  const isFullType = /^microsoft\./i.test(ownType)
  const type = (parent && !isFullType ? `${parent.type}/${ownType}` : ownType).toLowerCase()
  const nameNode = member(node, "name")
  const name = nameSegments(textOf(nameNode) ?? "")
  const copy = member(node, "copy")
  const condition = [around.condition, own].filter(text => text !== undefined && text !== true).join(" and ")
  return {
    node,
    type,
    name: parent && name.length < type.split("/").length - 1 ? [...parent.name, ...name] : name,
    nameNode,
    template,
    existing: isTrue(member(node, "existing")),
    ...(condition !== "" && { condition }),
    ...(isMap(copy) ? { copy } : around.copy && { copy: around.copy }),
  }
}

/** False where the resource is surely absent, true where it is surely there, else the condition's text. */
function conditionOf(node: MapNode): string | boolean {
  const condition = member(node, "condition")
  if (condition?.kind === "unknown") return condition.unknown.identity
  if (condition?.kind !== "scalar" || condition.value === null) return true
  if (typeof condition.value !== "string") return condition.value !== false
  if (/^(\[true\(\)\]|true)$/i.test(condition.value)) return true
  return /^(\[false\(\)\]|false)$/i.test(condition.value) ? false : condition.value
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === "scalar" && node.value === true
}

/** The template of a nested deployment, whose expressions see its own parameters only when its scope is `inner`. */
function collectNested(deployment: ArmResource, found: ArmResource[]): void {
  const properties = member(deployment.node, "properties")
  const scope = textOf(memberAt(properties, "expressionEvaluationOptions", "scope"))
  const id = `${deployment.template.id}/${deployment.node.range.start}`
  const expressions = scope?.toLowerCase() === "inner" ? id : deployment.template.expressions
  const resources = resourceNodes(memberAt(properties, "template", "resources"))
  collect(resources, { template: { id, expressions }, ...inherited(deployment) }, found)
}
