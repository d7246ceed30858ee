import type { Connection } from "vscode-languageserver"
import { listFilesRequest, type ReadFileParams, readFileRequest } from "../protocol.ts"
import type { FileSource } from "../workspace/file-source.ts"

/** The files as the editor has them: virtual file systems count, and what its own settings hide does not. */
export function clientFiles(connection: Connection): FileSource {
  return {
    async read(uri) {
      const params: ReadFileParams = { uri }
      return (await connection.sendRequest<string | null>(readFileRequest, params)) ?? undefined
    },
    list: query => connection.sendRequest<readonly string[]>(listFilesRequest, query),
  }
}
