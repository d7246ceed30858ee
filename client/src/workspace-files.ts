import { Uri, workspace } from "vscode"
import type { BaseLanguageClient } from "vscode-languageclient"
import { type FileQuery, listFilesRequest, type ReadFileParams, readFileRequest } from "../../server/src/protocol.ts"
import { findFiles } from "./find-files.ts"

/** Lists and reads files for the server, as VS Code has them: on virtual file systems, too, and without hidden ones. */
export function offerFiles(client: BaseLanguageClient): void {
  client.onRequest(listFilesRequest, (query: FileQuery) => listFiles(client, query))
  client.onRequest(readFileRequest, ({ uri }: ReadFileParams) => readFile(uri))
}

async function listFiles(client: BaseLanguageClient, { folder, include, exclude }: FileQuery): Promise<string[]> {
  const found = await findFiles(Uri.parse(folder), include, exclude)
  return found.map(uri => client.code2ProtocolConverter.asUri(uri))
}

/** Null for what is no text, cannot be read or is too large for VS Code. */
async function readFile(uri: string): Promise<string | null> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri))
    return await workspace.decode(bytes, { uri: Uri.parse(uri) })
  } catch {
    return null
  }
}
