// @ts-check
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { createWriteStream } from "node:fs"
import process from "node:process"
import { setTimeout as delay } from "node:timers/promises"
import { cleanEnvironment } from "./environment.mjs"
import { beforeEnd } from "./lifetime.mjs"

/**
 * Starts a command whose whole tree (extension host, watcher, language server) ends with this process, however that
 * ends: by itself, by Ctrl-C or by SIGTERM.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, log: string }} options
 */
export function spawnTree(command, args, { env, log }) {
  // A process group of its own can be signalled as a whole; Windows has taskkill for the same.
  const detached = process.platform !== "win32"
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached, env: cleanEnvironment(env) })
  const file = createWriteStream(log)
  child.stdout.on("data", data => file.write(data))
  child.stderr.on("data", data => file.write(data))
  let stopping = false
  const stop = () => {
    stopping = true
    return stopTree(child)
  }
  process.once("exit", () => killTree(child, "SIGKILL"))
  beforeEnd(stop)
  /** The exit code, when the command ends though nobody stopped it. */
  const unexpectedEnd = /** @type {Promise<number | null>} */ (
    new Promise(resolve => child.once("exit", code => !stopping && resolve(code)))
  )
  return { child, stop, unexpectedEnd }
}

/** @param {import("node:child_process").ChildProcess} child */
async function stopTree(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit")
    killTree(child, "SIGTERM")
    await Promise.race([ended, delay(3000)])
  }
  killTree(child, "SIGKILL")
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killTree(child, signal) {
  if (child.pid === undefined) return
  try {
    if (process.platform === "win32")
      execFileSync("taskkill", ["/PID", `${child.pid}`, "/T", "/F"], { stdio: "ignore" })
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}
