import { callsOf } from "../expressions/calls-of.ts"
import type { Expression } from "../expressions/expression.ts"
import type { UsedName } from "../expressions/names-used.ts"
import { namesUsed } from "../expressions/names-used.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { isInnerScope } from "./arm-scope.ts"
import { isTemplate } from "./arm-template.ts"

/** A parameter or variable of a template, of one nested in it, or of a function in it. */
export interface TemplateSymbol {
  readonly kind: "parameter" | "variable"
  /** As declared; as first used, where it is not declared. */
  readonly name: string
  /** Its keys or names where it is declared; the text without quotes. */
  readonly declarations: readonly Range[]
  /** Names in `parameters('…')` and `variables('…')`, and keys with which a deployment hands a value to its template. */
  readonly uses: readonly Range[]
  /** It is a parameter of the document's outermost template, to which a parameter file may give a value. */
  readonly isOutermost: boolean
  /** Somewhere an expression makes the name that is asked for, which may be this one; or a use cannot be placed. */
  readonly unplaced: readonly Range[]
}

/** The parameters and variables of a template's document; none for a document of another kind. */
export function templateSymbols(document: SyntaxDocument): readonly TemplateSymbol[] {
  const [root] = document.roots
  if (!isTemplate(root)) return []
  const search: Search = { document, scopes: [] }
  const scope = openScope(root, search, true)
  walk(root, scope, search)
  return search.scopes.flatMap(({ symbols, open }) =>
    [...symbols.values()].map(({ unplaced, ...symbol }) => ({
      ...symbol,
      unplaced: [...unplaced, ...open.filter(each => each.kind === symbol.kind).map(({ range }) => range)],
    })),
  )
}

interface Search {
  readonly document: SyntaxDocument
  readonly scopes: Scope[]
}

interface Scope {
  readonly symbols: Map<string, MutableSymbol>
  /** Names that expressions make. */
  readonly open: { readonly kind: TemplateSymbol["kind"]; readonly range: Range }[]
}

interface MutableSymbol extends TemplateSymbol {
  readonly declarations: Range[]
  readonly uses: Range[]
  readonly unplaced: Range[]
}

function openScope(template: MapNode, search: Search, isOutermost: boolean): Scope {
  const scope = newScope(search)
  for (const { key, keyRange } of entriesOf(member(template, "parameters"))) {
    symbolIn(scope, "parameter", key, isOutermost).declarations.push(keyRange)
  }
  for (const { key, keyRange, value } of entriesOf(member(template, "variables"))) {
    if (key.toLowerCase() !== "copy") symbolIn(scope, "variable", key).declarations.push(keyRange)
    else for (const loop of itemsOf(value)) declareLoop(scope, loop, search)
  }
  return scope
}

/** A variable that a loop makes: its name is the loop's, too, which `copyIndex` asks for in there. */
function declareLoop(scope: Scope, loop: Node, { document }: Search): void {
  const name = member(loop, "name")
  const text = textOf(name)
  if (!name || text === undefined) return
  const symbol = symbolIn(scope, "variable", text)
  symbol.declarations.push(name.range)
  for (const { expression, range, isPlain } of expressionsIn(member(loop, "input"), document)) {
    for (const { args } of callsOf(expression, "copyindex")) {
      const [first] = args
      if (first?.kind !== "literal" || String(first.value).toLowerCase() !== text.toLowerCase()) continue
      const { start, end } = first.range
      if (isPlain) symbol.uses.push({ start: range.start + start + 1, end: range.start + end - 1 })
      else symbol.unplaced.push(range)
    }
  }
}

function newScope({ scopes }: Search): Scope {
  const scope: Scope = { symbols: new Map(), open: [] }
  scopes.push(scope)
  return scope
}

function declareName(scope: Scope, kind: TemplateSymbol["kind"], node: Node | undefined): void {
  const name = textOf(node)
  if (node && name !== undefined) symbolIn(scope, kind, name).declarations.push(node.range)
}

function symbolIn(scope: Scope, kind: TemplateSymbol["kind"], name: string, isOutermost = false): MutableSymbol {
  const key = `${kind} ${name.toLowerCase()}`
  const known = scope.symbols.get(key)
  if (known) return known
  const symbol: MutableSymbol = { kind, name, declarations: [], uses: [], isOutermost, unplaced: [] }
  scope.symbols.set(key, symbol)
  return symbol
}

function walk(node: Node, scope: Scope, search: Search): void {
  if (node.kind === "scalar") searchText(node, scope, search)
  if (node.kind === "list") for (const item of node.items) walk(item, scope, search)
  if (node.kind !== "map") return
  const nested = nestedIn(node)
  const body = functionBody(node, search)
  for (const { key, keyRange, value } of node.entries) {
    if (key.startsWith("[")) searchText({ kind: "scalar", range: keyRange, value: key }, scope, search)
    if (nested && key.toLowerCase() === "properties") walkDeployment(value, nested, scope, search)
    else walk(value, body && key.toLowerCase() === "output" ? body : scope, search)
  }
}

/** The template that a deployment has of its own, whose expressions see its own names alone. */
function nestedIn(node: MapNode): MapNode | undefined {
  const template = memberAt(node, "properties", "template")
  return isMap(template) && isInnerScope(node) ? template : undefined
}

function walkDeployment(properties: Node, template: MapNode, outer: Scope, search: Search): void {
  const inner = openScope(template, search, false)
  for (const { key, value } of entriesOf(properties)) {
    if (value === template) walk(template, inner, search)
    else walk(value, outer, search)
    if (key.toLowerCase() !== "parameters") continue
    for (const given of entriesOf(value)) symbolIn(inner, "parameter", given.key).uses.push(given.keyRange)
  }
}

/** In a user function's `output`, parameters are its own. */
function functionBody(node: MapNode, search: Search): Scope | undefined {
  const parameters = member(node, "parameters")
  if (parameters?.kind !== "list" || !member(node, "output")) return undefined
  const scope = newScope(search)
  for (const parameter of parameters.items) declareName(scope, "parameter", member(parameter, "name"))
  return scope
}

/** The expressions of a value. With escapes in the JSON, places in one are not places in the document. */
function expressionsIn(node: Node | undefined, document: SyntaxDocument): readonly FoundExpression[] {
  if (node?.kind === "list") return node.items.flatMap(item => expressionsIn(item, document))
  if (node?.kind === "map") return node.entries.flatMap(({ value }) => expressionsIn(value, document))
  const text = textOf(node)
  if (!node || text === undefined || !isExpression(text)) return []
  const { expression } = parseExpression(text)
  const { range } = node
  return expression ? [{ expression, range, isPlain: document.text.slice(range.start, range.end) === text }] : []
}

interface FoundExpression {
  readonly expression: Expression
  readonly range: Range
  readonly isPlain: boolean
}

function searchText(node: Node & { readonly kind: "scalar" }, scope: Scope, { document }: Search): void {
  for (const { expression, range, isPlain } of expressionsIn(node, document)) {
    for (const used of namesUsed(expression)) {
      if (used.kind === "function") continue
      const symbol = symbolIn(scope, used.kind, used.name)
      if (isPlain) symbol.uses.push(placed(used, range))
      else symbol.unplaced.push(range)
    }
    for (const kind of ["parameter", "variable"] as const) {
      const isOpen = callsOf(expression, `${kind}s`).some(({ args: [first] }) => first && first.kind !== "literal")
      if (isOpen) scope.open.push({ kind, range })
    }
  }
}

function placed({ range }: UsedName, { start }: Range): Range {
  return { start: start + range.start, end: start + range.end }
}
