import { spawn } from "node:child_process"
import { cpSync, mkdtempSync, mkdirSync } from "node:fs"
import { createInterface } from "node:readline"
import path from "node:path"
import { launchBrowser } from "./vscode/browser.mjs"
import { root } from "./vscode/paths.mjs"
const out = "/tmp/german-pictures"; mkdirSync(out, { recursive: true })
const folder = mkdtempSync("/tmp/nsg-german-")
cpSync(path.join(root, "examples"), path.join(folder, "examples"), { recursive: true })
const app = spawn(process.execPath, [path.join(root, "tools", "start.mjs"), path.join(folder, "examples")], { env: { ...process.env, NSG_TRY_FOLDER: path.join(folder, "data"), PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] })
let url
for await (const line of createInterface({ input: app.stdout })) { url = /http:\/\/\S+/.exec(line)?.[0]; if (url) break }
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1440, height: 860 } })
page.setDefaultTimeout(60000)
await page.addInitScript(() => { globalThis._VSCODE_NLS_LANGUAGE = "de" })
await page.context().addCookies([{ name: "vscode.nls.locale", value: "de", url }])
await page.goto(url)
const take = async name => { await page.waitForTimeout(1200); await page.screenshot({ path: `${out}/${name}.png` }) }
const pick = async (text, row) => { await page.locator(".quick-input-widget input").waitFor(); await page.keyboard.type(text); await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: row ?? text }).first().waitFor(); await page.keyboard.press("Enter"); await page.locator(".quick-input-widget").waitFor({ state: "hidden" }) }
const open = async name => { await page.keyboard.press("Control+P"); await pick(name) }
const steps = [
 async () => { await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor(); await open("azuredeploy.json"); await page.locator(".codelens-decoration a").first().waitFor(); await take("start") },
 async () => { await open("nsg-show.json"); await page.locator(".codelens-decoration a", { hasText: "nsg-data" }).first().click(); await page.locator(".quick-input-widget input").waitFor(); await page.keyboard.type("inbound tcp 172.31.0.100:50000 -> 10.30.2.4:1433"); await page.waitForTimeout(1500); await take("input"); await page.keyboard.press("Enter"); await page.waitForTimeout(3000); await take("depends") },
 async () => { await open("front.nsgflow"); await page.waitForTimeout(3000); await take("claims") },
 async () => { await open("machines.json"); await page.locator(".codelens-decoration a", { hasText: "web-0-nic" }).first().click(); await page.waitForTimeout(1000); await page.keyboard.type("tcp nic:web-1-nic -> nic:db-0-nic:1433"); await page.waitForTimeout(1500); await page.keyboard.press("Enter"); await page.waitForTimeout(3000); await take("path") },
 async () => { await page.keyboard.press("F1"); await page.waitForTimeout(500); await page.keyboard.type("NSG: "); await take("palette"); await page.keyboard.press("Escape") },
 async () => { await page.setViewportSize({ width: 760, height: 860 }); await open("azuredeploy.json"); await page.keyboard.press("Control+G"); await pick("30", "30"); await page.keyboard.press("F1"); await page.keyboard.type("NSG: eff"); await page.waitForTimeout(1000); await page.keyboard.press("Enter"); await page.waitForTimeout(4000); await take("effective-narrow") },
]
for (const step of steps) { try { await step() } catch (e) { console.log(String(e).slice(0, 300)); await take("failure-" + steps.indexOf(step)); await page.keyboard.press("Escape") } }
await browser.close(); app.kill(); process.exit(0)
