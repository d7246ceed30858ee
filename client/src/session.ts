import { type Memento, window } from "vscode"
import type { LanguageClient } from "vscode-languageclient/node"
import { ExecuteCommandRequest } from "vscode-languageclient/node"
import type { ReadOnlyDocuments } from "./read-only-documents.ts"

/** What the commands share. */
export interface Session {
  readonly client: LanguageClient
  readonly documents: ReadOnlyDocuments
  /** Lasts as long as the workspace. */
  readonly memory: Memento
}

/**
 * Runs a command of the server. Its error responses are written for the user: they are shown, and the answer is
 * undefined.
 */
export async function runServerCommand<Answer>(
  { client }: Session,
  command: string,
  argument: object,
): Promise<Answer | undefined> {
  try {
    return (await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] })) as Answer
  } catch (error) {
    void window.showErrorMessage(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
