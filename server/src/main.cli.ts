#!/usr/bin/env node
// First of all: it hears what comes while the others are loaded.
import "./cli/loading.ts"
import { once } from "node:events"
import process from "node:process"
import { buffer } from "node:stream/consumers"
import { parentPort } from "node:worker_threads"
import { createConnection } from "vscode-languageserver/node"
import type { Io } from "./cli/command.ts"
import { portToStarter, startNodeWorker } from "./cli/estate/node-worker.ts"
import { workForOthers } from "./cli/estate/work-for-others.ts"
import { loaded } from "./cli/loading.ts"
import { nodeFiles } from "./cli/node-files.ts"
import { nodeLogs } from "./cli/node-logs.ts"
import { explainFailure } from "./cli/read-source.ts"
import { isReplayThread } from "./cli/replay-threads.ts"
import { run } from "./cli/run.ts"
import { wantsColours } from "./outputs/colours.ts"
import { startServer } from "./server.ts"

/** The bundle, which is CommonJS. */
declare const __filename: string

// A reader that has seen enough (`nsg check . | head`) is no failure; an answer that is lost otherwise is one.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit()
  process.stderr.write(`nsg: the output ${explainFailure(error, "written")}\n`)
  process.exit(2)
})
// There is nowhere left to complain: the exit code still says how it went.
process.stderr.on("error", () => {})

if (parentPort) {
  if (!isReplayThread()) workForOthers(portToStarter(parentPort))
} else {
  const io: Io = {
    cwd: process.cwd(),
    colours: wantsColours(process.stdout.isTTY === true, process.env),
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
    drained: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, "drain")
    },
    readStdin: () => buffer(process.stdin),
    stdin: () => process.stdin,
    program: __filename,
    onInterrupt: listener => {
      // Once: whoever stops it a second time does not wait.
      process.once("SIGINT", listener)
      return () => process.off("SIGINT", listener)
    },
    startThread: () => startNodeWorker(__filename),
    serve: () => startServer(createConnection(process.stdin, process.stdout), nodeFiles, { logs: nodeLogs }),
    serveTools: async folder => {
      // Loaded when it is asked for: no other command should wait for it.
      const { serveAssistant } = await import("./cli/assistant-server.ts")
      await serveAssistant(folder)
    },
  }
  loaded()
    .then(() => run(process.argv.slice(2), io))
    .then(code => {
      // Not process.exit(), which could cut off what is still on its way into a pipe.
      process.exitCode = code
    })
}
