import { availableParallelism } from "node:os"
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads"
import { isProblem } from "../features/flow-text.ts"
import type { LogFaults } from "../flows/replay/log-faults.ts"
import { Replay } from "../flows/replay/replay.ts"
import { type RecordBatch, replayBatch } from "./record-batch.ts"
import { readReplayArguments } from "./replay-arguments.ts"
import type { Counted, ReplayWorker } from "./replay-work.ts"
import { readReplayWorld } from "./replay-world.ts"
import { silentIo } from "./silent-io.ts"

/** What a thread is started with: the command's arguments, by which it reads the documents for itself. */
interface ThreadData {
  readonly replay: readonly string[]
  readonly cwd: string
  readonly stdin: Uint8Array | undefined
}

/** One for each core: reading and cutting logs is little beside what becomes of them. */
export function startThreads(file: string, data: ThreadData): readonly ReplayWorker[] {
  return Array.from({ length: availableParallelism() }, () => threadWorker(new Worker(file, { workerData: data })))
}

/** Two batches are on their way to it at a time, so that it need not wait. */
function threadWorker(thread: Worker): ReplayWorker {
  let open = 0
  let proceed: (() => void) | undefined
  let finish: ((counted: Counted) => void) | undefined
  let broken: Error | undefined
  let stop: ((error: Error) => void) | undefined
  thread.on("message", (message: "done" | Counted) => {
    if (message !== "done") return finish?.(message)
    open--
    proceed?.()
  })
  thread.on("error", error => {
    broken = error instanceof Error ? error : new Error(String(error))
    stop?.(broken)
  })
  return {
    add: batch =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken)
        stop = reject
        proceed = resolve
        thread.postMessage(batch, [batch.bytes.buffer])
        if (++open < 2) resolve()
      }),
    finish: () =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken)
        stop = reject
        finish = resolve
        thread.postMessage("finish")
      }),
  }
}

/** Whether this is such a thread; then it does its work. */
export function isReplayThread(): boolean {
  const data: ThreadData | undefined = isMainThread ? undefined : workerData
  if (!data?.replay) return false
  void work(data)
  return true
}

async function work({ replay: args, cwd, stdin }: ThreadData): Promise<void> {
  const asked = readReplayArguments(args)
  if (isProblem(asked)) throw new Error(asked.problem)
  const world = await readReplayWorld(asked, silentIo(cwd, stdin))
  if (isProblem(world)) throw new Error(world.problem)
  const replay = new Replay(world.sides, world.meant)
  const faults: LogFaults = new Map()
  parentPort?.on("message", (message: RecordBatch | "finish") => {
    if (message === "finish") {
      parentPort?.postMessage({ totals: replay.totals, faults } satisfies Counted)
      parentPort?.close()
      return
    }
    replayBatch(replay, faults, message)
    parentPort?.postMessage("done")
  })
}
