// @ts-check
import process from "node:process"

const exitCodes = /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])

/**
 * Runs `stop` before this process ends by Ctrl-C, by SIGTERM, with its terminal, or because the npm that runs it has
 * ended: npm passes SIGTERM on to a shell, and the shell dies of it without a word to this process.
 * @param {() => unknown} stop
 */
export function beforeEnd(stop) {
  const end = async (/** @type {number} */ code) => {
    await stop()
    process.exit(code)
  }
  for (const [signal, code] of exitCodes) process.once(signal, () => end(code))
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && end(143), 500).unref()
}
