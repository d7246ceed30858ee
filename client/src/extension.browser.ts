import { type ExtensionContext, Uri } from "vscode"
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser"
import { activateWith } from "./extension.ts"

/**
 * The server is a web worker, a new one at each start. The client gets its two ends: a worker itself it recognises by `instanceof`,
 * and what VS Code's web extension host has in the place of `Worker` makes objects of another class.
 */
export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, "dist", "server.browser.js").toString(true)
  activateWith(context, (id, name, options) => {
    const start = async () => {
      const worker = new Worker(script)
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) }
    }
    return new LanguageClient(id, name, start, options)
  })
}
