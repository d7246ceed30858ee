import * as l10n from "@vscode/l10n"
import { terraformTypes } from "../azure/resource-types.ts"
import { terraformAssociations } from "../azure/terraform-relations.ts"
import { entriesOf, isList, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { ReadResource } from "./located-resource.ts"
import { isEmpty } from "./rule-reading.ts"
import { terraformResource } from "./terraform-block.ts"
import { terraformConfiguration } from "./terraform-configuration.ts"
import { resourcesIn, type TerraformResource } from "./terraform-resources.ts"
import { type ToolResource, toolResources } from "./tool-resources.ts"

/** The resources of which a network is made in what Terraform prints; `plan` where its configuration says more of them. */
export function plannedResources(root: Node | undefined, plan: Node | undefined): readonly ReadResource[] {
  const configuration = terraformConfiguration(plan)
  const found = resourcesIn(root, type => terraformTypes.typeOf(type) !== undefined || terraformAssociations.has(type))
  return toolResources(found.flatMap(each => networkResource(each, configuration.expressionsOf(each.address)) ?? []))
}

function networkResource(resource: TerraformResource, expressions: Node | undefined): ToolResource | undefined {
  const { type: kind, address, node, values } = resource
  const path = address.slice(0, address.lastIndexOf(`${kind}.`))
  return terraformResource({
    ...{ kind, address, node },
    nameRange: member(values, "name")?.range ?? member(node, "address")?.range ?? startOf(node.range),
    value: key => withReferences(member(values, key), member(expressions, key), path),
  })
}

/**
 * A value with what it refers to in the place of what is known only after apply: the configuration has the addresses,
 * which are those of the module.
 */
function withReferences(value: Node | undefined, expression: Node | undefined, path: string): Node | undefined {
  if (!expression) return value
  if (member(expression, "references")) {
    return value && !isEmpty(value) ? value : (referenceNode(expression, path) ?? value)
  }
  if (isList(expression)) return withListReferences(value, expression.items, path)
  if (!isMap(expression) || (value && !isMap(value))) return value
  const own = entriesOf(value)
  const known = own.map(entry => withValue(entry, withReferences(entry.value, member(expression, entry.key), path)))
  const others = expression.entries.filter(({ key }) => !own.some(entry => entry.key === key))
  const added = others.map(entry => withValue(entry, withReferences(undefined, entry.value, path)))
  return { kind: "map", range: (value ?? expression).range, entries: [...known, ...added].flatMap(each => each ?? []) }
}

/** Blocks of which as many are planned as are written. */
function withListReferences(value: Node | undefined, blocks: readonly Node[], path: string): Node | undefined {
  const items = itemsOf(value)
  if (!isList(value) || items.length !== blocks.length) return value
  return { ...value, items: items.map((item, index) => withReferences(item, blocks[index], path) ?? item) }
}

function withValue(entry: Entry, value: Node | undefined): Entry | undefined {
  return value && { ...entry, value }
}

/** A value, or a list of them, that is that of another resource. */
function referenceNode(expression: Node, path: string): Node | undefined {
  const texts = itemsOf(member(expression, "references")).flatMap(each => textOf(each) ?? [])
  const [first, ...others] = texts
    .filter(text => /\.(id|name)$/.test(text))
    .map((text): Node => {
      const address = `${path}${text}`
      const unknown = { identity: address, reason: l10n.t`it is known only after terraform apply` }
      return { kind: "unknown", range: expression.range, unknown, text: `\${${address}}` }
    })
  if (!first || others.length === 0) return first
  return { kind: "list", range: expression.range, items: [first, ...others] }
}
