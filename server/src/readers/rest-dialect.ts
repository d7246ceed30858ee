import type { SyntaxDocument } from "../syntax/document.ts"
import { entryOf, isMap, member } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import type { Dialect } from "./reader.ts"
import type { Findings } from "./rest-find.ts"

/** Which tool printed the API's output, told by the marks each leaves. */
export function restDialect({ roots: [root], language }: SyntaxDocument, { groups, rules }: Findings): Dialect {
  if (member(root, "parameters") && member(root, "responses")) return "rest-examples"
  const resource = groups[0]?.node ?? rules[0]?.items.find(isMap)
  if (!resource) return "az-rest-json"
  if (entryOf(resource, "ResourceId") && entryOf(resource, "Properties")) return "resource-export"
  if (isPowerShell(resource)) return "powershell-json"
  if (has(resource, "tenantId") && has(resource, "subscriptionId")) return "resource-graph"
  if (isFragment(resource)) return "arm-fragment"
  if (isMap(member(resource, "properties"))) return "az-rest-json"
  return language === "yaml" ? "az-cli-yaml" : "az-cli-json"
}

function isPowerShell(resource: MapNode): boolean {
  return ["SecurityRules", "DefaultSecurityRules", "SourceAddressPrefix"].some(key => entryOf(resource, key))
}

/** A rule's properties alone, as a template takes them in from a file: nothing that a tool prints is without a name. */
function isFragment(resource: MapNode): boolean {
  return !["name", "id", "properties"].some(key => has(resource, key))
}

function has(node: Node, key: string): boolean {
  return member(node, key) !== undefined
}
