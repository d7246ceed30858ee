#!/usr/bin/env node
import process from "node:process"
import { buffer } from "node:stream/consumers"
import { createConnection } from "vscode-languageserver/node"
import { nodeFiles } from "./cli/node-files.ts"
import { nodeLogs } from "./cli/node-logs.ts"
import { isReplayThread } from "./cli/replay-threads.ts"
import { run } from "./cli/run.ts"
import { wantsColours } from "./outputs/colours.ts"
import { startServer } from "./server.ts"

if (!isReplayThread()) {
  // A reader that has seen enough (`nsg check . | head`) is no failure.
  process.stdout.on("error", () => process.exit())

  run(process.argv.slice(2), {
    cwd: process.cwd(),
    colours: wantsColours(process.stdout.isTTY === true, process.env),
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
    readStdin: () => buffer(process.stdin),
    stdin: () => process.stdin,
    program: __filename,
    onInterrupt: listener => {
      // Once: whoever stops it a second time does not wait.
      process.once("SIGINT", listener)
      return () => process.off("SIGINT", listener)
    },
    serve: () => startServer(createConnection(process.stdin, process.stdout), nodeFiles, nodeLogs),
  }).then(code => {
    // Not process.exit(), which could cut off what is still on its way into a pipe.
    process.exitCode = code
  })
}
