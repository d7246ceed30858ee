import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types"
import { nameRule } from "../checks/wording.ts"
import type { Expectation } from "../flows/expectation.ts"
import { expectationText } from "../flows/expectation-text.ts"
import { decidingRule, rulePlacer } from "./deciding-rule.ts"
import { lspRange } from "./lsp-range.ts"

/** What cannot be read or resolved, at its words; claims that fail, and those that are not decided, on their lines. */
export function flowDiagnostics(document: TextDocument, expectations: readonly Expectation[]): Diagnostic[] {
  const place = rulePlacer()
  return expectations.flatMap(expectation => {
    const { status, line } = expectation
    if (status === "holds") return []
    const deciding = decidingRule(expectation, place)
    return {
      range: lspRange(document, status === "error" ? expectation.at : line.range),
      severity: status === "unknown" ? DiagnosticSeverity.Information : DiagnosticSeverity.Error,
      source: "nsg",
      code: codes[status],
      message: expectationText(expectation),
      ...(deciding?.location && {
        relatedInformation: [{ location: deciding.location, message: decidesText(status, nameRule(deciding.rule)) }],
      }),
    }
  })
}

function decidesText(status: Expectation["status"], rule: string): string {
  return status === "unknown" ? l10n.t`${rule} may decide` : l10n.t`${rule} decides`
}

const codes = { error: "unreadable-claim", fails: "failed-claim", unknown: "undecided-claim" } as const
