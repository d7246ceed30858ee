import { type Disposable, languages, Uri, type ViewColumn, type WebviewPanel, window, workspace } from "vscode"
import type { FromPage, PageContent, PageState, ShownCounts, ToPage } from "../../pages/src/messages.ts"
import { picturesOf, type ShownPicture } from "../../pages/src/pictures.ts"
import type { Subject } from "../../server/src/protocol.ts"
import { answerPage, pageOptions } from "./answer-page.ts"
import { Debounced } from "./debounced.ts"
import { documentSelector } from "./document-selector.ts"
import { savePicture } from "./export-picture.ts"
import { movedSubject } from "./moved-subject.ts"
import { reportColumn } from "./report-column.ts"
import type { Reply, Session } from "./session.ts"
import { showPlace } from "./show-place.ts"

/** An answer, and what a page shows of it. */
export interface PagedAnswer<Answer> {
  readonly answer: Answer
  readonly content: PageContent
}

export interface PanelKind<Request extends Subject> {
  readonly viewType: string
  /** Whether the page takes the focus when it is asked for. */
  readonly takesFocus: boolean
  /** Where the page is shown, unless among the other answers. */
  column?(): Promise<ViewColumn>
  ask(request: Request): Promise<Reply<Pick<PagedAnswer<unknown>, "content">>>
  /** What the page was asked for beside leading to a place, and what it is told then. */
  receive?(message: FromPage, request: Request): Promise<ToPage | undefined>
}

/** So long after the last edit the question is asked again. */
const pauseOfEdits = 300

/**
 * One panel with the answer to one question, which stays open: the question is asked again when documents, files or settings
 * change, and after a reload of the window. Another question takes its place.
 */
export class AnswerPanel<Request extends Subject> implements Disposable {
  readonly #extension: Uri
  readonly #kind: PanelKind<Request>
  readonly #registrations: readonly Disposable[]
  #panel: WebviewPanel | undefined
  #request: Request | undefined
  #content: PageContent | undefined
  #whenShown: ((counts: ShownCounts | undefined) => void) | undefined
  readonly #question = new Debounced(pauseOfEdits, () => this.#askAgain())

  constructor(session: Session, extension: Uri, kind: PanelKind<Request>) {
    this.#extension = extension
    this.#kind = kind
    this.#registrations = [
      workspace.onDidChangeTextDocument(change => {
        if (!this.#request || languages.match(documentSelector, change.document) === 0) return
        this.#request = movedSubject(this.#request, change)
        this.#question.soon()
      }),
      // What a window is reloaded with may be about files that are not read yet.
      session.server.onDidReadFiles(() => this.#question.soon()),
      workspace.onDidChangeConfiguration(change => change.affectsConfiguration("nsg") && this.#question.soon()),
      window.registerWebviewPanelSerializer(kind.viewType, {
        deserializeWebviewPanel: (panel, state) => this.#restore(panel, state as PageState | undefined),
      }),
    ]
  }

  /** Shows an answer; resolved when the page has drawn it, with nothing where it was closed before. */
  async show(
    request: Request,
    { content }: { readonly content: PageContent },
    takesFocus = this.#kind.takesFocus,
  ): Promise<ShownCounts | undefined> {
    const panel = this.#panel ?? (await this.#open())
    panel.reveal(undefined, !takesFocus)
    this.#request = request
    const shown = new Promise<ShownCounts | undefined>(resolve => {
      this.#whenShown = resolve
    })
    this.#draw(content)
    return shown
  }

  /** Whether it is what the user looks at. */
  get isActive(): boolean {
    return this.#panel?.active === true
  }

  /** What it is asked about. */
  get request(): Request | undefined {
    return this.#request
  }

  /** The pictures that it shows. */
  get pictures(): readonly ShownPicture[] {
    return this.#content ? picturesOf(this.#content) : []
  }

  dispose(): void {
    this.#question.dispose()
    for (const registration of this.#registrations) registration.dispose()
    this.#panel?.dispose()
  }

  async #open(): Promise<WebviewPanel> {
    const viewColumn = await (this.#kind.column?.() ?? reportColumn())
    const place = { viewColumn, preserveFocus: !this.#kind.takesFocus }
    const options = { ...pageOptions(this.#extension), enableFindWidget: true }
    const panel = window.createWebviewPanel(this.#kind.viewType, "Azure NSG", place, options)
    this.#adopt(panel)
    return panel
  }

  #adopt(panel: WebviewPanel): void {
    this.#panel = panel
    panel.webview.onDidReceiveMessage((message: FromPage) => void this.#receive(message))
    panel.onDidDispose(() => {
      this.#panel = undefined
      this.#request = undefined
      this.#content = undefined
      this.#whenShown?.(undefined)
    })
    panel.webview.html = answerPage(panel.webview, this.#extension)
  }

  /** The state was written by the page; what it asks for is asked as any client's question is. */
  async #restore(panel: WebviewPanel, state: PageState | undefined): Promise<void> {
    const request = state?.request as Request | undefined
    if (!request) {
      panel.dispose()
      return
    }
    this.#panel?.dispose()
    panel.webview.options = pageOptions(this.#extension)
    this.#request = request
    this.#adopt(panel)
    // VS Code opens documents of tabs that are not on the screen only when they are looked at.
    if (request.uri !== undefined) await workspace.openTextDocument(Uri.parse(request.uri)).then(undefined, () => {})
    await this.#askAgain()
  }

  /** What cannot be answered at the moment leaves the last answer on the page, with a word. */
  async #askAgain(): Promise<void> {
    const request = this.#request
    if (!request) return
    const reply = await this.#kind.ask(request)
    // The document was edited, or another question asked, while this one was answered.
    if (this.#request !== request) return
    if ("problem" in reply) this.#post({ problem: reply.problem })
    else this.#draw(reply.content)
  }

  #draw(content: PageContent): void {
    this.#content = content
    if (this.#panel) this.#panel.title = content.title
    this.#post({ content })
  }

  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message)
  }

  async #receive(message: FromPage): Promise<void> {
    if ("ready" in message) {
      if (this.#content) this.#post({ content: this.#content })
    } else if ("shown" in message) {
      this.#whenShown?.(message.shown)
    } else if ("place" in message) {
      await showPlace(message.place)
    } else if ("exportPicture" in message) {
      const picture = this.pictures[message.exportPicture]
      if (picture) await savePicture(picture)
    } else if (this.#request) {
      const told = await this.#kind.receive?.(message, this.#request)
      if (told) this.#post(told)
    }
  }
}
