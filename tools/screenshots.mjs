// @ts-check
// npm run screenshots [-- --theme dark,contrast] [--only rules,flow] [--font FONT]: pictures of what npm start shows, into
// out/screenshots; those of the README go to images/. With another font for the editor they go to out/screenshots-font, to be looked
// at: what stands in columns must not need equally wide letters.
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import { takeClaims } from "./pictures/claims.mjs"
import { takeCompletion, takeHelp, takeReading, takeRename } from "./pictures/editing.mjs"
import { takeFlow, takeForm, takeSettled, takeSettlement } from "./pictures/flows.mjs"
import { takeDiff, takeMenus, takeWalkthrough } from "./pictures/menus.mjs"
import { takeNetwork, takeTopology, takeView } from "./pictures/networks.mjs"
import { takeEffectiveRules, takeHover, takeProblems } from "./pictures/rules.mjs"
import { Screen } from "./pictures/screen.mjs"
import { launchBrowser } from "./vscode/browser.mjs"
import { installVSCode } from "./vscode/install.mjs"
import { outFolder, root } from "./vscode/paths.mjs"

/** By the steps that take them, in the light theme. */
const readmePictures = { problems: ["problems"], network: ["verified-path", "effective-nic"], topology: ["topology"] }

/** Each theme by what its pictures are called, and what VS Code's window has then. */
const themes = {
  light: { suffix: "", name: "Light 2026", window: ".vs" },
  dark: { suffix: "-dark", name: "Dark 2026", window: ".vs-dark" },
  contrast: { suffix: "-high-contrast", name: "Default High Contrast", window: ".hc-black" },
}

/** Each begins with an empty window. A settled flow stays settled: it comes last. */
const steps = {
  view: takeView,
  problems: takeProblems,
  hover: takeHover,
  reading: takeReading,
  completion: takeCompletion,
  rename: takeRename,
  help: takeHelp,
  flow: takeFlow,
  rules: takeEffectiveRules,
  network: takeNetwork,
  topology: takeTopology,
  form: takeForm,
  claims: takeClaims,
  menus: takeMenus,
  diff: takeDiff,
  walkthrough: takeWalkthrough,
  settlement: takeSettlement,
}

const { values: options } = parseArgs({
  options: { font: { type: "string" }, theme: { type: "string" }, only: { type: "string" } },
})
const pictures = path.join(outFolder, options.font === undefined ? "screenshots" : "screenshots-font")
mkdirSync(pictures, { recursive: true })
await installVSCode()
const { app, url, userSettings } = await startApp()
if (options.font !== undefined) changeSettings({ "editor.fontFamily": options.font })
const browser = await launchBrowser()
const page = await browser.newPage()
page.setDefaultTimeout(120_000)
const screen = new Screen(page, pictures)

try {
  for (const theme of Object.values(chosen(themes, options.theme))) await takeTheme(theme)
  if (options.only === undefined) await takeSettled(screen)
} catch (error) {
  screen.suffix = ""
  await screen.take("failure")
  console.log(`What was on the screen: ${screen.picture("failure")}`)
  throw error
}

if (options.font === undefined && "light" in chosen(themes, options.theme))
  for (const step of Object.keys(chosen(steps, options.only)))
    for (const name of readmePictures[/** @type {keyof typeof readmePictures} */ (step)] ?? [])
      shrink(screen.picture(name), path.join(root, "images", `${name}.png`))
await browser.close()
app.kill()
await once(app, "exit")
console.log(`Pictures: ${pictures}`)

/** @param {typeof themes.light} theme */
async function takeTheme({ suffix, name, window }) {
  changeSettings({ "workbench.colorTheme": name })
  screen.suffix = suffix
  await screen.setWidth()
  await page.goto(url)
  await page.locator(`.monaco-workbench${window}`).waitFor()
  await page.locator(".explorer-folders-view .monaco-list-row, .monaco-workbench.nosidebar").first().waitFor()
  for (const step of Object.values(chosen(steps, options.only))) {
    await screen.clear()
    await step(screen)
  }
}

/**
 * @template T
 * @param {Readonly<Record<string, T>>} all
 * @param {string | undefined} names separated by commas; all without any
 */
function chosen(all, names) {
  const wanted = names?.split(",")
  const unknown = wanted?.find(name => !Object.hasOwn(all, name))
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${Object.keys(all).join(", ")}`)
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted?.includes(name) ?? true))
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

/**
 * Written to the user's settings, which VS Code reads when its window loads.
 * @param {Readonly<Record<string, unknown>>} changed
 */
function changeSettings(changed) {
  const settings = JSON.parse(readFileSync(userSettings, "utf8"))
  writeFileSync(userSettings, JSON.stringify({ ...settings, ...changed }))
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
