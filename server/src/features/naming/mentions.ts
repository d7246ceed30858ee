import type { Call, Expression } from "../../expressions/expression.ts"
import { innerExpressions } from "../../expressions/inner-expressions.ts"
import { isExpression, parseExpression } from "../../expressions/parse.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import type { Range, ScalarNode } from "../../syntax/node.ts"
import { escapePattern } from "../../values/escape-pattern.ts"

/** A resource as ids and expressions name it. */
export interface NamedTarget {
  /** In lower case: `microsoft.network/virtualnetworks/subnets`. */
  readonly type: string
  /** A name for each part of the type, in lower case; undefined for one that is not known. */
  readonly names: readonly (string | undefined)[]
}

/** Where a text has the name of a resource: as a part of an id, or as an argument of the functions that make ids. */
export function mentionsIn(node: ScalarNode, { text }: SyntaxDocument, target: NamedTarget): readonly Range[] {
  const written = typeof node.value === "string" ? node.value : ""
  const { start, end } = node.range
  if (!written.toLowerCase().includes(target.names.at(-1) ?? "/") || text.slice(start, end) !== written) return []
  if (!isExpression(written)) return idMentions(written, start, target)
  const { expression } = parseExpression(written)
  return expression ? inExpression(expression, start, written, target) : []
}

/** `/virtualNetworks/hub/subnets/web`, whole or as a part of a longer id. */
function idMentions(text: string, start: number, { type, names }: NamedTarget): readonly Range[] {
  const parts = type.split("/").slice(1)
  const head = parts.map((part, index) => {
    const name = names[index]
    const isOwn = index === parts.length - 1
    return `/${escapePattern(part)}/${isOwn ? `(?<own>${escapePattern(name ?? "")})` : name === undefined ? "[^/]+" : escapePattern(name)}`
  })
  return [...text.matchAll(new RegExp(`${head.join("")}(?=/|$)`, "gid"))].flatMap(found => {
    const [from, to] = found.indices?.groups?.own ?? []
    return from === undefined || to === undefined ? [] : [{ start: start + from, end: start + to }]
  })
}

function inExpression(expression: Expression, start: number, text: string, target: NamedTarget): readonly Range[] {
  if (expression.kind === "literal") {
    return typeof expression.value === "string" && isVerbatim(expression, text)
      ? idMentions(expression.value, start + expression.range.start + 1, target)
      : []
  }
  const inner = innerExpressions(expression).flatMap(each => inExpression(each, start, text, target))
  const own = expression.kind === "call" ? ownMention(expression, target) : undefined
  return own ? [...inner, { start: start + own.start + 1, end: start + own.end - 1 }] : inner
}

/** Without quotes that are doubled in it. */
function isVerbatim({ range, value }: Expression & { readonly kind: "literal" }, text: string): boolean {
  return text.slice(range.start + 1, range.end - 1) === value
}

function ownMention(call: Call, target: NamedTarget): Range | undefined {
  const name = call.name.toLowerCase()
  if (/resourceid$/.test(name)) return inResourceId(call.args, target)
  return name === "concat" ? inConcat(call.args, target) : undefined
}

/** `resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'web')`, and ids of what is in it. */
function inResourceId(args: readonly Expression[], { type, names }: NamedTarget): Range | undefined {
  const at = args.findIndex(arg => {
    const text = textOf(arg)
    return text === type || text?.startsWith(`${type}/`)
  })
  if (at < 0) return undefined
  const isOf = names.every((name, index) => {
    const given = textOf(args[at + 1 + index])
    return name === undefined || given === undefined ? index < names.length - 1 : given === name
  })
  return isOf ? args[at + names.length]?.range : undefined
}

/** `concat('Microsoft.Network/networkSecurityGroups/', 'web')`: an id without its place, as old templates have it. */
function inConcat(args: readonly Expression[], { type, names }: NamedTarget): Range | undefined {
  const index = args.findIndex((arg, at) => textOf(arg) === `${type}/` && textOf(args[at + 1]) === names[0])
  return index >= 0 && names.length === 1 ? args[index + 1]?.range : undefined
}

function textOf(expression: Expression | undefined): string | undefined {
  const isText = expression?.kind === "literal" && typeof expression.value === "string"
  return isText ? String(expression.value).toLowerCase() : undefined
}
