import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver"
import { type ActionAbilities, codeActions } from "../features/code-actions.ts"
import { codeLenses } from "../features/code-lens.ts"
import { flowHover } from "../features/flow-hover.ts"
import { flowLenses } from "../features/flow-lenses.ts"
import { hover } from "../features/hover.ts"
import { inlayHints } from "../features/inlay/inlay-hints.ts"
import { networkLenses } from "../features/network-lens.ts"
import { outline } from "../features/outline.ts"
import { ruleHitHints } from "../features/rule-hits.ts"
import { signatureHelp } from "../features/signature-help.ts"
import {
  askFlowCommand,
  showDifferenceCommand,
  showEffectiveRulesCommand,
  showPlaceCommand,
  verifyClaimsCommand,
} from "../protocol.ts"
import type { FileSource } from "../workspace/file-source.ts"
import type { FlowDocuments, ProvenFlows } from "../workspace/flow-documents.ts"
import type { LoadedLogs } from "../workspace/loaded-logs.ts"
import type { OpenDocument, Workspace } from "../workspace/workspace.ts"
import type { ClientAbilities } from "./client-abilities.ts"
import { answerCompletion } from "./completion-request.ts"
import { diagnosticReport, fileReport, flowReport, noDiagnostics } from "./diagnostic-reports.ts"
import { FileDiagnostics } from "./file-diagnostics.ts"
import { definitionPlaces, locationsOf } from "./naming-requests.ts"
import { offerNavigation } from "./navigation-requests.ts"
import { offerFlows } from "./offer-flows.ts"
import { followHeads, offerLogs } from "./offer-history.ts"
import { type ResolveHost, resolveCodeAction } from "./resolve-code-action.ts"

/** What of a session features need. */
export interface FeatureSession {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly flows: FlowDocuments
  readonly logs: LoadedLogs
  readonly files: FileSource
  /** Known from the first request on. */
  readonly client?: ClientAbilities
  logError(error: unknown): void
}

const lensCommands = {
  verify: askFlowCommand,
  effective: showEffectiveRulesCommand,
  difference: showDifferenceCommand,
}

/** Registers the features that documents with rules have, and what `.nsgflow` files have in their place. */
export function offerFeatures(session: FeatureSession): void {
  const { connection, workspace } = session
  const asking = askingIn(session)
  const heads = followHeads(session)
  offerLogs(session, heads)
  offerDiagnostics(session, asking)
  offerHelp(session, asking)
  offerActions(session)
  offerNavigation(connection, workspace, asking.ask)
  offerFlows(session, flowsOrRules(session, asking))
  offerLenses(session, asking, heads)
}

/** How features ask about documents. */
interface Asking {
  /** Answers a question about one document; `otherwise` where it is not open. */
  ask<T>(
    uri: string,
    token: CancellationToken,
    answer: (open: OpenDocument) => T,
    otherwise: T,
  ): Promise<T | ResponseError<never>>
  /** The same about a file of claims, when they are proved. */
  askFlows<T>(
    uri: string,
    token: CancellationToken,
    answer: (proven: ProvenFlows) => T,
    otherwise: T,
  ): Promise<T | ResponseError<never>>
}

function askingIn({ workspace, flows }: FeatureSession): Asking {
  const cancelled = () => new ResponseError<never>(LSPErrorCodes.RequestCancelled, "Cancelled.")
  return {
    async ask(uri, token, answer, otherwise) {
      const open = await workspace.open(uri, token)
      if (token.isCancellationRequested) return cancelled()
      return open ? answer(open) : otherwise
    },
    async askFlows(uri, token, answer, otherwise) {
      const proven = await flows.proven(uri, token)
      if (token.isCancellationRequested) return cancelled()
      return proven ? answer(proven) : otherwise
    },
  }
}

function commandsFor({ client }: FeatureSession): typeof lensCommands | undefined {
  return client?.hasCommands ? lensCommands : undefined
}

