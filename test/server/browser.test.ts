import { runInNewContext } from "node:vm"
import { build } from "esbuild"
import { expect, test } from "vitest"

// No browser entry point exists yet; this keeps Node out of everything that one will need.
test("the server bundles for the browser, and starts where there is no Node", async () => {
  const { outputFiles, warnings } = await build({
    stdin: {
      contents: `
        import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser"
        import { startServer } from "./server/src/server.ts"
        startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)))`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: "browser",
    format: "iife",
    mainFields: ["module", "main"],
    write: false,
    logLevel: "silent",
  })
  expect(warnings).toEqual([])
  const self = { addEventListener: () => {}, postMessage: () => {} }
  const globals = {
    self,
    TextDecoder,
    TextEncoder,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
  }
  runInNewContext(outputFiles[0]!.text, globals)
})
