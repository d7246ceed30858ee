import type { Environment } from "../expressions/environment.ts"
import { expand } from "../expressions/expand.ts"
import type { Expression } from "../expressions/expression.ts"
import { identityOf } from "../expressions/identity.ts"
import { parseExpression } from "../expressions/parse.ts"
import { textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { partOf } from "./arm-choice.ts"
import type { Link } from "./link-target.ts"

/** Where a `templateLink` or `parametersLink` leads, as far as that is known; undefined where it names no file. */
export function linkIn(written: Node | undefined, environment: Environment): Link | undefined {
  const link = written && expand(written, environment)
  const relative = link && partOf(link, "relativePath")
  const path = relative && textOf(expand(relative, environment))
  if (path !== undefined) return { path: withoutQuery(path), to: "file" }
  const address = link && partOf(link, "uri")
  return address && addressIn(expand(address, environment))
}

function addressIn(address: Node): Link | undefined {
  const text = textOf(address)
  if (text !== undefined) return linkOf(text)
  const identity = identityOf(address)
  const { expression } = identity === undefined ? {} : parseExpression(`[${identity}]`)
  return expression && linkOf(knownEnd(piecesOf(expression)))
}

function linkOf(text: string): Link | undefined {
  const [, host, path = ""] = /^(?:[a-z][\w+.-]*:\/\/([^/?#]*)\/*)?([^?#]*)/i.exec(text) ?? []
  if (!/[^/]\.json[c]?$/i.test(path)) return undefined
  return { path: path.replace(/^\/+/, ""), to: host === undefined ? "unknown" : "host" }
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/, "").replaceAll("\\", "/")
}

/** What is known of a text, in order; undefined stands for what is not. */
type Pieces = readonly (string | undefined)[]

/** An expression that joins texts, as its identity spells it: variables are in it as they come to, and known parts are literals. */
function piecesOf(expression: Expression): Pieces {
  if (expression.kind === "literal") return [String(expression.value)]
  if (expression.kind !== "call") return [undefined]
  const [first, ...others] = expression.args
  switch (expression.name.toLowerCase()) {
    case "concat":
      return expression.args.flatMap(piecesOf)
    case "format":
      return first?.kind === "literal" ? formatted(String(first.value), others) : [undefined]
    // The path begins where the base ends, which may be a file: what is known of it is no part of the end.
    case "uri":
      return [undefined, ...others.flatMap(piecesOf)]
    default:
      return [undefined]
  }
}

function formatted(pattern: string, values: readonly Expression[]): Pieces {
  return pattern.split(/(\{\d+\})/).flatMap((part): Pieces => {
    const place = /^\{(\d+)\}$/.exec(part)?.[1]
    if (place === undefined) return part === "" ? [] : [part]
    const value = values[Number(place)]
    return value ? piecesOf(value) : [undefined]
  })
}

/** The last stretch without a gap that names a file. A gap in the name itself leaves nothing that could be found. */
function knownEnd(pieces: Pieces): string {
  const stretches = [""]
  for (const piece of pieces) {
    if (piece === undefined) stretches.push("")
    else stretches[stretches.length - 1] += piece
  }
  return stretches.findLast(stretch => /\.json/i.test(stretch)) ?? ""
}
