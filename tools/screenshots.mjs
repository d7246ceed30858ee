// @ts-check
// npm run screenshots [-- FONT]: pictures of what npm start shows, into out/screenshots; the README's own go to images/. With another
// font for the editor they go to out/screenshots-font, to be looked at: what stands in columns must not need equally wide letters.
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import axe from "axe-core"
import { launchBrowser } from "./vscode/browser.mjs"
import { installVSCode } from "./vscode/install.mjs"
import { outFolder, root } from "./vscode/paths.mjs"

const readmePictures = ["problems", "verified-path", "effective-nic", "topology"]
const template = "azuredeploy.json"
const flow = "inbound tcp 198.51.100.7:50000 -> 10.20.1.4:3389"

const [font] = process.argv.slice(2)
const pictures = path.join(outFolder, font === undefined ? "screenshots" : "screenshots-font")
mkdirSync(pictures, { recursive: true })
await installVSCode()
const { app, url, userSettings } = await startApp()
if (font !== undefined) changeSettings({ "editor.fontFamily": font })
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1440, height: 860 } })
page.setDefaultTimeout(120_000)

try {
  await takeAll()
} catch (error) {
  await take("failure")
  console.log(`What was on the screen: ${picture("failure")}`)
  throw error
}

for (const name of font === undefined ? readmePictures : [])
  shrink(picture(name), path.join(root, "images", `${name}.png`))
await browser.close()
app.kill()
await once(app, "exit")
console.log(`Pictures: ${pictures}`)

async function takeAll() {
  await page.goto(url)
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor()
  await openFile(template)
  await page.locator(".codelens-decoration a").first().waitFor()
  await takeView()
  await takeProblems()
  await runCommand("View: Toggle Primary Side Bar Visibility")
  await takeHover()
  await takeFlow()
  await takeEffectiveRules()
  await takeSettlement()
  await takeNetwork()
  await takeClaims()
  await takeMenus()
  await runCommand("Preferences: Toggle between Light/Dark Themes")
  await takeOtherTheme()
  await takeMenus("-other-theme")
  await takeNetwork("-other-theme")
  await takeClaims("-other-theme")
  await chooseTheme("Default High Contrast")
  await takeMenus("-high-contrast")
  await takeEffectiveRules("-high-contrast")
  await takeNetwork("-high-contrast")
  await takeSettlement("-high-contrast")
  await takeSettled("-high-contrast")
}

/**
 * The README's pictures are packed with the extension: a palette of 64 colours takes a quarter of the bytes.
 * @param {string} from
 * @param {string} to
 */
function shrink(from, to) {
  const options = ["--speed", "1", "--strip", "--force", "--output", to, "64", from]
  const { error } = spawnSync("pngquant", options, { stdio: "inherit" })
  if (!error) return
  copyFileSync(from, to)
  console.log(`${to} is larger than it need be: pngquant (a Debian package) is not installed.`)
}

/** The networks in the Explorer, down to the rules of a group. */
async function takeView() {
  await runCommand("Explorer: Focus on Network Security Groups View")
  const rows = networkRows()
  await rows.first().waitFor()
  await rows.filter({ hasText: "shared" }).first().click()
  await page.keyboard.press("ArrowRight")
  await page.waitForTimeout(500)
  await take("networks-view")
}

function networkRows() {
  const header = page.locator(".pane-header", { hasText: "Network Security Groups" })
  return page.locator(".pane", { has: header }).locator(".monaco-list-row")
}

/** The Problems list below the squiggles. */
async function takeProblems(name = "problems") {
  await runCommand("Problems: Focus on Problems View")
  await page.locator(".markers-panel .monaco-list-row", { hasText: "never matches" }).first().click()
  await page.locator(".squiggly-error").first().waitFor()
  await take(name)
  await runCommand("View: Hide Panel")
}

