import type { SyntaxDocument } from "../syntax/document.ts"
import { entryOf, isMap, member, memberAt } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import type { Dialect } from "./reader.ts"
import type { Findings } from "./rest-find.ts"

/** Which tool printed the API's output, told by the marks each leaves. */
export function restDialect({ roots: [root], language }: SyntaxDocument, { groups, rules }: Findings): Dialect {
  if (member(root, "parameters") && member(root, "responses")) return "rest-examples"
  const resource = groups[0] ?? rules[0]?.nodes[0]
  if (!resource) return "az-rest-json"
  if (entryOf(resource, "ResourceId") && entryOf(resource, "Properties")) return "resource-export"
  if (isPowerShell(resource)) return "powershell-json"
  if (has(resource, "tenantId") && has(resource, "subscriptionId")) return "resource-graph"
  if (!isMap(member(resource, "properties"))) return language === "yaml" ? "az-cli-yaml" : "az-cli-json"
  return isFragment(resource) ? "arm-fragment" : "az-rest-json"
}

function isPowerShell(resource: MapNode): boolean {
  return ["SecurityRules", "DefaultSecurityRules", "SourceAddressPrefix"].some(key => entryOf(resource, key))
}

/** Written by hand, and not by the API: it has a name, but nothing that only the service gives. */
function isFragment(resource: MapNode): boolean {
  const isGiven = has(resource, "id") || has(resource, "etag") || memberAt(resource, "properties", "provisioningState")
  return has(resource, "name") && !isGiven
}

function has(node: Node, key: string): boolean {
  return member(node, key) !== undefined
}
