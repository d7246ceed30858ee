// @ts-check
import { spawn } from "node:child_process"
import process from "node:process"

/**
 * Runs npm with these arguments. Under `npm run` the same npm is used; `npm.cmd` of Windows needs a shell otherwise.
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function spawnNpm(args, options) {
  const script = process.env.npm_execpath
  return script
    ? spawn(process.execPath, [script, ...args], options)
    : spawn("npm", args, { ...options, shell: process.platform === "win32" })
}

/** The environment for an npm in another folder: without what the outer `npm run` says about this one. */
export function npmEnvironment() {
  const outer =
    /^npm_(package|lifecycle|command|config_(omit|include|production|global|prefix|local_prefix|ignore_scripts|workspace))/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)))
}
