// @ts-check
// npm run screenshots: pictures of what npm start shows, into out/screenshots; the README's own go to images/.
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import { launchBrowser } from "./vscode/browser.mjs"
import { installVSCode } from "./vscode/install.mjs"
import { outFolder, root } from "./vscode/paths.mjs"

const readmePictures = ["problems", "hover", "verified-flow", "verified-path", "subnet-hover", "topology"]
const template = "azuredeploy.json"
const flow = "inbound tcp 198.51.100.7:50000 -> 10.20.1.4:3389"

const pictures = path.join(outFolder, "screenshots")
mkdirSync(pictures, { recursive: true })
await installVSCode()
const { app, url } = await startApp()
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1440, height: 860 } })
page.setDefaultTimeout(120_000)

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
await runCommand("Preferences: Toggle between Light/Dark Themes")
await takeOtherTheme()
await takeNetwork("-other-theme")
await takeClaims("-other-theme")

for (const name of readmePictures) shrink(picture(name), path.join(root, "images", `${name}.png`))
await browser.close()
app.kill()
await once(app, "exit")
console.log(`Pictures: ${pictures}`)

/**
 * The README's pictures are packed with the extension: a palette of 256 colours takes a third of the bytes.
 * @param {string} from
 * @param {string} to
 */
function shrink(from, to) {
  const options = ["--quality", "70-95", "--strip", "--force", "--output", to, from]
  const { error } = spawnSync("pngquant", options, { stdio: "inherit" })
  if (!error) return
  copyFileSync(from, to)
  console.log(`${to} is larger than it need be: pngquant (a Debian package) is not installed.`)
}

/** The networks in the Explorer, down to the rules of a group. */
async function takeView() {
  await runCommand("Explorer: Focus on Network Security Groups View")
  const rows = page.locator('.pane:has(h3[title="Network Security Groups"]) .monaco-list-row')
  await rows.first().waitFor()
  await rows.filter({ hasText: "web" }).first().click()
  await page.keyboard.press("ArrowRight")
  await page.waitForTimeout(500)
  await take("networks-view")
}

/** The Problems list below the squiggles. */
async function takeProblems(name = "problems") {
  await runCommand("Problems: Focus on Problems View")
  await page.locator(".markers-panel .monaco-list-row", { hasText: "never matches" }).first().click()
  await page.locator(".squiggly-error").first().waitFor()
  await take(name)
  await runCommand("View: Hide Panel")
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
  await page.locator(".tab", { hasText: "Flow through" }).waitFor()
  await page.locator(".notification-toast").waitFor()
  await take("verified-flow")
  await runCommand("Notifications: Clear All Notifications")
}

async function takeEffectiveRules() {
  await runCommand("NSG: Show Effective Rules")
  await page.locator(".tab", { hasText: "Effective rules" }).waitFor()
  await take("effective-rules")
}

/** An answer that depends on the virtual network, and the button that settles it. */
async function takeSettlement() {
  await openFile("nsg-show.json")
  await page.locator(".codelens-decoration a", { hasText: "Verify flow" }).first().click()
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type("inbound tcp 172.31.0.100:50000 -> 10.30.2.4:1433")
  await acceptFlow()
  const button = page.locator(".notification-toast a", { hasText: "is inside" }).first()
  await button.waitFor()
  await take("flow-depends")
  await button.click()
  await page.locator(".notification-toast", { hasText: "Allow: inbound" }).waitFor()
  await take("flow-settled")
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
  await page.locator(".tab", { hasText: "Flow through the network" }).waitFor()
  await page.locator(".notification-toast").waitFor()
  await take(`verified-path${theme}`)
  await runCommand("Notifications: Clear All Notifications")
  await openFile("machines.json")
  await page.locator(".codelens-decoration a", { hasText: "web-0-nsg (NIC)" }).first().click()
  await page.locator(".tab", { hasText: "Effective rules of web-0-nic" }).waitFor()
  await take(`effective-nic${theme}`)
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
  await runCommand("View: Close All Editors")
}

async function takeTopology(theme = "") {
  await runCommand("View: Close All Editors")
  await runCommand("NSG: Show Topology")
  const frame = page.frameLocator("iframe.webview.ready").frameLocator("iframe")
  await frame.locator("[data-place]").first().waitFor()
  await take(`topology${theme}`)
}

/** The same in the other theme, to be looked at: colours of ours must be readable in both. */
async function takeOtherTheme() {
  await runCommand("Notifications: Clear All Notifications")
  await openFile(template)
  await takeProblems("problems-other-theme")
  await runCommand("NSG: Show Effective Rules")
  await page.locator(".tab", { hasText: "Effective rules" }).waitFor()
  await take("effective-rules-other-theme")
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

/** @param {string} text */
async function acceptQuickInput(text) {
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type(text)
  await page
    .locator(".quick-input-list .monaco-list-row.focused", { hasText: text.replace(/^.*: /, "") })
    .first()
    .waitFor()
  await page.keyboard.press("Enter")
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" })
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
    if (url) return { app, url }
  }
  throw new Error("npm start ended without an address")
}
