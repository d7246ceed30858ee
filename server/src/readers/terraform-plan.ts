import { isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"
import type { Reader } from "./dialect-reader.ts"
import type { LocatedGroup } from "./reader.ts"
import { terraformConfiguration } from "./terraform-configuration.ts"
import { terraformGroups } from "./terraform-groups.ts"
import { plannedResources } from "./terraform-planned-resources.ts"
import { groupType, resourcesIn, ruleType, type TerraformResource, typeOf, valuesOf } from "./terraform-resources.ts"

/**
 * `terraform show -json` of a plan or a state, a raw state, and extracts of them. Of a plan that is read which will be,
 * and what is known only after apply is unknown; what the plan found before is kept beside it.
 */
export const terraformPlan: Reader = {
  keyWords: [groupType, ruleType, '"security_rule"', '"network_security_group_name"'],
  read({ roots: [root], language }) {
    if (language !== "json" || isConfiguration(root)) return undefined
    const plan = planIn(root)
    const changes = changesIn(plan ? member(plan, "resource_changes") : root)
    const isPlan = plan !== undefined || changes.length > 0
    const groups = isPlan ? plannedGroups(plan ?? root, changes) : terraformGroups(resourcesIn(root))
    const before = isPlan ? groupsBefore(plan, changes) : []
    if (groups.length === 0 && !isPlan && !isState(root)) return undefined
    return { dialect: "tf-plan", groups, ...(before.length > 0 && { before }) }
  },
  resources(document) {
    const {
      roots: [root],
      language,
    } = document
    if (language !== "json" || isConfiguration(root) || !hasWord(document, "azurerm_")) return []
    const plan = planIn(root)
    return plannedResources(member(plan, "planned_values") ?? member(plan, "resource_changes") ?? plan ?? root, plan)
  },
}

/** Terraform's own JSON syntax, whose values are expressions, where it holds no resource itself. */
function isConfiguration(root: Node | undefined): boolean {
  return ["resource", "module", "variable", "locals", "provider"].some(key => isMap(member(root, key)))
}

/** A state, even where it holds no group: nobody else is to read the data sources in it. */
function isState(root: Node | undefined): boolean {
  return member(root, "terraform_version") !== undefined || member(root, "format_version") !== undefined
}

/** The plan itself, which policy tools wrap up. */
function planIn(root: Node | undefined): Node | undefined {
  if (member(root, "planned_values") || isList(member(root, "resource_changes"))) return root
  return [member(root, "input"), member(root, "plan")].map(inner => inner && planIn(inner)).find(plan => plan)
}

function plannedGroups(plan: Node | undefined, changes: readonly MapNode[]): readonly LocatedGroup[] {
  const unknownAfter = new Map(changes.map(change => [textOf(member(change, "address")), unknownIn(change)]))
  const resources = resourcesIn(member(plan, "planned_values") ?? member(plan, "resource_changes") ?? plan)
  return terraformGroups(
    resources.map(one => ({ ...one, unknownAfter: one.unknownAfter ?? unknownAfter.get(one.address) })),
    {
      configuration: terraformConfiguration(plan),
      rulesBefore: changes.flatMap(resourceBefore).filter(({ type }) => type === ruleType),
    },
  )
}

function unknownIn(change: Node): Node | undefined {
  return memberAt(change, "change", "after_unknown")
}

function groupsBefore(plan: Node | undefined, changes: readonly MapNode[]): readonly LocatedGroup[] {
  const prior = memberAt(plan, "prior_state", "values")
  return terraformGroups(prior ? resourcesIn(prior) : changes.flatMap(resourceBefore))
}

/** A resource as the plan found it: nothing where the plan makes it anew. */
function resourceBefore(change: MapNode): readonly TerraformResource[] {
  return valuesOf(change, typeOf(change) ?? "", memberAt(change, "change", "before"))
}

/** The changes of groups and rules; data sources are not changed but read. */
function changesIn(node: Node | undefined): readonly MapNode[] {
  if (isList(node)) return node.items.flatMap(changesIn)
  if (!isMap(node)) return []
  if (!member(node, "change")) return node.entries.flatMap(({ value }) => changesIn(value))
  return typeOf(node) ? [node] : []
}