/** What is offered in a text, in the networks of the Explorer and above a diff, and the walkthrough. */
async function takeMenus(theme = "") {
  await runCommand("View: Close All Editors")
  await openFile(template)
  // It opens where it was left.
  await page.keyboard.press("Control+Home")
  await page.locator(".codelens-decoration a").first().waitFor()
  await page
    .locator(".view-line", { hasText: "Microsoft.Network/networkSecurityGroups" })
    .first()
    .click({ button: "right" })
  await takeMenu(`text-menu${theme}`)
  await runCommand("Explorer: Focus on Network Security Groups View")
  await networkRows().filter({ hasText: "shared" }).first().click({ button: "right" })
  await takeMenu(`networks-menu${theme}`)
  await takeDiff(theme)
  await runCommand("View: Close All Editors")
  await page.keyboard.press("F1")
  await acceptRow("Welcome: Open Walkthrough")
  await acceptQuickInput("Get Started with Azure NSG")
  await page.locator(".gettingStarted .step-title", { hasText: "Open a file with an NSG" }).first().waitFor()
  await take(`walkthrough${theme}`)
  await runCommand("View: Close All Editors")
}

/** @param {string} name */
async function takeMenu(name) {
  await page.locator(".monaco-menu .action-label", { hasText: "Show Effective Rules" }).first().waitFor()
  await take(name)
  await page.keyboard.press("Escape")
}

/** Two files beside each other, the button above them, and what it says. */
async function takeDiff(theme = "") {
  await openFile("new.json")
  await page.keyboard.press("F1")
  await acceptRow("File: Compare Active File With...")
  await acceptQuickInput("old.json")
  const compare = page.locator(".editor-actions .action-label[aria-label^='Compare Effective Traffic of Both Sides']")
  await compare.waitFor()
  await take(`diff${theme}`)
  await compare.click()
  await page.locator(".tab", { hasText: "Traffic of the document since" }).waitFor()
  await take(`diff-answer${theme}`)
}

/** The hover of a group: its rules in evaluation order, the lenses above it. */
async function takeHover() {
  await page.keyboard.press("Control+Home")
  await page
    .locator(".view-line", { hasText: "webGroup')]" })
    .first()
    .locator("span span", { hasText: "webGroup" })
    .last()
    .hover()
  await page.locator(".monaco-hover", { hasText: "DenyAllInBound" }).waitFor()
  await take("hover")
  await page.keyboard.press("Escape")
}

/** A flow typed into the input box, first half-typed, and its answer. */
async function takeFlow() {
  await page.locator(".codelens-decoration a", { hasText: "Verify flow" }).first().click()
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type(flow.replace(":3389", ""))
  await take("flow-input")
  await page.keyboard.type(":3389")
  await acceptFlow()
  await answerPage().locator("h1 button").waitFor()
  await take("verified-flow")
}

/** The tables, filtered and sorted by keyboard, a rule that leads to its line, and the page as a narrow window has it. */
async function takeEffectiveRules(theme = "") {
  await openFile(template)
  // A lens may be out of sight above an answer.
  await page.keyboard.press("Control+G")
  await acceptQuickInput("30", "line 30")
  await runCommand("NSG: Show Effective Rules")
  const shown = answerPage()
  await shown.locator("tbody tr").first().waitFor()
  await take(`effective-rules${theme}`)
  await expectAccessible(shown)
  await shown.locator("#filter").fill("tcp")
  await shown.locator("thead button", { hasText: "Rule" }).first().press("Enter")
  await take(`effective-rules-filtered${theme}`)
  await page.setViewportSize({ width: 520, height: 860 })
  await take(`effective-rules-narrow${theme}`)
  await expectAccessible(shown)
  await page.setViewportSize({ width: 1440, height: 860 })
  await shown.locator("#filter").fill("")
  await runCommand("View: Toggle Maximize Editor Group")
  await shown.locator(".picture").first().scrollIntoViewIfNeeded()
  await take(`exposure${theme}`)
  await page.setViewportSize({ width: 760, height: 860 })
  await shown.locator(".picture").first().scrollIntoViewIfNeeded()
  await take(`exposure-narrow${theme}`)
  await page.setViewportSize({ width: 1440, height: 860 })
  await runCommand("View: Toggle Maximize Editor Group")
}

