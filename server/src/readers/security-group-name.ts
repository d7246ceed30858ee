import type { Expression } from "../expressions/expression.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import { referredName } from "../expressions/referred-name.ts"
import type { NamedAddresses } from "../values/address.ts"

/** An application security group as people call it: the last part of its id, whether that is written or put together. */
export function securityGroupName({ key, name }: NamedAddresses): string {
  const written = isExpression(name) ? nameIn(name) : (referredGroup(name) ?? name)
  const known = knownName(key)
  return known === undefined || known === written?.toLowerCase() ? (written ?? name) : known
}

function nameIn(text: string): string | undefined {
  const { expression } = parseExpression(text)
  return expression && lastPart(expression)
}

/** `web` of Terraform's `${azurerm_application_security_group.web.id}` and of Pulumi's `${web.id}`. */
function referredGroup(text: string): string | undefined {
  return /^\$\{(?:azurerm_application_security_group\.)?([\w-]+)\.id\}$/.exec(text)?.[1]
}

/** What is known of an id that is put together stands in the key, in lower case. */
function knownName(key: string): string | undefined {
  const [, name] = /\/applicationsecuritygroups\/([^'/]+)$/i.exec(key) ?? []
  return name?.startsWith("{") ? nameIn(`[${name.slice(1, -1)}]`) : name
}

/** `web` of `resourceId('…', 'web')`, and the parameter's name of `resourceId('…', parameters('group'))`. */
function lastPart(expression: Expression): string | undefined {
  if (expression.kind !== "call") return undefined
  const last = /^(resourceId|concat)$/i.test(expression.name) ? expression.args.at(-1) : undefined
  if (!last) return referredName(expression)
  if (last.kind !== "literal") return lastPart(last)
  const text = String(last.value)
  return text.slice(text.lastIndexOf("/") + 1)
}
