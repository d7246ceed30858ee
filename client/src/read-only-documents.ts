import { type Disposable, DocumentLink, EventEmitter, l10n, languages, Uri, window, workspace } from "vscode"
import { showPlaceCommand, type TextLink } from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"
import { reportColumn, reportScheme as scheme } from "./report-column.ts"

/** A text, and words of it that lead to places in documents. */
export interface LinkedText {
  readonly text: string
  readonly links?: readonly TextLink[]
}

/** Texts that are shown below the editor, to be read, searched and copied: traces and tables of rules. */
export class ReadOnlyDocuments implements Disposable {
  readonly #texts = new Map<string, LinkedText>()
  readonly #changed = new EventEmitter<Uri>()
  readonly #registrations: readonly Disposable[] = [
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: uri => this.#texts.get(uri.toString())?.text,
    }),
    languages.registerDocumentLinkProvider(
      { scheme },
      { provideDocumentLinks: ({ uri }) => this.#texts.get(uri.toString())?.links?.map(documentLink) },
    ),
    // A change of language counts as closing, too.
    workspace.onDidCloseTextDocument(({ uri, isClosed }) => isClosed && this.#texts.delete(uri.toString())),
  ]

  /** Shows a text under a title, below the editor: its tables are wide. The focus stays where it is. */
  async show(title: string, text: LinkedText, about: string): Promise<void> {
    // The tab's label is the last part of the path; the query keeps equal titles of different files apart.
    const uri = Uri.from({ scheme, path: `/${title.replaceAll("/", "\u2215")}`, query: about })
    this.#texts.set(uri.toString(), text)
    this.#changed.fire(uri)
    const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), "nsg-report")
    const source = window.activeTextEditor
    await window.showTextDocument(document, { viewColumn: await reportColumn(), preview: true })
    if (source) await window.showTextDocument(source.document, source.viewColumn)
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose()
    this.#changed.dispose()
  }
}

/** Runs a command, because a plain link would open the document in the place of this one. */
function documentLink({ range, location }: TextLink): DocumentLink {
  const argument = encodeURIComponent(JSON.stringify([location]))
  const link = new DocumentLink(asRange(range), Uri.parse(`command:${showPlaceCommand}?${argument}`))
  link.tooltip = l10n.t("Go to its definition")
  return link
}
