import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver"
import { fixAllKind } from "../features/code-actions.ts"
import {
  differenceCommand,
  draftClaimsCommand,
  effectiveRulesCommand,
  flowClaimCommand,
  topologyCommand,
  verifyFlowCommand,
} from "../protocol.ts"
import type { ClientAbilities } from "./client-abilities.ts"
import { completionTriggers } from "./completion-request.ts"
import { flowCapabilities, flowTriggers } from "./offer-flows.ts"

/** What the server says it can do, to a client that can do so much. */
export function capabilities(client: ClientAbilities): ServerCapabilities {
  const { pullsDiagnostics, takesActions, resolvesActions } = client
  return {
    ...flowCapabilities(client),
    textDocumentSync: TextDocumentSyncKind.Incremental,
    hoverProvider: true,
    completionProvider: { triggerCharacters: [...new Set([...completionTriggers, ...flowTriggers])] },
    codeLensProvider: {},
    inlayHintProvider: true,
    documentSymbolProvider: { label: "NSG" },
    workspaceSymbolProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    signatureHelpProvider: { triggerCharacters: ["(", ","] },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    ...(takesActions && {
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
        resolveProvider: resolvesActions,
      },
    }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    executeCommandProvider: {
      commands: [
        verifyFlowCommand,
        effectiveRulesCommand,
        topologyCommand,
        differenceCommand,
        draftClaimsCommand,
        flowClaimCommand,
      ],
    },
    // Between files: a rule can belong to a group that another document defines.
    ...(pullsDiagnostics && {
      diagnosticProvider: { identifier: "nsg", interFileDependencies: true, workspaceDiagnostics: true },
    }),
  }
}
