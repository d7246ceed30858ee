import type { ExtensionContext, LogOutputChannel } from "vscode"
import { CloseAction, type ErrorHandler, LanguageClient, TransportKind } from "vscode-languageclient/node"
import { askFlowCommand, type InitializationOptions } from "../../server/src/protocol.ts"
import { documentSelector } from "./document-selector.ts"
import { storedTags } from "./stored-tags.ts"
import { offerFiles } from "./workspace-files.ts"

/**
 * The client of the bundled server, a child process spoken to over Node's IPC. After a crash it is started again with
 * the documents that are open, as often as the library's own handler allows (four times in three minutes); then
 * `onGivenUp` is called.
 */
export function createLanguageClient(
  context: ExtensionContext,
  outputChannel: LogOutputChannel,
  onGivenUp: () => void,
): LanguageClient {
  const module = context.asAbsolutePath("dist/server.cjs")
  const initializationOptions = (): InitializationOptions => ({
    clientCommands: true,
    clientFiles: true,
    clientRevisions: true,
    indexState: true,
    ...storedTagsOption(client, context),
  })
  const client: LanguageClient = new LanguageClient(
    "nsg",
    "Azure NSG",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6011"] } },
    },
    {
      documentSelector,
      initializationOptions,
      outputChannel,
      // A hover's link verifies its example packet.
      markdown: { isTrusted: { enabledCommands: [askFlowCommand] } },
      errorHandler: followedHandler(() => client.createDefaultErrorHandler(), onGivenUp),
      // Without it the library pulls diagnostics when a document is opened, and never again.
      diagnosticPullOptions: { onChange: true },
    },
  )
  offerFiles(client)
  return client
}

/** Asked for at every start: a download may have come since the last one. */
function storedTagsOption({ code2ProtocolConverter }: LanguageClient, context: ExtensionContext) {
  const stored = storedTags(context)
  return stored ? { storedTags: code2ProtocolConverter.asUri(stored) } : {}
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
