import { terraformTypes } from "../azure/resource-types.ts"
import { textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { ResourceRef, ResourceSymbol } from "../values/resource-ref.ts"
import { dollarIdentity } from "./expression-text.ts"
import type { ReferenceTarget } from "./located-resource.ts"
import { nameOrUnknown, textReference } from "./reference-text.ts"

/** What a value of Terraform's refers to: `${azurerm_subnet.web.id}`, an id, a name. */
export function terraformReference(value: Node | undefined, target: ReferenceTarget): ResourceRef | undefined {
  const text = value?.kind === "unknown" ? value.text : textOf(value)
  if (text === undefined) return undefined
  const path = /^\$\{(.+)\.(id|name)\}$/.exec(text)?.[1]
  return (path === undefined ? undefined : addressReference(path)) ?? textReference(text, target, dollarIdentity)
}

/** A resource of this address; undefined where it is none of one. */
function addressReference(path: string): ResourceRef | undefined {
  const type = /(?:^|\.)(azurerm_\w+)\.[\w-]+(?:\[[^\]]*\])?$/.exec(path)?.[1]
  const known = type === undefined ? undefined : terraformTypes.typeOf(type)
  return known && { type: known.toLowerCase(), name: [], symbol: terraformSymbol(path) }
}

/** `module.net.azurerm_subnet.web[0]`: what stands in the last brackets says which of several it is. */
export function terraformSymbol(address: string): ResourceSymbol {
  const open = address.endsWith("]") ? address.indexOf("[", address.lastIndexOf("]", address.length - 2) + 1) : -1
  if (open < 0) return { address }
  const [path, index] = [address.slice(0, open), address.slice(open + 1, -1)]
  const isLiteral = /^(\d+|".*")$/.test(index)
  return { address: path, index: isLiteral ? index : nameOrUnknown(`\${${index}}`, dollarIdentity) }
}
