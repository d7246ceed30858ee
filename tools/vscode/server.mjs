// @ts-check
import path from "node:path"
import { node, serverMain } from "./paths.mjs"
import { spawnTree } from "./process-tree.mjs"
import { writeSettings } from "./settings.mjs"

/**
 * Starts VS Code as a server on 127.0.0.1 and waits until it listens. `dataFolder` takes settings, state and installed
 * extensions; `port` 0 is any free one.
 * @param {{ dataFolder: string, port: number, log: string, args?: string[], env?: Record<string, string> }} options
 */
export async function startServer({ dataFolder, port, log, args = [], env = {} }) {
  writeSettings(dataFolder)
  const common = [serverMain, "--host", "127.0.0.1", "--port", `${port}`, "--without-connection-token"]
  const quiet = ["--accept-server-license-terms", "--telemetry-level", "off", ...dataArguments(dataFolder)]
  const tree = spawnTree(node, [...common, ...quiet, ...args], {
    env: { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env },
    log,
  })
  const authority = `127.0.0.1:${await listeningPort(tree.child)}`
  return { ...tree, authority, url: `http://${authority}/` }
}

/** @param {string} dataFolder */
export function dataArguments(dataFolder) {
  return ["--server-data-dir", dataFolder, "--extensions-dir", path.join(dataFolder, "extensions")]
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} child
 * @returns {Promise<number>}
 */
function listeningPort(child) {
  return new Promise((resolve, reject) => {
    let text = ""
    const read = (/** @type {Buffer} */ data) => {
      text += data
      const match = /Extension host agent listening on (\d+)/.exec(text)
      if (match) resolve(Number(match[1]))
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    child.once("error", reject)
    child.once("exit", code => reject(new Error(`VS Code's server ended with ${code}:\n${text}`)))
  })
}
