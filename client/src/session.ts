import { commands, type Memento, window } from "vscode"
import { ExecuteCommandRequest } from "vscode-languageclient"
import type { GitTexts } from "./git-texts.ts"
import type { LanguageServer } from "./language-server.ts"
import type { ReadOnlyDocuments } from "./read-only-documents.ts"
import { restartCommand } from "./server-status.ts"

/** What the commands share. */
export interface Session {
  readonly server: LanguageServer
  readonly documents: ReadOnlyDocuments
  readonly git: GitTexts
  /** Lasts as long as the workspace. */
  readonly memory: Memento
}

/**
 * Runs a command of the server. Its error responses are written for the user: they are shown, and the answer is
 * undefined.
 */
export async function runServerCommand<Answer>(
  { server: { client } }: Session,
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

/** Runs a command of the user's; where the server is gone for good, it says so and offers to start it again. */
export async function whenRunning<Answer>(
  { server }: Session,
  run: () => Promise<Answer>,
): Promise<Answer | undefined> {
  await server.start()
  if (server.client.isRunning()) return run()
  const chosen = await window.showErrorMessage("Azure NSG is not running.", "Restart")
  if (chosen) await commands.executeCommand(restartCommand)
  return undefined
}
