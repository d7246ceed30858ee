// @ts-check
import { createHash } from "node:crypto"
import { once } from "node:events"
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import { beforeEnd } from "./lifetime.mjs"
import { npmEnvironment, spawnNpm } from "./npm.mjs"
import { modules, toolsFolder, unmetNeed, vscodeFolder } from "./paths.mjs"

/** Brings VS Code and Chromium from the npm registry into tools/vscode; does nothing when they are there. */
export async function installVSCode() {
  if (unmetNeed) giveUp(unmetNeed)
  const lockfile = readFileSync(path.join(toolsFolder, "package-lock.json"), "utf8")
  const marker = path.join(modules, ".installed")
  const wanted = createHash("sha256").update(lockfile).digest("hex")
  // npm leaves a half-filled folder when it is interrupted: only the marker, written last, says that all is there.
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return
  await runInstall(Object.keys(JSON.parse(lockfile).packages).length)
  linkModules()
  writeFileSync(marker, wanted)
}

/** @param {number} packages how many the lockfile names, those of other platforms among them */
async function runInstall(packages) {
  console.log("Installing VS Code 1.139 and Chromium into tools/vscode, once: 230 MB to download, 900 MB on disk.")
  const started = Date.now()
  // No install scripts: npm may withhold them, and nothing here needs one.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"]
  const child = spawnNpm(args, { cwd: toolsFolder, env: npmEnvironment(), stdio: ["ignore", "ignore", "pipe"] })
  beforeEnd(() => child.kill())
  const tail = reportFetches(child.stderr, packages, started)
  const [code] = await once(child, "exit")
  if (code !== 0) giveUp(`npm ci in tools/vscode ended with ${code}:\n${(await tail).join("\n")}`)
  console.log(`  done in ${seconds(started)}`)
}

/**
 * Prints a line every few seconds, and hands back what npm said that is not progress.
 * @param {import("node:stream").Readable | null} stderr
 * @param {number} packages
 * @param {number} started
 */
async function reportFetches(stderr, packages, started) {
  if (!stderr) return []
  const others = []
  let fetched = 0
  let lastReport = Date.now()
  for await (const line of createInterface({ input: stderr })) {
    if (!/^npm http /.test(line)) others.push(line)
    else if (line.includes(".tgz")) fetched++
    if (Date.now() - lastReport < 3000) continue
    lastReport = Date.now()
    console.log(`  ${fetched} of about ${packages} packages, ${seconds(started)}`)
  }
  return others.slice(-20)
}

/** VS Code looks for its modules, also for those it serves to the browser, in lib/vscode/node_modules. */
function linkModules() {
  const link = path.join(vscodeFolder, "node_modules")
  if (lstatSync(link, { throwIfNoEntry: false })) return
  const target = process.platform === "win32" ? modules : path.relative(vscodeFolder, modules)
  symlinkSync(target, link, "junction")
}

/**
 * @param {string} reason
 * @returns {never}
 */
function giveUp(reason) {
  console.error(reason)
  process.exit(1)
}

/** @param {number} started */
function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(0)} s`
}
