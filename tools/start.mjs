// @ts-check
// npm start [-- FOLDER]: a real VS Code at http://127.0.0.1:8091/, with the extension installed from its VSIX.
import { execFileSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { createServer } from "node:net"
import path from "node:path"
import process from "node:process"
import { pathToFileURL } from "node:url"
import { packageExtension } from "./package.mjs"
import { cleanEnvironment } from "./vscode/environment.mjs"
import { installVSCode } from "./vscode/install.mjs"
import { node, root, serverMain } from "./vscode/paths.mjs"
import { dataArguments, startServer } from "./vscode/server.mjs"
import { writeSettings } from "./vscode/settings.mjs"

const usualPort = 8091

const folder = path.resolve(process.argv[2] ?? path.join(root, "examples"))
/** Settings, state and installed extensions, kept from run to run. */
const dataFolder = path.resolve(process.env.NSG_TRY_FOLDER ?? path.join(root, ".vscode-try"))

await installVSCode()
mkdirSync(dataFolder, { recursive: true })
writeSettings(dataFolder)
await installExtension()
const wanted = Number(process.env.PORT ?? usualPort)
const server = await startServer({
  dataFolder,
  port: (await isFree(wanted)) ? wanted : 0,
  log: path.join(dataFolder, "server.log"),
})
// The server's own default would be a folder that its files do not count as being in.
const url = `${server.url}?folder=${pathToFileURL(folder).pathname}`
console.log(`VS Code with the extension: ${url}   (Ctrl-C ends it)`)
const code = await server.unexpectedEnd
console.error(`VS Code ended with ${code}; see ${path.join(dataFolder, "server.log")}`)
process.exit(1)

async function installExtension() {
  const vsix = path.join(dataFolder, "extension.vsix")
  await packageExtension(vsix)
  const args = [serverMain, ...dataArguments(dataFolder), "--install-extension", vsix, "--force"]
  execFileSync(node, args, { stdio: ["ignore", "ignore", "inherit"], env: cleanEnvironment() })
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
}