/** The form, with what may be chosen, and below an answer. */
async function takeForm(theme = "") {
  await runCommand("View: Close All Editors")
  await openFile("machines.json")
  await page.locator(".codelens-decoration a", { hasText: "Verify flow" }).first().waitFor()
  await page.keyboard.press("F1")
  await acceptRow("NSG: Verify Flow in a Form")
  await page.locator('.quick-input-widget input[placeholder^="Choose an NSG"]').waitFor()
  await acceptQuickInput("web-0-nic")
  const shown = answerPage()
  await shown.locator("#flow-ends option").first().waitFor({ state: "attached" })
  await take(`flow-form${theme}`)
  await expectAccessible(shown)
  await shown.locator("#flow-source").fill("nic:web-0-nic")
  await shown.locator("#flow-destination").fill("nic:db-0-nic")
  await shown.locator("#flow-destinationPort").fill("1433")
  await shown.locator("#flow-destinationPort").press("Enter")
  await shown.locator("h1.verdict").waitFor()
  await shown.locator("#another summary").click()
  await shown.locator("#flow-source").scrollIntoViewIfNeeded()
  await take(`flow-form-answer${theme}`)
  await expectAccessible(shown)
}

/** The page with the answer on the screen. */
function answerPage() {
  return page.frameLocator("iframe.webview.ready").frameLocator("iframe")
}

/**
 * What axe finds in a page, colours included, ends the run.
 * @param {import("playwright-core").FrameLocator} shown
 */
async function expectAccessible(shown) {
  const body = shown.locator("body")
  // The page's policy keeps scripts out that are added as elements; what the debugger evaluates is not held by it.
  await body.evaluate(axe.source)
  const found = await body.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
  )
  if (found.length > 0) throw new Error(`Not accessible: ${JSON.stringify(found, null, 1)}`)
}

/** An answer that depends on the virtual network, and the button that settles it. */
async function takeSettlement(theme = "") {
  await openFile("nsg-show.json")
  await page.locator(".codelens-decoration a", { hasText: "Verify flow" }).first().click()
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type("inbound tcp 172.31.0.100:50000 -> 10.30.2.4:1433")
  await acceptFlow()
  await settlement().waitFor()
  await take(`flow-depends${theme}`)
  await expectAccessible(answerPage())
}

function settlement() {
  return answerPage().locator(".actions button", { hasText: "settings" }).first()
}

/** What the button leads to: from then on the answer no longer depends, so that this comes last. */
async function takeSettled(theme = "") {
  await settlement().press("Enter")
  await answerPage().locator("h1 .allow").waitFor()
  await take(`flow-settled${theme}`)
}

/** What the files of examples/network describe together: a subnet's hover, a path level by level, and the picture. */
async function takeNetwork(theme = "") {
  await runCommand("Notifications: Clear All Notifications")
  await runCommand("View: Close All Editors")
  await openFile("network.json")
  await page.locator(".codelens-decoration a", { hasText: "shared-nsg (subnet)" }).waitFor()
  await page
    .locator(".view-line span span", { hasText: /^"?shared"?$/ })
    .first()
    .hover()
  await page.locator(".monaco-hover", { hasText: "From the Internet" }).waitFor()
  await take(`subnet-hover${theme}`)
  await page.keyboard.press("Escape")
  await openFile("machines.json")
  await page.locator(".codelens-decoration a", { hasText: "Verify flow" }).first().click()
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type("tcp nic:web-1-nic -> nic:d")
  await page.locator(".quick-input-list", { hasText: "nic:db-0-nic:" }).waitFor()
  await take(`flow-completion${theme}`)
  await page.keyboard.type("b-0-nic:1433")
  await acceptFlow()
  const verdict = answerPage()
  await verdict.locator("ol.levels").waitFor()
  await take(`verified-path${theme}`)
  await expectAccessible(verdict)
  await openFile("machines.json")
  await page.locator(".codelens-decoration a", { hasText: "web-0-nsg (NIC)" }).first().click()
  await answerPage().locator("h1", { hasText: "web-0-nic" }).waitFor()
  await take(`effective-nic${theme}`)
  await expectAccessible(answerPage())
  await takeTopology(theme)
}

