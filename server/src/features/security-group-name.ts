import type { Expression } from "../expressions/expression.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import type { NamedAddresses } from "../values/address.ts"
import { referredName } from "./unknown-name.ts"

/** An application security group as people call it: the last part of its id, whether that is written or put together. */
export function securityGroupName({ key, name }: NamedAddresses): string {
  if (!isExpression(name)) return name
  // What of the expression is known stands in its identity, and that is the key.
  const { expression } = parseExpression(`[${key.slice("group:".length)}]`)
  return (expression && lastPart(expression)) ?? name
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
