import { type Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from "vscode"

const scheme = "nsg-trace"

/** Texts that are shown beside the editor, to be read, searched and copied: traces and tables of rules. */
export class ReadOnlyDocuments implements Disposable {
  readonly #texts = new Map<string, string>()
  readonly #changed = new EventEmitter<Uri>()
  readonly #registrations: readonly Disposable[] = [
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: uri => this.#texts.get(uri.toString()),
    }),
    workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
  ]

  /** Shows a text under a title, in the column that shows such texts already, else beside the editor. */
  async show(title: string, text: string, about: string): Promise<void> {
    // The tab's label is the last part of the path; the query keeps equal titles of different files apart.
    const uri = Uri.from({ scheme, path: `/${title.replaceAll("/", "\u2215")}`, query: about })
    this.#texts.set(uri.toString(), text)
    this.#changed.fire(uri)
    const document = await workspace.openTextDocument(uri)
    const column = window.visibleTextEditors.find(editor => editor.document.uri.scheme === scheme)?.viewColumn
    await window.showTextDocument(document, { viewColumn: column ?? ViewColumn.Beside, preserveFocus: true })
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose()
    this.#changed.dispose()
  }
}
