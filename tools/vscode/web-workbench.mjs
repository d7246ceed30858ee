// @ts-check
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { layOutExtension } from "../package.mjs"
import { quietSettings } from "./settings.mjs"
import { buildWebSuite } from "./suite.mjs"

/** Where the page finds the extension: below the workbench's own address, as its content security policy wants it. */
const base = "/web-extension"
/** The workspace of the suite: a file system that the suite itself provides. */
const folderUri = { scheme: "memory", authority: "suite", path: "/shop" }

/**
 * Makes a page open a workbench without any server behind it, as vscode.dev is: the extension, as it is packed for browsers, and
 * its suite run in a web worker.
 * @param {import("playwright-core").Page} page
 * @param {{ authority: string, url: string }} server it only serves the workbench's files
 * @returns {Promise<string>} the address to open
 */
export async function prepareWebWorkbench(page, server) {
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-web-extension-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  await layOutExtension(folder, "web")
  mkdirSync(path.join(folder, "suite"))
  await buildWebSuite(path.join(folder, "suite", "run.cjs"))
  await page.context().route(`${server.url.replace(/\/$/, "")}${base}/**`, async route => {
    const { pathname } = new URL(route.request().url())
    const file = path.join(folder, pathname.slice(base.length))
    await route.fulfill(existsSync(file) ? { path: file } : { status: 404 })
  })
  await page.route(server.url, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: configured(await response.text(), server.authority) })
  })
  await page.route("**/workbench/workbench.js", async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: withoutRemote(await response.text()) })
  })
  return server.url
}

/**
 * The workbench's page with what VS Code's own options of a web workbench say: no remote, a virtual workspace, an extension under test.
 * @param {string} html
 * @param {string} authority
 */
function configured(html, authority) {
  const at = (/** @type {string} */ name) => ({ scheme: "http", authority, path: `${base}${name}` })
  const own = {
    folderUri,
    enableSmokeTestDriver: true,
    developmentOptions: { extensions: [at("")], extensionTestsPath: at("/suite/run.cjs") },
    configurationDefaults: quietSettings,
  }
  const setting = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/
  return html.replace(setting, (_all, start, escaped) => {
    const { remoteAuthority: _, ...options } = JSON.parse(escaped.replaceAll("&quot;", '"'))
    return `${start}${JSON.stringify({ ...options, ...own }).replaceAll('"', "&quot;")}"`
  })
}

/**
 * code-server ties the workbench to the server that it comes from, and keeps the user's data there; VS Code's own does neither.
 * @param {string} workbench
 */
function withoutRemote(workbench) {
  return workbench
    .replace("remoteAuthority:location.host", "")
    .replace(/(userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote/, "$1vscodeUserData")
}
