import * as l10n from "@vscode/l10n"
import { isTemplate } from "../readers/arm-template.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, member } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { placedAt } from "../syntax/placed.ts"
import type { Settings } from "./settings.ts"

/** A parameter file, parsed once for all templates and versions of them that it is for. */
export interface ParameterFile {
  readonly uri: string
  readonly syntax: SyntaxDocument
}

/** Values for a template's parameters, by their names in lower case. */
export type ParameterValues = ReadonlyMap<string, Node>

/**
 * The file that carries a template's parameters: the one that the setting names for it, else by convention the one beside
 * it (`main.json` has `main.parameters.json`). The setting's paths begin in the same folder, wherever that is; a file may also
 * be named by its URI.
 */
export function parameterFileOf(templateUri: string, setting: Settings["parameterFiles"] = {}): string | undefined {
  for (const [template, file] of Object.entries(setting)) {
    if (!decodeURIComponent(templateUri).endsWith(`/${template}`)) continue
    return isUri(file) ? file : templateUri.slice(0, -template.length) + file
  }
  const match = /^(.*?)(\.parameters)?\.(jsonc?)$/i.exec(templateUri)
  return match && match[2] === undefined ? `${match[1]}.parameters.${match[3]}` : undefined
}

function isUri(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path)
}

/**
 * The values of a parameter file for a template. A value takes the place of the parameter's declaration in the template,
 * so that what is found in it is shown there: one document's findings never point into another's text. What a file leaves
 * to a key vault is unknown, whatever default the template has.
 */
export function parameterValues(file: SyntaxDocument, template: SyntaxDocument): ParameterValues {
  const values = entriesOf(member(file.roots[0], "parameters")).flatMap(({ key, value }) => {
    const given = member(value, "value") ?? (member(value, "reference") && inKeyVault(key))
    return given ? [[key, given] as const] : []
  })
  return placedAtDeclarations(values, template)
}

/** The same for values that a setting gives. */
export function settingValues(setting: Readonly<Record<string, unknown>>, template: SyntaxDocument): ParameterValues {
  const values = Object.entries(setting).map(([key, value]) => [key, nodeOf(value)] as const)
  return placedAtDeclarations(values, template)
}

function placedAtDeclarations(values: readonly (readonly [string, Node])[], template: SyntaxDocument): ParameterValues {
  const [root] = template.roots
  if (!isTemplate(root)) return new Map()
  const declared = new Map(
    entriesOf(member(root, "parameters")).map(({ key, keyRange }) => [key.toLowerCase(), keyRange]),
  )
  return new Map(
    values.flatMap(([key, value]) => {
      const range = declared.get(key.toLowerCase())
      return range ? [[key.toLowerCase(), placedAt(value, range)] as const] : []
    }),
  )
}

function inKeyVault(name: string): Node {
  const identity = `parameters('${name.toLowerCase()}')`
  return { kind: "unknown", range: nowhere, unknown: { identity, reason: l10n.t`its value is in a key vault` } }
}

const nowhere: Range = { start: 0, end: 0 }

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: "list", range: nowhere, items: value.map(nodeOf) }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => ({ key, keyRange: nowhere, value: nodeOf(item) }))
    return { kind: "map", range: nowhere, entries }
  }
  const known = typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  return { kind: "scalar", range: nowhere, value: known ? value : null }
}
