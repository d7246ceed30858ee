import axe from "axe-core"
import { buildSync } from "esbuild"
import { JSDOM, VirtualConsole } from "jsdom"
import type { FromPage, PageContent, PageState, ToPage } from "../../pages/src/messages.ts"

const [script] = buildSync({
  entryPoints: ["pages/src/main.ts"],
  bundle: true,
  write: false,
  platform: "browser",
  logLevel: "silent",
}).outputFiles

/** A page as VS Code would run it, with what it said so far and what it keeps. */
export class Page {
  readonly said: FromPage[] = []
  readonly #dom: JSDOM
  state: PageState | undefined

  constructor(state?: PageState) {
    this.state = state
    const body = `<main><p id="status" role="status"></p><div id="answer" aria-busy="true"></div></main>`
    const html = `<!DOCTYPE html><html lang="en"><head><title>Azure NSG</title></head><body>${body}</body></html>`
    // axe asks for a canvas, which jsdom has not.
    const virtualConsole = new VirtualConsole().forwardTo(console, { jsdomErrors: ["unhandled-exception"] })
    this.#dom = new JSDOM(html, { runScripts: "outside-only", pretendToBeVisual: true, virtualConsole })
    const host = {
      postMessage: (message: FromPage) => this.said.push(message),
      getState: () => this.state,
      setState: (kept: PageState) => {
        this.state = kept
      },
    }
    Object.assign(this.#dom.window, { acquireVsCodeApi: () => host })
    this.#dom.window.eval(script?.text ?? "")
  }

  get document(): Document {
    return this.#dom.window.document
  }

  /** As the extension's message arrives. */
  tell(message: ToPage): void {
    const { window } = this.#dom
    window.dispatchEvent(new window.MessageEvent("message", { data: message }))
  }

  show(content: PageContent): this {
    this.tell({ content })
    return this
  }

  find<E extends Element = HTMLElement>(selector: string): E {
    const found = this.document.querySelector<E>(selector)
    if (!found) throw new Error(`Nothing is ${selector}`)
    return found
  }

  texts(selector: string): string[] {
    return [...this.document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "")
  }

  type(selector: string, text: string): void {
    const input = this.find<HTMLInputElement>(selector)
    input.value = text
    input.dispatchEvent(new this.#dom.window.Event("input", { bubbles: true }))
  }

  choose(selector: string, value: string): void {
    const select = this.find<HTMLSelectElement>(selector)
    select.value = value
    select.dispatchEvent(new this.#dom.window.Event("change", { bubbles: true }))
  }

  /** Events such as a disclosure's come behind what led to them. */
  settled(): Promise<void> {
    return new Promise(resolve => setTimeout(resolve, 5))
  }

  click(target: Element): void {
    target.dispatchEvent(new this.#dom.window.MouseEvent("click", { bubbles: true }))
  }

  press(target: Element, key: string): void {
    target.dispatchEvent(new this.#dom.window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
  }

  /** What axe finds; colours and layout need a real browser. */
  async violations(): Promise<readonly string[]> {
    this.#dom.window.eval(axe.source)
    const run = this.#dom.window.eval("axe.run(document, { rules: { 'color-contrast': { enabled: false } } })")
    const { violations } = (await run) as { violations: readonly { id: string; nodes: readonly { html: string }[] }[] }
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
  }
}
