import type { Evaluation } from "../expressions/evaluation.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, isList, isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { noNames, type TemplateNames, templateNames } from "./arm-names.ts"
import { networkParts } from "./arm-network-parts.ts"
import { fullType, groupType, isSnippet, mayHoldGroup, resourceNodes, ruleType } from "./arm-resources.ts"
import { isInnerScope } from "./arm-scope.ts"
import { type FaultSearch, faultSearch, faultsFound, searchFaults } from "./expression-faults.ts"
import { meantType } from "./misspelt-type.ts"
import type { ExpressionFault } from "./reader.ts"

/**
 * What Azure's validation refuses in the expressions of groups, rules and the networks around them, and of whatever these
 * name: faults of the text, said once however often a loop or a module makes something of it.
 */
export function templateFaults(
  template: MapNode,
  document: SyntaxDocument,
  evaluation: Evaluation,
): readonly ExpressionFault[] {
  const search = faultSearch(document, evaluation)
  searchResources(resourceNodes(member(template, "resources")), templateNames(template), search)
  return faultsFound(search)
}

/** The same of resources that stand without their template. */
export function fragmentFaults(
  nodes: readonly Node[],
  document: SyntaxDocument,
  evaluation: Evaluation,
): readonly ExpressionFault[] {
  const search = faultSearch(document, evaluation)
  searchResources(nodes, noNames, search)
  return faultsFound(search)
}

function searchResources(nodes: readonly Node[], names: TemplateNames, search: FaultSearch, parent?: string): void {
  for (const node of nodes) {
    if (!isMap(node) || isSnippet(node)) continue
    const ownType = textOf(member(node, "type"))
    if (parent === undefined && isGroupWithoutType(node, ownType))
      search.found.push(typeFault(node, ownType ?? "", groupName))
    if (ownType === undefined) continue
    const type = fullType(ownType, parent)
    const instead = meantType(type)
    if (instead !== undefined) search.found.push(typeFault(node, ownType, instead))
    for (const part of partsOf(node, type)) searchFaults({ node: part, names }, search)
    searchResources(itemsOf(member(node, "resources")), names, search, type)
    searchNested(node, names, search)
  }
}

/** Rules in a list, in a resource whose type is missing, or is not whole yet. */
function isGroupWithoutType(node: MapNode, type = ""): boolean {
  return isList(memberAt(node, "properties", "securityRules")) && !/^[^/]+\/[^/]/.test(type)
}

const groupName = "Microsoft.Network/networkSecurityGroups"

/** As the resource has it: in full, or by its own name within another one. */
function typeFault(node: MapNode, text: string, instead: string): ExpressionFault {
  const shown = text.includes("/") || text === "" ? instead : (instead.split("/").at(-1) ?? instead)
  return { kind: "type", text, instead: shown, range: member(node, "type")?.range ?? startOf(node.range) }
}

/** The parts of a resource that make a group or rule, or that say where a group applies. */
function partsOf(node: MapNode, type: string): readonly Node[] {
  if (type === groupType || type === ruleType) {
    return node.entries.flatMap(({ key, value }) => (unsearched.has(key.toLowerCase()) ? [] : [value]))
  }
  const embedded = mayHoldGroup(type) ? embeddedGroups(member(node, "properties")) : []
  return [...embedded, ...networkParts(node, type)]
}

/** Resources of their own, and remarks that Azure does not read. */
const unsearched: ReadonlySet<string> = new Set(["resources", "comments", "metadata"])

function embeddedGroups(node: Node | undefined): readonly Node[] {
  if (node?.kind === "list") return node.items.flatMap(embeddedGroups)
  return entriesOf(node).flatMap(({ key, value }) => {
    const isGroup = key.toLowerCase() === "networksecuritygroup" && member(value, "properties") !== undefined
    return isGroup ? [value] : embeddedGroups(value)
  })
}

/** In inner scope a nested template has names of its own; else its expressions see the ones around it. */
function searchNested(deployment: MapNode, names: TemplateNames, search: FaultSearch): void {
  const template = memberAt(deployment, "properties", "template")
  if (!isMap(template)) return
  const parameters = memberAt(deployment, "properties", "parameters")
  const own = isInnerScope(deployment)
    ? templateNames(template, parameters && { node: parameters, names })
    : { ...names, unseen: templateNames(template) }
  searchResources(resourceNodes(member(template, "resources")), own, search)
}
