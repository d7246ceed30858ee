// @ts-check
import process from "node:process"

/**
 * This process's environment without what npm, Electron or an outer VS Code put there: each of them changes how a
 * VS Code started from here behaves.
 * @param {Record<string, string>} [extra]
 */
export function cleanEnvironment(extra = {}) {
  const foreign = /^(npm_|NODE_OPTIONS$|VSCODE_|ELECTRON_)/i
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(own), ...extra }
}
