import { type ExtensionContext, Uri } from "vscode"
import { LanguageClient } from "vscode-languageclient/browser"
import { activateWith } from "./extension.ts"

/** The server is a web worker, a new one at each start. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, "dist", "server.browser.js").toString(true)
  return activateWith(context, (id, name, options) => {
    return new LanguageClient(id, name, async () => new Worker(script), options)
  })
}
