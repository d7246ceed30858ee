import path from "node:path"
import { fileURLToPath } from "node:url"
import * as l10n from "@vscode/l10n"
import { faultLines, type LogFaults } from "../flows/replay/log-faults.ts"
import type { LogSource } from "../workspace/log-source.ts"
import { textsOf } from "./record-batch.ts"
import { readLog } from "./replay-logs.ts"

/** The flow logs of the machine that the server runs on. */
export const nodeLogs: LogSource = {
  async read(uri, take, breathe) {
    if (!uri.startsWith("file:")) return [l10n.t`${uri} is not on the machine that the extension runs on.`]
    const file = fileURLToPath(uri)
    const faults: LogFaults = new Map()
    const takeBatch = async (batch: Parameters<typeof textsOf>[0]) => {
      for (const { text } of textsOf(batch)) take(text)
      await breathe()
    }
    await readLog({ name: file, file: 0 }, takeBatch, faults, nothing)
    return faultLines(faults, [path.basename(file)])
  },
}

/** A named file needs nothing of a process. */
const nothing = { cwd: "", readStdin: async () => new Uint8Array() }
