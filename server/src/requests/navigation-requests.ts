import type { CancellationToken, Connection, ResponseError } from "vscode-languageserver"
import { documentLinks } from "../features/document-links.ts"
import type { NamePlace } from "../features/naming/name-place.ts"
import { selectionRange } from "../features/selection-range.ts"
import { workspaceSymbols } from "../features/workspace-symbols.ts"
import type { OpenDocument, Workspace } from "../workspace/workspace.ts"
import { locationsOf, nameEverywhere, prepareRename, rename } from "./naming-requests.ts"
import { linesIn } from "./network-places.ts"

/** Answers a question about one document; `otherwise` where it is not open. */
export type Ask = <T>(
  uri: string,
  token: CancellationToken,
  answer: (open: OpenDocument) => T,
  otherwise: T,
) => Promise<T | ResponseError<never>>

/** What leads from one place of the workspace to another. */
export function offerNavigation(connection: Connection, workspace: Workspace, ask: Ask): void {
  connection.onWorkspaceSymbol(async ({ query }) => {
    const { texts } = await workspace.resourceIndex()
    const network = await workspace.network()
    return workspaceSymbols(query, texts, network.topology, linesIn(network))
  })
  connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) =>
    ask(uri, token, open => positions.map(each => selectionRange(open.document, open.analysed, each)), null),
  )
  connection.onReferences(async ({ textDocument: { uri }, position, context }) => {
    const named = await nameEverywhere(workspace, uri, position)
    const isWanted = ({ role }: NamePlace) => context.includeDeclaration || role === "reference"
    return locationsOf(workspace, named?.places.filter(isWanted) ?? [])
  })
  connection.onPrepareRename(({ textDocument: { uri }, position }) => prepareRename(workspace, uri, position))
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    return rename(workspace, uri, position, newName)
  })
  connection.onDocumentLinks(async ({ textDocument: { uri } }) => {
    const document = workspace.documents.get(uri)
    const own = (await workspace.texts()).find(text => text.uri === uri)
    return document && own ? documentLinks(document, own.linked()) : []
  })
}
