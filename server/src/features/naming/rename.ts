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
    return l10n.t`"${name}" cannot be renamed: its name comes from an expression or a template. Change it there.`
  if (usedBy !== undefined)
    return l10n.t`"${name}" cannot be renamed: ${fileName(usedBy)} links to this template and sets this parameter by name.`
  const open = places.find(({ isLiteral, isSymbol }) => !isLiteral && !isSymbol)
  if (!open) return undefined
  const file = fileName(open.uri)
  return kind === "parameter" || kind === "variable"
    ? l10n.t`"${name}" cannot be renamed: in ${file} the name of a ${kind} comes from an expression and may be this one.`
    : l10n.t`"${name}" cannot be renamed: in ${file} a reference to it comes from an expression or uses another name.`
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1))
}

function nameProblem({ kind }: Renamed, newName: string): string | undefined {
  const isSymbol = kind === "parameter" || kind === "variable"
  if (isSymbol && !/^\w+$/.test(newName))
    return l10n.t`"${newName}" is not a valid name of a ${kind}. Use only letters, digits and _.`
  if (!isSymbol && !isAzureName(newName))
    return l10n.t`"${newName}" is not a name that Azure accepts. Use up to 80 letters, digits, _, - and .; do not start it with - or ., or end it with -.`
  return undefined
}
