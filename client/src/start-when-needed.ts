import { type Disposable, type TextDocument, workspace } from "vscode"
import type { LanguageServer } from "./language-server.ts"
import { namesOurs } from "./names-ours.ts"

/** A pause in typing, after which a document is looked at again. */
const pauseInMilliseconds = 300

/**
 * Starts the server with the first document that names something of ours: most JSON and YAML files do not. Views and commands
 * start it themselves.
 */
export function startWhenNeeded(server: LanguageServer): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = [
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeTextDocument(({ document }) => {
      clearTimeout(timer)
      timer = setTimeout(look, pauseInMilliseconds, document)
    }),
  ]
  const stop = () => {
    clearTimeout(timer)
    for (const listener of listeners) listener.dispose()
  }
  function look(document: TextDocument): void {
    if (!namesOurs(document)) return
    stop()
    void server.start()
  }
  workspace.textDocuments.forEach(look)
  return { dispose: stop }
}
