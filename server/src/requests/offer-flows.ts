import {
  type CompletionItem,
  type CompletionParams,
  type Connection,
  type DefinitionParams,
  DocumentFormattingRequest,
  type DocumentSymbol,
  type DocumentSymbolParams,
  FoldingRangeRequest,
  type InlayHint,
  type InlayHintParams,
  type Location,
  type ServerCapabilities,
  type ServerRequestHandler,
} from "vscode-languageserver"
import { flowCompletion } from "../features/flow-completion.ts"
import { flowDefinition } from "../features/flow-definition.ts"
import { flowFormatting } from "../features/flow-formatting.ts"
import { flowFolding, flowSymbols } from "../features/flow-outline.ts"
import { flowResults } from "../features/flow-results.ts"
import {
  type ClaimCoverageParams,
  claimCoverageRequest,
  claimsRequest,
  type FlowFileParams,
  testClaimsRequest,
} from "../protocol.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import { flowThings } from "../workspace/flow-things.ts"
import type { Workspace } from "../workspace/workspace.ts"
import type { ClientAbilities } from "./client-abilities.ts"
import { claimCoverage, claimItems, claimResults } from "./flow-answers.ts"

interface FlowSession {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly flows: FlowDocuments
  logError(error: unknown): void
}

/** Answers to what is asked of all other documents, too. */
export interface OtherDocuments {
  readonly symbols: ServerRequestHandler<DocumentSymbolParams, DocumentSymbol[] | null, never, void>
  readonly completion: (params: CompletionParams) => Promise<CompletionItem[]>
  readonly definition: (params: DefinitionParams) => Promise<Location[]>
  readonly hints: ServerRequestHandler<InlayHintParams, InlayHint[] | null, never, void>
}

/** The features that `.nsgflow` files have and other documents do not, and those that both have. */
export function offerFlows({ connection, workspace, flows }: FlowSession, others: OtherDocuments): void {
  connection.onDocumentFormatting(async ({ textDocument: { uri } }) => {
    const text = flows.isFlow(uri) ? await flows.parsed(uri) : undefined
    return text ? flowFormatting(text.document) : null
  })
  connection.onFoldingRanges(async ({ textDocument: { uri } }) => {
    const text = flows.isFlow(uri) ? await flows.parsed(uri) : undefined
    return text ? flowFolding(text.document, text.file) : null
  })
  connection.onDocumentSymbol(async (params, token, ...rest) => {
    const { uri } = params.textDocument
    if (!flows.isFlow(uri)) return others.symbols(params, token, ...rest)
    const text = await flows.parsed(uri)
    return text ? flowSymbols(text.document, text.file) : null
  })
  connection.onCompletion(async params => {
    const { textDocument, position } = params
    if (!flows.isFlow(textDocument.uri)) return others.completion(params)
    const things = await flowThings(workspace, textDocument.uri)
    const text = await flows.parsed(textDocument.uri)
    return text ? flowCompletion(text.document, position, things) : null
  })
  connection.onDefinition(async (params, token) => {
    const { textDocument, position } = params
    if (!flows.isFlow(textDocument.uri)) return others.definition(params)
    const proven = await flows.proven(textDocument.uri, token)
    return proven ? [...flowDefinition(proven, position)] : null
  })
  connection.languages.inlayHint.on(async (params, token, ...rest) => {
    const { uri } = params.textDocument
    if (!flows.isFlow(uri)) return others.hints(params, token, ...rest)
    const proven = await flows.proven(uri, token)
    return proven ? flowResults(proven.document, proven.expectations, params.range) : null
  })
  connection.onRequest(claimsRequest, ({ uri }: FlowFileParams) => claimItems(flows, uri))
  connection.onRequest(testClaimsRequest, ({ uri }: FlowFileParams) => claimResults(flows, uri))
  connection.onRequest(claimCoverageRequest, ({ uris }: ClaimCoverageParams) => claimCoverage(flows, uris))
}

const documentSelector = [{ language: "nsgflow" }, { pattern: "**/*.nsgflow" }]

/** Which characters ask for completions by themselves. */
export const flowTriggers: readonly string[] = [" ", ":", ",", "/", "."]

/** What only they have, by its name in a client's capabilities. */
const features = [
  { name: "formatting", type: DocumentFormattingRequest.type, provider: "documentFormattingProvider" },
  { name: "foldingRange", type: FoldingRangeRequest.type, provider: "foldingRangeProvider" },
] as const

/** Of features that a client cannot be told of for some documents alone: of others they know nothing, and say so. */
export function flowCapabilities({ dynamicFeatures }: ClientAbilities): ServerCapabilities {
  const others = features.filter(({ name }) => !dynamicFeatures.has(name))
  return Object.fromEntries(others.map(({ provider }) => [provider, true]))
}

/** For these documents alone: nobody wants another formatter of JSON and YAML. */
export function registerFlowFeatures(
  { connection, logError }: FlowSession,
  { dynamicFeatures }: ClientAbilities,
): void {
  for (const { type } of features.filter(({ name }) => dynamicFeatures.has(name)))
    connection.client.register(type, { documentSelector }).catch(logError)
}
