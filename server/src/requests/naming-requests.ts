import { type Location, LSPErrorCodes, ResponseError, type WorkspaceEdit } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import { parameterFileOf } from "../analysis/parameter-values.ts"
import { documentsOf } from "../analysis/workspace-topology.ts"
import { lspRange } from "../features/lsp-range.ts"
import type { NamePlace } from "../features/naming/name-place.ts"
import { placeProblem, type Renamed, renameEdits } from "../features/naming/rename.ts"
import { documentsOf as documentsOfThing, placesOf, resourceAt } from "../features/naming/resource-places.ts"
import type { NamedResources } from "../features/naming/resource-references.ts"
import { documentsOfRule, ruleNamedAt, rulePlaces } from "../features/naming/rule-places.ts"
import { parameterAt, symbolAt, symbolPlaces, type TemplateAndFile } from "../features/naming/template-places.ts"
import type { Position } from "../protocol.ts"
import type { TemplateSymbol } from "../readers/template-symbols.ts"
import { isAt } from "../syntax/range.ts"
import { collectThings } from "../topology/link/things.ts"
import type { Workspace } from "../workspace/workspace.ts"

/** The same with every place in the workspace: files that are still being read are waited for. */
export async function nameEverywhere(
  workspace: Workspace,
  uri: string,
  position: Position,
): Promise<Renamed | undefined> {
  await workspace.index.whenFilled()
  return nameAt(workspace, uri, position)
}

/** What the name at a place means, and every place of that name, as far as is known by now. */
async function nameAt(workspace: Workspace, uri: string, position: Position): Promise<Renamed | undefined> {
  const text = await workspace.textOf(uri)
  if (!text) return undefined
  const offset = text.document.offsetAt(position)
  return (await symbolNamed(workspace, uri, offset)) ?? (await resourceNamed(workspace, uri, offset))
}

async function symbolNamed(workspace: Workspace, uri: string, offset: number): Promise<Renamed | undefined> {
  const own = await templateOf(workspace, uri)
  const symbol = own && symbolAt(own, offset)
  if (own && symbol) return namedSymbol(workspace, symbol, own)
  for (const template of await templatesWith(workspace, uri)) {
    const parameter = parameterAt(template, offset)
    if (parameter) return namedSymbol(workspace, parameter, template)
  }
  return undefined
}

async function namedSymbol(workspace: Workspace, symbol: TemplateSymbol, template: TemplateAndFile): Promise<Renamed> {
  const { kind, name, isOutermost } = symbol
  const usedBy = kind === "parameter" && isOutermost ? await linkerOf(workspace, template.uri) : undefined
  return { kind, name, places: symbolPlaces(symbol, template), ...(usedBy !== undefined && { usedBy }) }
}

/** A document that deploys this one as a linked template. */
async function linkerOf(workspace: Workspace, uri: string): Promise<string | undefined> {
  const texts = await workspace.texts()
  return texts.find(text => text.uri !== uri && text.linked().some(linked => linked.uri === uri))?.uri
}

async function templateOf(workspace: Workspace, uri: string): Promise<TemplateAndFile | undefined> {
  const text = await workspace.textOf(uri)
  if (!text?.syntax) return undefined
  const parameterFile = await workspace.parameterFiles.of(uri, await workspace.settingsOfFile(uri))
  return { uri, syntax: text.syntax, parameterFile }
}

/** The templates to whose parameters a file gives values. */
async function templatesWith(workspace: Workspace, uri: string): Promise<readonly TemplateAndFile[]> {
  const { texts } = await workspace.resourceIndex()
  const found: TemplateAndFile[] = []
  for (const { uri: template } of texts) {
    const settings = await workspace.settingsOfFile(template)
    const own =
      parameterFileOf(template, settings.parameterFiles) === uri ? await templateOf(workspace, template) : undefined
    if (own) found.push(own)
  }
  return found
}

async function resourceNamed(workspace: Workspace, uri: string, offset: number): Promise<Renamed | undefined> {
  const index = await workspace.resourceIndex()
  const own = (await workspace.textOf(uri))?.syntax
  if (!own) return undefined
  const rule = ruleNamedAt(index, uri, offset)
  if (rule) {
    const syntaxes = await syntaxesOf(workspace, documentsOfRule(rule, index))
    return { kind: "rule", name: rule.rule.name, places: rulePlaces(rule, index, syntaxes) }
  }
  const documents = documentsOf(index)
  const resources: NamedResources = { things: collectThings(documents), documents, index }
  const thing = resourceAt(resources, uri, own, offset)
  if (!thing) return undefined
  const syntaxes = await syntaxesOf(workspace, documentsOfThing(thing, resources))
  const [{ part }] = thing.parts
  return { kind: "resource", name: part.name, places: placesOf(thing, resources, syntaxes) }
}

async function syntaxesOf(workspace: Workspace, uris: readonly string[]) {
  const texts = await Promise.all(uris.map(uri => workspace.textOf(uri)))
  return new Map(texts.flatMap(text => (text?.syntax ? [[text.document.uri, text.syntax] as const] : [])))
}

/** Where a name is defined; of a parameter's own declaration, where the parameter file gives it a value. */
export async function definitionPlaces(
  workspace: Workspace,
  uri: string,
  position: Position,
): Promise<readonly NamePlace[]> {
  const named = await nameAt(workspace, uri, position)
  if (!named) return []
  const definitions = named.places.filter(({ role }) => role === "definition")
  const offset = (await linesOf(workspace, uri)).offsetAt(position)
  const isOnOne = definitions.some(place => place.uri === uri && isAt(place.range, offset))
  const given = named.kind === "parameter" && isOnOne ? named.places.filter(place => place.uri !== uri) : []
  return given.length > 0 ? given : definitions
}

/** Places as an editor shows them: each once. */
export async function locationsOf(workspace: Workspace, places: readonly NamePlace[]): Promise<Location[]> {
  return Promise.all(
    places.map(async ({ uri, range }) => ({ uri, range: lspRange(await linesOf(workspace, uri), range) })),
  )
}

async function linesOf(workspace: Workspace, uri: string): Promise<TextDocument> {
  const text = await workspace.textOf(uri)
  return text?.document ?? TextDocument.create(uri, "", 0, (await workspace.parameterFiles.text(uri)) ?? "")
}

/** The range of the name at a place, where it can be renamed; an error with the reason where it cannot. */
export async function prepareRename(workspace: Workspace, uri: string, position: Position) {
  const named = await nameEverywhere(workspace, uri, position)
  if (!named) return null
  const problem = placeProblem(named)
  if (problem !== undefined) return new ResponseError<never>(LSPErrorCodes.RequestFailed, problem)
  const lines = await linesOf(workspace, uri)
  const offset = lines.offsetAt(position)
  const own = named.places.find(place => place.uri === uri && isAt(place.range, offset))
  return own ? { range: lspRange(lines, own.range), placeholder: lines.getText(lspRange(lines, own.range)) } : null
}

export async function rename(workspace: Workspace, uri: string, position: Position, newName: string) {
  const named = await nameEverywhere(workspace, uri, position)
  if (!named) return null
  const edits = renameEdits(named, newName)
  if ("problem" in edits) return new ResponseError<never>(LSPErrorCodes.RequestFailed, edits.problem)
  const changes: NonNullable<WorkspaceEdit["changes"]> = {}
  for (const [each, texts] of edits) {
    const lines = await linesOf(workspace, each)
    changes[each] = texts.map(({ range, newText }) => ({ range: lspRange(lines, range), newText }))
  }
  return { changes }
}
