import {
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  type ServerCapabilities,
} from "vscode-languageserver"
import type { ClientAbilities } from "./client-abilities.ts"
import { flowCompletion } from "./features/flow-completion.ts"
import { flowDefinition } from "./features/flow-definition.ts"
import { flowFormatting } from "./features/flow-formatting.ts"
import { flowFolding, flowSymbols } from "./features/flow-outline.ts"
import { flowResults } from "./features/flow-results.ts"
import { claimCoverage, claimItems, claimResults } from "./flow-answers.ts"
import type { FlowDocuments } from "./flow-documents.ts"
import { flowThings } from "./flow-things.ts"
import {
  type ClaimCoverageParams,
  claimCoverageRequest,
  claimsRequest,
  type FlowFileParams,
  testClaimsRequest,
} from "./protocol.ts"
import type { Workspace } from "./workspace.ts"

interface FlowSession {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly flows: FlowDocuments
  logError(error: unknown): void
}

/** The features that `.nsgflow` files have and other documents do not. */
export function offerFlows({ connection, workspace, flows }: FlowSession): void {
  connection.onDocumentFormatting(async ({ textDocument: { uri } }) => {
    const text = flows.isFlow(uri) ? await flows.parsed(uri) : undefined
    return text ? flowFormatting(text.document) : null
  })
  connection.onFoldingRanges(async ({ textDocument: { uri } }) => {
    const text = flows.isFlow(uri) ? await flows.parsed(uri) : undefined
    return text ? flowFolding(text.document, text.file) : null
  })
  connection.onDocumentSymbol(async ({ textDocument: { uri } }) => {
    const text = flows.isFlow(uri) ? await flows.parsed(uri) : undefined
    return text ? flowSymbols(text.document, text.file) : null
  })
  connection.onCompletion(async ({ textDocument: { uri }, position }) => {
    const things = flows.isFlow(uri) ? await flowThings(workspace, uri) : undefined
    const text = things && (await flows.parsed(uri))
    return text ? flowCompletion(text.document, position, things) : null
  })
  connection.onDefinition(async ({ textDocument: { uri }, position }, token) => {
    const proven = flows.isFlow(uri) ? await flows.proven(uri, token) : undefined
    return proven ? [...flowDefinition(proven, position)] : null
  })
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }, token) => {
    const proven = flows.isFlow(uri) ? await flows.proven(uri, token) : undefined
    return proven ? flowResults(proven.document, proven.expectations, range) : null
  })
  connection.onRequest(claimsRequest, ({ uri }: FlowFileParams) => claimItems(flows, uri))
  connection.onRequest(testClaimsRequest, ({ uri }: FlowFileParams) => claimResults(flows, uri))
  connection.onRequest(claimCoverageRequest, ({ uris }: ClaimCoverageParams) => claimCoverage(flows, uris))
}

const documentSelector = [{ language: "nsgflow" }, { pattern: "**/*.nsgflow" }]
const triggerCharacters = [" ", ":", ",", "/", "."]

/** By their names in a client's capabilities. */
const features = [
  { name: "formatting", type: DocumentFormattingRequest.type, provider: "documentFormattingProvider" },
  { name: "foldingRange", type: FoldingRangeRequest.type, provider: "foldingRangeProvider" },
  { name: "documentSymbol", type: DocumentSymbolRequest.type, provider: "documentSymbolProvider" },
  { name: "completion", type: CompletionRequest.type, provider: "completionProvider", options: { triggerCharacters } },
  { name: "definition", type: DefinitionRequest.type, provider: "definitionProvider" },
  { name: "inlayHint", type: InlayHintRequest.type, provider: "inlayHintProvider" },
] as const

/** Of features that a client cannot be told of for some documents alone: of others they know nothing, and say so. */
export function flowCapabilities({ dynamicFeatures }: ClientAbilities): ServerCapabilities {
  const others = features.filter(({ name }) => !dynamicFeatures.has(name))
  return Object.fromEntries(others.map(one => [one.provider, "options" in one ? one.options : true]))
}

/** For these documents alone: nobody wants another formatter of JSON and YAML. */
export function registerFlowFeatures(
  { connection, logError }: FlowSession,
  { dynamicFeatures }: ClientAbilities,
): void {
  for (const one of features.filter(({ name }) => dynamicFeatures.has(name))) {
    const options = { documentSelector, ...("options" in one && one.options) }
    connection.client.register(one.type, options).catch(logError)
  }
}
