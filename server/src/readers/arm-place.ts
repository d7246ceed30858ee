import * as l10n from "@vscode/l10n"
import type { Environment } from "../expressions/environment.ts"
import { scalar, unknownValue } from "../expressions/value.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, ScalarNode } from "../syntax/node.ts"
import { isAt } from "../syntax/range.ts"
import { type ArmScope, fragmentScope, iterationMark, nestedTemplate, scopeInLoop, templateScope } from "./arm-scope.ts"
import { isTemplate } from "./arm-template.ts"
import type { ReadOptions } from "./dialect-reader.ts"

/** A text of a template, and what its expressions see there. */
export interface ExpressionPlace {
  readonly node: ScalarNode
  readonly environment: Environment
  /** The names of the copy loops around it; the environment is that of the first iteration of each. */
  readonly loops: readonly string[]
}

/** The text at an offset, wherever in a document it stands; undefined where there is none. */
export function placeOf(
  { roots: [root] }: SyntaxDocument,
  offset: number,
  options: ReadOptions = {},
): ExpressionPlace | undefined {
  const template = isTemplate(root) ? root : memberAt(root, "properties", "template")
  const scope = isTemplate(template) ? templateScope(template, options) : fragmentScope()
  return root && find(root, { offset, scope, loops: [] })
}

interface Search {
  readonly offset: number
  readonly scope: ArmScope
  readonly loops: readonly string[]
}

function find(node: Node, search: Search): ExpressionPlace | undefined {
  if (node.kind === "scalar") return { node, environment: search.scope.environment, loops: search.loops }
  if (node.kind === "list") {
    const item = node.items.find(each => isAt(each.range, search.offset))
    return item && find(item, search)
  }
  if (node.kind === "unknown") return undefined
  const entry = node.entries.find(each => isAt(each.value.range, search.offset))
  return entry && findIn(node, entry, search)
}

/** Looks into one entry of a map, in the scope that the map gives it. */
function findIn(holder: MapNode, entry: Entry, search: Search): ExpressionPlace | undefined {
  const key = entry.key.toLowerCase()
  const inner = key === "copy" ? search : inLoop(holder, key, search)
  if (key === "properties" && isDeployment(holder)) return findInDeployment(holder, entry.value, inner)
  return find(entry.value, key === "output" && member(holder, "parameters") ? inFunction(inner) : inner)
}

/** A resource has its loop beside it as `copy`; the `input` of a loop has the loop's name and count beside it. */
function inLoop(holder: MapNode, key: string, search: Search): Search {
  const beside = member(holder, "copy")
  const isInput = key === "input" && member(holder, "count") !== undefined
  const loop = isInput ? holder : isMap(beside) ? beside : undefined
  if (!loop) return search
  const name = textOf(member(loop, "name")) ?? ""
  const of = isInput ? "value" : "resource"
  const scope = scopeInLoop(search.scope, { name, of, index: scalar(0, loop.range) })
  return { ...search, scope, loops: [...search.loops, name] }
}

function isDeployment(holder: MapNode): boolean {
  return textOf(member(holder, "type"))?.toLowerCase() === "microsoft.resources/deployments"
}

function findInDeployment(deployment: MapNode, properties: Node, search: Search): ExpressionPlace | undefined {
  const nested = nestedTemplate(deployment, search.scope, iterationMark(member(deployment, "copy") ? 0 : undefined))
  if (!nested || typeof nested === "string" || !isAt(nested.template.range, search.offset))
    return find(properties, search)
  return find(nested.template, { ...search, scope: nested.scope })
}

/** In a user function's body, parameters are what each call hands over. */
function inFunction(search: Search): Search {
  const { environment } = search.scope
  const parameter = (name: string) =>
    unknownValue(`parameters('${name.toLowerCase()}')`, l10n.t`'${name}' has a different value in each call`, {
      start: 0,
      end: 0,
    })
  return { ...search, scope: { ...search.scope, environment: { ...environment, parameter } } }
}
