import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range as LspRange,
} from "vscode-languageserver-types"
import type { FixableDocument } from "../analysis/fixable-document.ts"
import { isOffered, type OfferedFix, offeredFixes, type RefusedFix } from "../analysis/offered-fix.ts"
import type { Finding } from "../checks/check.ts"
import { capitalised } from "../checks/wording.ts"
import { fixTitle } from "./fix-title.ts"
import { locator, lspRange } from "./lsp-range.ts"
import { snippetEdit, workspaceEdit } from "./workspace-edit.ts"

/** The kind of what fixes all that changes no traffic. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.nsg`

/** A document as an editor has it, and as it may be fixed. */
export interface FixableText extends FixableDocument {
  readonly document: TextDocument
}

/** What the editor at the other end takes. */
export interface ActionAbilities {
  readonly takesVersions: boolean
  /** Edits may have places to type in. */
  readonly takesSnippets: boolean
  readonly showsDisabled: boolean
  /** It has the command that opens a place, with a location as its argument. */
  readonly showPlaceCommand?: string | undefined
}

/** What is worked out when the action is chosen. */
export interface ActionData {
  readonly uri: string
  readonly what: "fix-all" | "suppress" | "silence"
  /** Of a finding. */
  readonly code?: string
  readonly fault?: string
  readonly start?: number
}

/** What may be done about the findings at a range. What they do to the traffic is part of their titles, and proved. */
export function codeActions(
  text: FixableText,
  { range, context }: { readonly range: LspRange; readonly context: CodeActionContext },
  abilities: ActionAbilities,
): CodeAction[] {
  const found = isWanted(context, CodeActionKind.QuickFix) ? findingsAt(text, range) : []
  const quickFixes = found.flatMap(finding => actionsFor(text, finding, context, abilities))
  return [...quickFixes, ...(isAskedFor(context, fixAllKind) ? [fixAllAction(text)] : [])]
}

function actionsFor(
  text: FixableText,
  finding: Finding,
  { diagnostics }: CodeActionContext,
  abilities: ActionAbilities,
): CodeAction[] {
  const range = lspRange(text.document, finding.range)
  const about = diagnostics.filter(each => each.code === finding.code && isSameRange(each.range, range))
  const fixes = offeredFixes(text, finding).flatMap(fix =>
    isOffered(fix) ? fixAction(text, fix, abilities) : refusedAction(text, fix, abilities),
  )
  return [...fixes, ...silencing(text, finding)].map(action => ({ ...action, diagnostics: about }))
}

function fixAction(
  { document }: FixableText,
  offered: OfferedFix,
  { takesVersions, takesSnippets }: ActionAbilities,
): CodeAction[] {
  const { fix, edits } = offered
  const { placeholder, isPreferred } = fix
  if (placeholder !== undefined && !takesSnippets) return []
  const edit =
    placeholder === undefined
      ? workspaceEdit(document, edits, takesVersions)
      : snippetEdit(document, edits, placeholder)
  const title = fixTitle(offered)
  return [{ title, kind: CodeActionKind.QuickFix, edit, ...(isPreferred && { isPreferred }) }]
}

/** What cannot be done here: where it can, it leads there. */
function refusedAction(
  { document, analysed }: FixableText,
  { fix, refused, elsewhere }: RefusedFix,
  { showsDisabled, showPlaceCommand }: ActionAbilities,
): CodeAction[] {
  if (elsewhere && showPlaceCommand !== undefined) {
    const name = decodeURIComponent(elsewhere.document.slice(elsewhere.document.lastIndexOf("/") + 1))
    const title = l10n.t`Go to the rule in ${name}: ${possibly(fix.title)} there`
    const location = locator(document, analysed)(elsewhere)
    return [
      { title, kind: CodeActionKind.QuickFix, command: { title, command: showPlaceCommand, arguments: [location] } },
    ]
  }
  const reason = `${capitalised(l10n.t(refused))}.`
  return showsDisabled ? [{ title: fix.title, kind: CodeActionKind.QuickFix, disabled: { reason } }] : []
}

function possibly(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

/** What any finding may be answered with. */
function silencing({ document: { uri } }: FixableText, { code, fault, range: { start } }: Finding): CodeAction[] {
  const of = (what: ActionData["what"]): ActionData => ({ uri, what, code, fault, start })
  return [
    { title: l10n.t`Ignore ${code} here, with a reason`, kind: CodeActionKind.QuickFix, data: of("suppress") },
    { title: l10n.t`Switch ${code} off in .nsgrc`, kind: CodeActionKind.QuickFix, data: of("silence") },
  ]
}

function fixAllAction({ document: { uri } }: FixableText): CodeAction {
  const data: ActionData = { uri, what: "fix-all" }
  return { title: l10n.t`Fix all NSG problems whose fix changes no traffic`, kind: fixAllKind, data }
}

function findingsAt({ document, analysed }: FixableText, { start, end }: LspRange): readonly Finding[] {
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)]
  return analysed.findings.filter(({ range }) => range.start <= to && from <= range.end)
}

function isWanted({ only }: CodeActionContext, kind: string): boolean {
  return only === undefined || only.some(each => kind === each || kind.startsWith(`${each}.`))
}

/** Asked for by name, as for what is done when a file is saved; it is in no list of what else there is. */
function isAskedFor(context: CodeActionContext, kind: string): boolean {
  return context.only !== undefined && isWanted(context, kind)
}

function isSameRange(one: Diagnostic["range"], other: LspRange): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
