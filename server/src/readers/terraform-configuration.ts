import { entriesOf, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { groupType, withoutIndexes } from "./terraform-resources.ts"

/** What a plan says of the configuration that it was made from; addresses are compared without indexes. */
export interface TerraformConfiguration {
  /** The address of the group whose name a rule takes. */
  groupOf(rule: string): string | undefined
  /** Whether a group states rules of its own: if not, those in its values are what was found in Azure. */
  statesRules(group: string): boolean
  /** The expressions of a resource's arguments. */
  expressionsOf(resource: string): Node | undefined
}

export function terraformConfiguration(plan: Node | undefined): TerraformConfiguration {
  const groupOf = new Map<string, string>()
  const stating = new Set<string>()
  const byAddress = new Map<string, Node | undefined>()
  for (const { address, expressions, path } of configured(memberAt(plan, "configuration", "root_module"), "")) {
    byAddress.set(address, expressions)
    const group = referencedGroup(member(expressions, "network_security_group_name"))
    if (group !== undefined) groupOf.set(address, path + group)
    if (member(expressions, "security_rule")) stating.add(address)
  }
  return {
    groupOf: rule => groupOf.get(withoutIndexes(rule)),
    statesRules: group => stating.has(withoutIndexes(group)),
    expressionsOf: resource => byAddress.get(withoutIndexes(resource)),
  }
}

interface ConfiguredResource {
  readonly address: string
  readonly expressions: Node | undefined
  /** The address of its module, with a dot behind. */
  readonly path: string
}

/** The resources of a module and of all modules that it calls. */
function configured(module: Node | undefined, path: string): readonly ConfiguredResource[] {
  const own = itemsOf(member(module, "resources")).map(resource => ({
    address: path + (textOf(member(resource, "address")) ?? ""),
    expressions: member(resource, "expressions"),
    path,
  }))
  const calls = entriesOf(member(module, "module_calls"))
  return [...own, ...calls.flatMap(({ key, value }) => configured(member(value, "module"), `${path}module.${key}.`))]
}

function referencedGroup(expression: Node | undefined): string | undefined {
  const texts = itemsOf(member(expression, "references")).map(textOf)
  const group = texts.find(text => text && groupAddress.test(withoutIndexes(text)))
  return group && withoutIndexes(group)
}

const groupAddress = new RegExp(`^${groupType}\\.[\\w-]+$`)
