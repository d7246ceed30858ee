import { type Disposable, l10n, ViewColumn, type WebviewPanel, window, workspace } from "vscode"
import { type TopologyAnswer, topologyCommand } from "../../server/src/protocol.ts"
import { runServerCommand, type Session } from "./session.ts"
import { showPlace } from "./show-place.ts"
import { topologyPage } from "./topology-page.ts"

/** What the page says: that it has drawn so many things, or that one was chosen. */
type PageMessage = { readonly drawn: number } | { readonly place: number }

/** The picture, and how many things in it lead to a document, as the page counts them. */
type ShownTopology = TopologyAnswer & { readonly drawn: number }

/** `NSG: Show Topology`: one panel, drawn again when it is asked for and when a document is saved. */
export class TopologyView implements Disposable {
  readonly #session: Session
  readonly #saving: Disposable
  #panel: WebviewPanel | undefined
  #answer: TopologyAnswer | undefined
  #drawn: ((count: number) => void) | undefined

  constructor(session: Session) {
    this.#session = session
    this.#saving = workspace.onDidSaveTextDocument(() => this.#panel && void this.#draw(this.#panel))
  }

  /** Resolved when the page has drawn it. */
  async show(): Promise<ShownTopology | undefined> {
    const panel = this.#panel ?? this.#open()
    panel.reveal()
    const drawn = new Promise<number>(resolve => {
      this.#drawn = resolve
    })
    const answer = await this.#draw(panel)
    return answer && { ...answer, drawn: await drawn }
  }

  dispose(): void {
    this.#saving.dispose()
    this.#panel?.dispose()
  }

  #open(): WebviewPanel {
    const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] }
    const panel = window.createWebviewPanel("nsg.topology", l10n.t("NSG Topology"), ViewColumn.Active, options)
    panel.webview.onDidReceiveMessage((message: PageMessage) => this.#receive(message))
    panel.onDidDispose(() => {
      this.#panel = undefined
      this.#drawn?.(0)
    })
    this.#panel = panel
    return panel
  }

  async #draw({ webview }: WebviewPanel): Promise<TopologyAnswer | undefined> {
    this.#answer = await runServerCommand<TopologyAnswer>(this.#session, topologyCommand, {})
    if (this.#answer) webview.html = topologyPage(this.#answer.client.svg)
    return this.#answer
  }

  #receive(message: PageMessage): void {
    if ("drawn" in message) {
      this.#drawn?.(message.drawn)
      return
    }
    const place = this.#answer?.client.places[message.place]
    if (place) void showPlace(place)
  }
}
