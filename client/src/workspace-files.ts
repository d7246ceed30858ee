import { RelativePattern, Uri, workspace } from "vscode"
import type { BaseLanguageClient } from "vscode-languageclient"
import { type FileQuery, listFilesRequest, type ReadFileParams, readFileRequest } from "../../server/src/protocol.ts"

/** Lists and reads files for the server, as VS Code has them: on virtual file systems, too, and without hidden ones. */
export function offerFiles(client: BaseLanguageClient): void {
  client.onRequest(listFilesRequest, (query: FileQuery) => listFiles(client, query))
  client.onRequest(readFileRequest, ({ uri }: ReadFileParams) => readFile(uri))
}

async function listFiles(client: BaseLanguageClient, { folder, include, exclude }: FileQuery): Promise<string[]> {
  const root = Uri.parse(folder)
  // Undefined would be the setting files.exclude alone, which counts beside a pattern, too.
  const hidden = exclude.length > 0 ? new RelativePattern(root, `{${exclude.join(",")}}`) : undefined
  const found = await Promise.all(include.map(glob => workspace.findFiles(new RelativePattern(root, glob), hidden)))
  return [...new Set(found.flat().map(uri => client.code2ProtocolConverter.asUri(uri)))]
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
