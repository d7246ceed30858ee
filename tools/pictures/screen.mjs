// @ts-check
import path from "node:path"
import axe from "axe-core"

const wide = { width: 1440, height: 860 }

/** A window of VS Code, driven as a user does, by keyboard where that is possible, and the pictures taken of it. */
export class Screen {
  /** What all names of pictures end in, such as the theme. */
  suffix = ""
  #folder

  /**
   * @param {import("playwright-core").Page} page
   * @param {string} folder of the pictures
   */
  constructor(page, folder) {
    this.page = page
    this.#folder = folder
  }

  /** @param {string} name */
  async take(name) {
    await this.page.waitForTimeout(800)
    await this.page.screenshot({ path: this.picture(`${name}${this.suffix}`) })
  }

  /** @param {string} name */
  picture(name) {
    return path.join(this.#folder, `${name}.png`)
  }

  /** @param {number} [width] without one, the usual one again */
  async setWidth(width = wide.width) {
    await this.page.setViewportSize({ ...wide, width })
  }

  /** @param {string} keys */
  async press(keys) {
    await this.page.keyboard.press(keys)
  }

  /** @param {string} text */
  async type(text) {
    await this.page.keyboard.type(text)
  }

  /**
   * At a line: VS Code opens a file where it was left.
   * @param {string} name
   * @param {number} [line]
   * @param {number} [column]
   */
  async openFile(name, line = 1, column = 1) {
    await this.press("Control+P")
    await this.acceptQuickInput(name)
    await this.goTo(line, column)
  }

  /** @param {string} title */
  async runCommand(title) {
    await this.press("F1")
    await this.acceptQuickInput(title)
  }

  /**
   * @param {string} text what is typed
   * @param {string} [row] what the list then has first
   */
  async acceptQuickInput(text, row) {
    await this.acceptRow(text, row)
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" })
  }

  /**
   * The same, where another list may follow.
   * @param {string} text
   * @param {string} [row]
   */
  async acceptRow(text, row = text.replace(/^.*: /, "")) {
    await this.page.locator(".quick-input-widget input").waitFor()
    await this.type(text)
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: row }).first().waitFor()
    await this.press("Enter")
  }

  /**
   * @param {number} line
   * @param {number} [column]
   */
  async goTo(line, column = 1) {
    await this.press("Control+G")
    await this.acceptQuickInput(`${line}:${column}`, `line ${line}`)
  }

  /** The lens above a line; it comes with the answer of the server. @param {string} text */
  lens(text) {
    return this.page.locator(".codelens-decoration a", { hasText: text }).first()
  }

  /**
   * What a hover at the cursor says. By keyboard: the pointer may lie there already, and then nothing moves.
   * @param {string} text that is in it
   */
  async showHover(text) {
    await this.runCommand("Show or Focus Hover")
    await this.page.locator(".monaco-hover", { hasText: text }).first().waitFor()
  }

  /** The page with the answer on the screen. */
  get answer() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe")
  }

  /** What axe finds in the page, colours included, ends the run. */
  async expectAccessible() {
    const body = this.answer.locator("body")
    // The page's policy keeps scripts out that are added as elements; what the debugger evaluates is not held by it.
    await body.evaluate(axe.source)
    const found = await body.evaluate(
      "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
    )
    if (found.length > 0) throw new Error(`Not accessible: ${JSON.stringify(found, null, 1)}`)
  }

  /** A window as it is after the start: no editor, no message, no panel, no side bar. */
  async clear() {
    await this.runCommand("View: Close All Editors")
    await this.runCommand("Notifications: Clear All Notifications")
    if (await this.page.locator(".part.panel").isVisible()) await this.runCommand("View: Hide Panel")
    if (await this.page.locator(".part.sidebar").isVisible()) await this.hideSideBar()
  }

  async hideSideBar() {
    await this.runCommand("View: Toggle Primary Side Bar Visibility")
    await this.page.locator(".part.sidebar").waitFor({ state: "hidden" })
  }
}
