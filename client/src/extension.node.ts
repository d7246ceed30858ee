import type { ExtensionContext } from "vscode"
import { LanguageClient, TransportKind } from "vscode-languageclient/node"
import { activateWith } from "./extension.ts"

/** The server is a child process, spoken to over Node's IPC. */
export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server.cjs")
  const server = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6011"] } },
  }
  activateWith(context, (id, name, options) => new LanguageClient(id, name, server, options))
}
