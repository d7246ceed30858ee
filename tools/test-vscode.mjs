// @ts-check
// node tools/test-vscode.mjs: the suite of test/vscode in a real VS Code (headless Chromium, Node extension host).
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { setTimeout as delay } from "node:timers/promises"
import { buildAll } from "./build.mjs"
import { launchBrowser } from "./vscode/browser.mjs"
import { installVSCode } from "./vscode/install.mjs"
import { outFolder, root } from "./vscode/paths.mjs"
import { followReport } from "./vscode/report.mjs"
import { startServer } from "./vscode/server.mjs"
import { buildSuite, copyWorkspace, languageExtension, suiteEntry } from "./vscode/suite.mjs"
import { developmentUrl } from "./vscode/workbench-url.mjs"

const timeout = 300_000

await installVSCode()
await buildAll()
await buildSuite()
mkdirSync(outFolder, { recursive: true })
const { folder, workspace } = copyWorkspace()
const report = path.join(folder, "report.txt")
const log = path.join(outFolder, "vscode-server.log")
const dataFolder = path.join(folder, "data")
writeFileSync(report, "")
// What lies in the extensions' folder at the first start counts as installed.
cpSync(languageExtension, path.join(dataFolder, "extensions", "arm-template-language"), { recursive: true })

const server = await startServer({
  dataFolder,
  port: 0,
  log,
  // Without it a built VS Code ignores the paths of the extension and the suite in the address.
  args: ["--enable-smoke-test-driver"],
  env: { NSG_SUITE_REPORT: report },
})
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
const outsideHosts = await cutOutsideHosts()
const following = followReport(report)
const result = await runSuite()
following.stop()
// VS Code reports 0 when its extension host dies: only the suite's own closing record makes a 0 true.
const closed = existsSync(`${report}.json`)
const code = result.code === 0 && !closed ? 6 : result.code
const why = code === 6 ? "the extension host ended before the suite did" : result.why
if (code !== 0) console.log(`Chromium ${browser.version()}: ${why} (exit code ${code})`)
if (outsideHosts.size > 0) console.log(`Cut off: requests to ${[...outsideHosts].join(", ")}`)
if (!closed) await explainFailure()
await Promise.race([browser.close(), delay(3000)])
await server.stop()
process.exit(code)

/**
 * Opens the workbench and waits for its word that the suite ended, or for what kept it from ending.
 * @returns {Promise<{ code: number, why: string }>}
 */
function runSuite() {
  const url = developmentUrl(server, { folder: workspace, extension: root, suite: suiteEntry })
  return new Promise(resolve => {
    page.on("crash", () => resolve({ code: 3, why: "the page crashed" }))
    void server.unexpectedEnd.then(exit => resolve({ code: 7, why: `VS Code's server ended with ${exit}` }))
    browser.on("disconnected", () => resolve({ code: 4, why: "the browser ended" }))
    setTimeout(() => resolve({ code: 124, why: `no end after ${timeout / 1000} s` }), timeout).unref()
    const open = async () => {
      await page.exposeFunction("codeAutomationLog", () => {})
      await page.exposeFunction("codeAutomationExit", (/** @type {number} */ exit) =>
        resolve({ code: exit, why: "the suite failed" }),
      )
      await page.goto(url)
    }
    open().catch(error => resolve({ code: 5, why: `${error}` }))
  })
}

/** The suite needs no network: what is asked of other hosts is cut, and named. */
async function cutOutsideHosts() {
  const hosts = /** @type {Set<string>} */ (new Set())
  await page.context().route(
    url => url.hostname !== "127.0.0.1",
    route => {
      hosts.add(new URL(route.request().url()).host)
      return route.abort()
    },
  )
  return hosts
}

async function explainFailure() {
  const picture = path.join(outFolder, "failure.png")
  await page.screenshot({ path: picture }).catch(() => {})
  console.log(`A picture: ${picture}; the end of ${log}:`)
  console.log(readFileSync(log, "utf8").split("\n").slice(-30).join("\n"))
}
