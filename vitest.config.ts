import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** They put a module of their own in the place of one of ours, which other files of the same process would get, too. */
const mocking = ["test/server/crash.test.ts"]

// Proofs try many thousands of groups: a limit is there for what hangs, not for what is slow on a busy machine.
const testTimeout = 120_000

const resolve = { alias: { vscode: fileURLToPath(new URL("test/support/vscode.ts", import.meta.url)) } }

export default defineConfig({
  test: {
    // By default one of two cores would stay idle.
    maxWorkers: availableParallelism(),
    projects: [
      // Files of one process share the modules, which takes half of the time of loading them anew, and shows what one leaves behind.
      {
        resolve,
        test: { name: "shared", include: ["test/**/*.test.ts"], exclude: mocking, isolate: false, testTimeout },
      },
      { resolve, test: { name: "mocking", include: mocking, testTimeout } },
    ],
  },
})
