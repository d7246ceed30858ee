import type { TextDocument } from "vscode-languageserver-textdocument"
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { Finding, Severity } from "../checks/check.ts"
import { lspRange } from "./lsp-range.ts"

/** The page that explains every check, one heading for each code. */
export const checksPage = "https://github.com/nsg-tools/nsg-language-support/blob/main/server/src/checks/README.md"

export function diagnostics(document: TextDocument, analysed: AnalysedDocument): Diagnostic[] {
  return analysed.findings
    .filter(finding => !isLeftToJsonServer(finding, analysed))
    .map(finding => diagnostic(document, finding))
}

function diagnostic(document: TextDocument, finding: Finding): Diagnostic {
  const { code, message, related, data } = finding
  return {
    range: lspRange(document, finding.range),
    severity: severities[finding.severity],
    source: "nsg",
    code,
    codeDescription: { href: `${checksPage}#${code}` },
    message,
    data,
    ...(finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && {
      relatedInformation: related.map(({ range, message }) => ({
        location: { uri: document.uri, range: lspRange(document, range) },
        message,
      })),
    }),
  }
}

/** An editor's own JSON server marks errors of JSON syntax, so that a second mark would only repeat it. */
function isLeftToJsonServer({ code, data }: Finding, { source }: AnalysedDocument): boolean {
  return source.language === "json" && code === "unreadable-document" && data.reason === "syntax"
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}
