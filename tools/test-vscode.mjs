// @ts-check
// node tools/test-vscode.mjs [node|web|reload]: the suites of test/vscode in a real VS Code in headless Chromium, one with the extension
// host in Node, and one with it in a web worker and no server at all; and what comes back when the window is reloaded.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { setTimeout as delay } from "node:timers/promises"
import { buildAll } from "./build.mjs"
import { cutOutsideHosts, runSuite } from "./vscode/automation.mjs"
import { launchBrowser } from "./vscode/browser.mjs"
import { installVSCode } from "./vscode/install.mjs"
import { outFolder, root } from "./vscode/paths.mjs"
import { checkReload } from "./vscode/reload.mjs"
import { followReport } from "./vscode/report.mjs"
import { startServer } from "./vscode/server.mjs"
import { buildSuite, copyWorkspace, languageExtension, suiteEntry } from "./vscode/suite.mjs"
import { prepareWebWorkbench } from "./vscode/web-workbench.mjs"
import { developmentUrl } from "./vscode/workbench-url.mjs"

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
const [only] = process.argv.slice(2)
const isWanted = (/** @type {string} */ name) => only === undefined || only === name
const inNode = isWanted("node") ? await runInNode() : 0
const reloaded = isWanted("reload") ? await reloadWindow() : 0
const inBrowser = isWanted("web") ? await runInBrowser() : 0
await Promise.race([browser.close(), delay(3000)])
await server.stop()
process.exit(inNode || reloaded || inBrowser)

/** The suite in an extension host of Node. */
async function runInNode() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const following = followReport(report)
  const url = developmentUrl(server, { folder: workspace, extension: root, suite: suiteEntry })
  const outsideHosts = await cutOutsideHosts(page)
  const result = await runSuite(page, url, server)
  following.stop()
  // VS Code reports 0 when its extension host dies: only the suite's own closing record makes a 0 true.
  const closed = existsSync(`${report}.json`)
  const told = result.code === 0 && !closed ? { code: 6, why: "the extension host ended before the suite did" } : result
  tell(told, outsideHosts)
  if (!closed) await explainFailure(page)
  await page.close()
  return told.code
}

/** A window with pages of ours, without a suite, which a reload would begin again. */
async function reloadWindow() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await cutOutsideHosts(page)
  try {
    await checkReload(page, developmentUrl(server, { folder: workspace, extension: root }))
    console.log("A reload of the window brings its pages back")
    return 0
  } catch (error) {
    console.log(`A reload of the window: ${error}`)
    await explainFailure(page)
    return 1
  } finally {
    await page.close()
  }
}

/** The suite in a web worker. */
async function runInBrowser() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const outsideHosts = await cutOutsideHosts(page)
  const result = await runSuite(page, await prepareWebWorkbench(page, server), server)
  tell(result, outsideHosts)
  if (result.code > 1) await explainFailure(page)
  return result.code
}

/**
 * @param {{ code: number, why: string }} result
 * @param {ReadonlySet<string>} outsideHosts
 */
function tell({ code, why }, outsideHosts) {
  if (code !== 0) console.log(`Chromium ${browser.version()}: ${why} (exit code ${code})`)
  if (outsideHosts.size > 0) console.log(`Cut off: requests to ${[...outsideHosts].join(", ")}`)
}

/** @param {import("playwright-core").Page} page */
async function explainFailure(page) {
  const picture = path.join(outFolder, "failure.png")
  await page.screenshot({ path: picture }).catch(() => {})
  console.log(`A picture: ${picture}; the end of ${log}:`)
  console.log(readFileSync(log, "utf8").split("\n").slice(-30).join("\n"))
}
