import type { TextDocument } from "vscode-languageserver-textdocument"
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
} from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { Finding, Related, Severity } from "../checks/check.ts"
import { remembering } from "../values/remember.ts"
import { checkLink } from "./check-page.ts"
import { locator, type Place } from "./lsp-range.ts"

/** `syntaxElsewhere`: the languages whose syntax errors another server marks, so that a second mark would only repeat it. */
export function diagnostics(
  document: TextDocument,
  analysed: AnalysedDocument,
  syntaxElsewhere: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  const locate = locator(document, analysed)
  const { findings } = analysed
  const wanted = syntaxElsewhere.has(document.languageId) ? findings.filter(finding => !isOfSyntax(finding)) : findings
  const relatedAt = remembering(({ message, ...place }: Related) => ({ location: locate(place), message }))
  return wanted.map(finding => diagnostic(finding, locate, relatedAt))
}

function diagnostic(
  finding: Finding,
  locate: (place: Place) => Location,
  relatedAt: (related: Related) => DiagnosticRelatedInformation,
): Diagnostic {
  const { code, message, related } = finding
  return {
    range: locate({ range: finding.range }).range,
    severity: severities[finding.severity],
    source: "nsg",
    code,
    codeDescription: { href: checkLink(code) },
    message,
    ...(finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && { relatedInformation: related.map(relatedAt) }),
  }
}

function isOfSyntax({ code, data }: Finding): boolean {
  return (
    (code === "unreadable-document" && data.reason === "syntax") ||
    (code === "invalid-configuration" && data.kind === "syntax")
  )
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}