/** A file of claims with their results, the Test Explorer after a run, and which rules the claims reach. */
async function takeClaims(theme = "") {
  await runCommand("View: Close All Editors")
  await openFile("front.nsgflow")
  await page.locator(".view-line", { hasText: "✗ fails" }).first().waitFor()
  await page.locator(".codelens-decoration a", { hasText: "Verify all" }).waitFor()
  await take(`claims${theme}`)
  await runCommand("Test: Run Tests in Current File")
  await page.locator(".test-output-peek-message-container, .test-output-peek").first().waitFor()
  await take(`claims-failure${theme}`)
  await page.keyboard.press("Escape")
  await runCommand("Testing: Focus on Test Explorer View")
  await page.locator(".test-explorer .monaco-list-row", { hasText: "front.nsgflow" }).waitFor()
  await take(`claims-explorer${theme}`)
  await openFile("shop.nsgflow")
  await runCommand("Test: Run All Tests with Coverage")
  await page.locator(".test-coverage-list-label, .test-coverage-bars").first().waitFor()
  await openFile("security.json")
  await page.waitForTimeout(1000)
  await take(`claims-coverage${theme}`)
  await runCommand("Test: Clear All Results")
  // A window that is loaded again would have it, too, and below it no room for lenses.
  await runCommand("View: Hide Panel")
  await runCommand("View: Close All Editors")
}

async function takeTopology(theme = "") {
  await runCommand("View: Close All Editors")
  await runCommand("NSG: Show Topology")
  const frame = page.frameLocator("iframe.webview.ready").frameLocator("iframe")
  await frame.locator("[data-place]").first().waitFor()
  await take(`topology${theme}`)
  await expectAccessible(frame)
  await takeForm(theme)
}

/** The same in the other theme, to be looked at: colours of ours must be readable in both. */
async function takeOtherTheme() {
  await runCommand("Notifications: Clear All Notifications")
  await openFile(template)
  await takeProblems("problems-other-theme")
  await takeEffectiveRules("-other-theme")
}

async function acceptFlow() {
  await page.locator(".quick-input-list", { hasText: "Press Enter" }).waitFor()
  await page.keyboard.press("Enter")
}

/** @param {string} name */
async function take(name) {
  await page.waitForTimeout(800)
  await page.screenshot({ path: picture(name) })
}

/** @param {string} name */
function picture(name) {
  return path.join(pictures, `${name}.png`)
}

/** @param {string} name */
async function openFile(name) {
  await page.keyboard.press("Control+P")
  await acceptQuickInput(name)
}

/** @param {string} title */
async function runCommand(title) {
  await page.keyboard.press("F1")
  await acceptQuickInput(title)
}

/**
 * Written to the user's settings, which VS Code reads when its window loads.
 * @param {Readonly<Record<string, unknown>>} changed
 */
function changeSettings(changed) {
  const settings = JSON.parse(readFileSync(userSettings, "utf8"))
  writeFileSync(userSettings, JSON.stringify({ ...settings, ...changed }))
}

/** @param {string} name */
async function chooseTheme(name) {
  changeSettings({ "workbench.colorTheme": name })
  await page.reload()
  await page.locator(".monaco-workbench.hc-black").waitFor()
}

/**
 * @param {string} text what is typed
 * @param {string} [row] what the list then has first
 */
async function acceptQuickInput(text, row) {
  await acceptRow(text, row)
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" })
}

/**
 * The same, where another list may follow.
 * @param {string} text
 * @param {string} [row]
 */
async function acceptRow(text, row = text.replace(/^.*: /, "")) {
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type(text)
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: row }).first().waitFor()
  await page.keyboard.press("Enter")
}

/**
 * `npm start` on a copy of the examples and with a data folder of its own, so that every run begins alike and leaves
 * nothing; ends with this process.
 */
async function startApp() {
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-pictures-"))
  const examples = path.join(folder, "examples")
  cpSync(path.join(root, "examples"), examples, { recursive: true })
  const env = { ...process.env, NSG_TRY_FOLDER: path.join(folder, "data"), PORT: "0" }
  const app = spawn(process.execPath, [path.join(root, "tools", "start.mjs"), examples], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  })
  process.once("exit", () => {
    app.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  for await (const line of createInterface({ input: app.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url) return { app, url, userSettings: path.join(folder, "data", "data", "User", "settings.json") }
  }
  throw new Error("npm start ended without an address")
}
