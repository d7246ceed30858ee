import { type Disposable, languages, type TextDocument, workspace } from "vscode"
import { namesGroup, namesResource } from "../../server/src/readers/recognise.ts"
import { documentSelector } from "./document-selector.ts"
import type { LanguageServer } from "./language-server.ts"

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
    if (!isOurs(document)) return
    stop()
    void server.start()
  }
  workspace.textDocuments.forEach(look)
  return { dispose: stop }
}

function isOurs(document: TextDocument): boolean {
  if (languages.match(documentSelector, document) === 0) return false
  if (document.languageId === "nsgflow" || configurationName.test(document.uri.path)) return true
  const text = document.getText()
  return namesGroup(text) || namesResource(text)
}

const configurationName = /\/\.nsgrc\.(json|yaml)$/
