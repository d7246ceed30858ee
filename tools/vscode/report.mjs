// @ts-check
import { readFileSync } from "node:fs"
import process from "node:process"

/**
 * Prints what is appended to a file while it grows: Mocha's report, which comes from another process.
 * @param {string} file
 */
export function followReport(file) {
  let printed = 0
  const printNew = () => {
    const bytes = readFileSync(file)
    process.stdout.write(bytes.subarray(printed))
    printed = bytes.length
  }
  const timer = setInterval(printNew, 200)
  return {
    stop() {
      clearInterval(timer)
      printNew()
    },
  }
}
