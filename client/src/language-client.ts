import type { ExtensionContext } from "vscode"
import { LanguageClient, TransportKind } from "vscode-languageclient/node"
import type { InitializationOptions } from "../../server/src/protocol.ts"
import { documentSelector } from "./document-selector.ts"

/**
 * The client of the bundled server, a child process spoken to over Node's IPC. After a crash it is started again with
 * the documents that are open, as often as the library's own handler allows (four times in three minutes).
 */
export function createLanguageClient(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath("dist/server.cjs")
  const initializationOptions: InitializationOptions = { clientCommands: true }
  return new LanguageClient(
    "nsg",
    "Azure NSG",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6011"] } },
    },
    {
      documentSelector,
      initializationOptions,
      // Without it the library pulls diagnostics when a document is opened, and never again.
      diagnosticPullOptions: { onChange: true },
    },
  )
}
