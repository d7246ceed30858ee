import { commands, l10n, type Memento, window } from "vscode"
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

/** An answer, or a sentence for the user on why there is none. */
export type Reply<Answer> = Answer | { readonly problem: string }

/** Runs a command of the server. Its error responses are written for the user. */
export async function askServer<Answer>(
  { server }: Session,
  command: string,
  argument: object,
): Promise<Reply<Answer>> {
  await server.start()
  try {
    return (await server.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] })) as Answer
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The same for a user who waits: a problem is shown, and the answer is undefined. */
export async function runServerCommand<Answer extends object>(
  session: Session,
  command: string,
  argument: object,
): Promise<Answer | undefined> {
  return shownProblem(await askServer<Answer>(session, command, argument))
}

export function shownProblem<Answer extends object>(reply: Reply<Answer>): Answer | undefined {
  if (!("problem" in reply)) return reply
  void window.showErrorMessage(reply.problem)
  return undefined
}

/** Runs a command of the user's; where the server is gone for good, it says so and offers to start it again. */
export async function whenRunning<Answer>(
  { server }: Session,
  run: () => Promise<Answer>,
): Promise<Answer | undefined> {
  await server.start()
  if (server.client.isRunning()) return run()
  const chosen = await window.showErrorMessage(l10n.t("Azure NSG is not running."), l10n.t("Restart"))
  if (chosen) await commands.executeCommand(restartCommand)
  return undefined
}
