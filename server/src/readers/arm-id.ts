import { expand } from "../expressions/expand.ts"
import type { Node } from "../syntax/node.ts"
import { nameSegments } from "./arm-name.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"

/**
 * The end of a network resource's id, `loadbalancers/web/probes/p`, in lower case. Two that are equal are one resource,
 * as far as a template says so; subscription and resource group are left out, for a template hardly ever knows them.
 * Undefined for what is no id of such a resource, or cannot be taken apart.
 */
export function referredId(node: Node | undefined, { environment }: ArmScope): string | undefined {
  if (!node) return undefined
  const text = nameSegments(node, environment)
    .map(({ key }) => withoutQuotes(key))
    .join("/")
  const at = text.indexOf(provider)
  return at < 0 ? undefined : text.slice(at + provider.length)
}

/** The same of a resource of a template itself. */
export function ownId({ type, name, nameNode, scope }: ArmResource): string | undefined {
  const types = type.slice(type.indexOf("/") + 1).split("/")
  const known = name.map(({ key }) => (/^'[^']*'$/.test(key) ? withoutQuotes(key) : undefined))
  if (types.length === known.length && !known.includes(undefined)) {
    return types.map((part, index) => `${part}/${known[index]}`).join("/")
  }
  const value = nameNode && expand(nameNode, scope.environment)
  const isSingle = types.length === 1 && value?.kind === "unknown"
  return isSingle ? `${types[0]}/{${value.unknown.identity.toLowerCase()}}` : undefined
}

const provider = "/providers/microsoft.network/"

function withoutQuotes(key: string): string {
  return key.replace(/^'|'$/g, "")
}
