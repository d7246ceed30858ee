import {
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver"
import { diagnostics } from "../features/diagnostics.ts"
import { flowDiagnostics } from "../features/flow-diagnostics.ts"
import type { ProvenFlows } from "../workspace/flow-documents.ts"
import type { OpenDocument } from "../workspace/workspace.ts"
import type { ClientAbilities } from "./client-abilities.ts"
import type { FileReport } from "./file-diagnostics.ts"

export const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }

/** Whole reports only when something changed: editors ask about every open document after each edit of one. */
export function diagnosticReport(
  { document, analysed, resultId }: OpenDocument,
  previousResultId: string | undefined,
  client: ClientAbilities | undefined,
): DocumentDiagnosticReport {
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
  const items = diagnostics(document, analysed, client?.syntaxErrorsElsewhere)
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items }
}

export function flowReport(
  { document, expectations, resultId }: ProvenFlows,
  previousResultId: string | undefined,
): DocumentDiagnosticReport {
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: flowDiagnostics(document, expectations) }
}

/** Version null: that of the file, whatever it is. */
export function fileReport({ uri, resultId, items }: FileReport): WorkspaceDocumentDiagnosticReport {
  return items
    ? { kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: [...items] }
    : { kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId }
}