function offerDiagnostics(session: FeatureSession, { ask, askFlows }: Asking): void {
  const { connection, workspace, flows } = session
  const files = new FileDiagnostics(workspace)
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    flows.isFlow(uri)
      ? askFlows(uri, token, proven => flowReport(proven, previousResultId), noDiagnostics)
      : ask(uri, token, open => diagnosticReport(open, previousResultId, session.client), noDiagnostics),
  )
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }) => {
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
    return { items: (await files.reports(known)).map(fileReport) }
  })
}

/** What is told of the word under the cursor. */
function offerHelp(session: FeatureSession, { ask, askFlows }: Asking): void {
  const { connection, workspace, flows } = session
  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    if (flows.isFlow(uri)) return askFlows(uri, token, proven => flowHover(proven, position), null)
    const { judged } = await workspace.network(uri)
    const verify = commandsFor(session)?.verify
    return ask(uri, token, open => hover(open.document, open.analysed, position, judged, verify), null)
  })
  connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
    ask(uri, token, open => signatureHelp(open.document, open.analysed, position), null),
  )
}

function offerActions(session: FeatureSession): void {
  const { connection, workspace } = session
  connection.onCodeAction(async (params, token) => {
    if (!session.client?.takesActions) return []
    const text = await workspace.fixable(params.textDocument.uri, token)
    if (token.isCancellationRequested) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, "Cancelled.")
    const actions = text ? codeActions(text, params, actionAbilities(session.client)) : []
    const host = resolveHost(session, session.client)
    return session.client.resolvesActions
      ? actions
      : Promise.all(actions.map(action => resolveCodeAction(action, host)))
  })
  connection.onCodeActionResolve(action =>
    session.client ? resolveCodeAction(action, resolveHost(session, session.client)) : action,
  )
}

/** What documents with rules answer where files of claims have an answer of their own. */
function flowsOrRules(session: FeatureSession, { ask }: Asking): Parameters<typeof offerFlows>[1] {
  const { workspace } = session
  return {
    symbols: ({ textDocument: { uri } }, token) => ask(uri, token, open => outline(open.document, open.analysed), []),
    completion: async params => (session.client ? answerCompletion(workspace, params, session.client) : []),
    definition: async ({ textDocument: { uri }, position }) =>
      locationsOf(workspace, await definitionPlaces(workspace, uri, position)),
    hints: async ({ textDocument: { uri }, range }, token) => {
      const settings = await workspace.settingsOf(uri)
      const use = await session.logs.use(uri)
      const hints = ({ document, analysed }: OpenDocument) => [
        ...inlayHints(document, analysed, range, settings.inlayHints),
        ...(use ? ruleHitHints(document, analysed, use) : []),
      ]
      return ask(uri, token, hints, [])
    },
  }
}

function offerLenses(session: FeatureSession, { ask, askFlows }: Asking, heads: ReturnType<typeof followHeads>): void {
  const { connection, workspace, flows } = session
  connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
    if (flows.isFlow(uri)) {
      const command = session.client?.hasTests ? verifyClaimsCommand : undefined
      return askFlows(uri, token, one => flowLenses(one.document, one.file, one.expectations, command), [])
    }
    const { topology } = await workspace.network(uri)
    const commands = commandsFor(session)
    const lenses = (open: OpenDocument) => [
      ...codeLenses(open.document, open.analysed, commands, session.client?.hasRevisions ? heads.of(open) : []),
      ...networkLenses(open.document, topology, commands),
    ]
    return ask(uri, token, lenses, [])
  })
}

function actionAbilities({
  takesVersions,
  takesSnippetEdits,
  showsDisabled,
  hasCommands,
}: ClientAbilities): ActionAbilities {
  return { takesVersions, takesSnippets: takesSnippetEdits, showsDisabled, ...(hasCommands && { showPlaceCommand }) }
}

function resolveHost(
  { workspace, files }: FeatureSession,
  { takesVersions, createsFiles }: ClientAbilities,
): ResolveHost {
  return { workspace, files, takesVersions, createsFiles }
}
