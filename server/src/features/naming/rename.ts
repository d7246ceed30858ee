import * as l10n from "@vscode/l10n"
import { isAzureName } from "../../readers/azure-name.ts"
import type { TextEdit } from "../../syntax/edit.ts"
import type { NamePlace } from "./name-place.ts"

/** What is to be called otherwise. */
export interface Renamed {
  readonly kind: "parameter" | "variable" | "rule" | "resource"
  readonly name: string
  readonly places: readonly NamePlace[]
  /** URI of another document that knows the name in a way in which it cannot be changed with the others. */
  readonly usedBy?: string
}

/** Why a name stays, as a sentence for the user. */
export interface NoRename {
  readonly problem: string
}

/** The edits of each document; or why there are none: half a renaming is a broken deployment. */
export function renameEdits(renamed: Renamed, newName: string): ReadonlyMap<string, readonly TextEdit[]> | NoRename {
  const problem = nameProblem(renamed, newName) ?? placeProblem(renamed)
  if (problem !== undefined) return { problem }
  const edits = new Map<string, TextEdit[]>()
  for (const { uri, range, isSymbol } of renamed.places) {
    if (!isSymbol) edits.set(uri, [...(edits.get(uri) ?? []), { range, newText: newName }])
  }
  return edits
}

/** What refuses a renaming whatever the new name is. */
export function placeProblem({ name, places, kind, usedBy }: Renamed): string | undefined {
  const definition = places.find(({ role }) => role === "definition")
  if (!definition) return l10n.t`"${name}" cannot be renamed: no file here declares it.`
  if (places.some(({ role, isLiteral }) => role === "definition" && !isLiteral))
    return l10n.t`"${name}" cannot be renamed: an expression or a template makes its name. Change what that is made of.`
  if (usedBy !== undefined)
    return l10n.t`"${name}" cannot be renamed: ${fileName(usedBy)} links this template, and hands over the parameter by its name.`
  const open = places.find(({ isLiteral, isSymbol }) => !isLiteral && !isSymbol)
  if (!open) return undefined
  const file = fileName(open.uri)
  return kind === "parameter" || kind === "variable"
    ? l10n.t`"${name}" cannot be renamed: in ${file} an expression makes the name of a ${kind}, which may be this one.`
    : l10n.t`"${name}" cannot be renamed: in ${file} a reference to it is made by an expression, or has another name for it.`
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1))
}

function nameProblem({ kind }: Renamed, newName: string): string | undefined {
  const isSymbol = kind === "parameter" || kind === "variable"
  if (isSymbol && !/^\w+$/.test(newName))
    return l10n.t`"${newName}" is no name of a ${kind}: letters, digits and _ make one.`
  if (!isSymbol && !isAzureName(newName))
    return l10n.t`"${newName}" is no name that Azure takes: letters, digits, _, - and . make one, up to 80, the first no - or ., the last no -.`
  return undefined
}
