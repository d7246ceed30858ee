import type { LogOutputChannel } from "vscode"
import {
  type BaseLanguageClient,
  CloseAction,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient"
import { askFlowCommand, type InitializationOptions } from "../../server/src/protocol.ts"
import { documentSelector } from "./document-selector.ts"
import { offerFiles } from "./workspace-files.ts"

/** The client of the bundled server as a platform has it: of a child process, or of a web worker. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient

export interface ClientHost {
  readonly create: CreateClient
  readonly log: LogOutputChannel
  /** What the server is told at every start, the one after a crash included. */
  initializationOptions(): InitializationOptions
  /** The server ended once more, and is not started again. */
  onGivenUp(): void
}

/**
 * The client of the bundled server. After a crash it is started again with the documents that are open, as often as the
 * library's own handler allows (four times in three minutes); then `onGivenUp` is called.
 */
export function createLanguageClient(host: ClientHost): BaseLanguageClient {
  const client: BaseLanguageClient = host.create("nsg", "Azure NSG", {
    documentSelector,
    initializationOptions: () => host.initializationOptions(),
    outputChannel: host.log,
    // A hover's link verifies its example packet.
    markdown: { isTrusted: { enabledCommands: [askFlowCommand] } },
    errorHandler: followedHandler(
      () => client.createDefaultErrorHandler(),
      () => host.onGivenUp(),
    ),
    // Without it the library pulls diagnostics when a document is opened, and never again.
    diagnosticPullOptions: { onChange: true },
  })
  offerFiles(client)
  return client
}

/** The library's handler, asked for when its client exists. What it says when it gives up is said by `onGivenUp`. */
function followedHandler(create: () => ErrorHandler, onGivenUp: () => void): ErrorHandler {
  let handler: ErrorHandler | undefined
  const library = () => {
    handler ??= create()
    return handler
  }
  return {
    error: (...args) => library().error(...args),
    async closed() {
      const result = await library().closed()
      if (result.action === CloseAction.Restart) return { ...result, handled: true }
      onGivenUp()
      return { ...result, handled: true }
    },
  }
}
