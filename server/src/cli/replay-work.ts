import { addFaults, faultLines, type LogFaults } from "../flows/replay/log-faults.ts"
import { Replay } from "../flows/replay/replay.ts"
import { addTotals, type ReplayTotals } from "../flows/replay/replay-totals.ts"
import type { Io } from "./command.ts"
import { type RecordBatch, replayBatch } from "./record-batch.ts"
import { findLogs, readLog } from "./replay-logs.ts"
import type { ReadWorld } from "./replay-world.ts"

/** A thread that replays batches on its own, and says at the end what it counted. */
export interface ReplayWorker {
  /** Kept once it may have another one. */
  add(batch: RecordBatch): Promise<void>
  finish(): Promise<Counted>
}

export interface Counted {
  readonly totals: ReplayTotals
  readonly faults: LogFaults
}

/** Makes as many workers as are worth while; none where threads cannot be had. */
export type StartWorkers = () => readonly ReplayWorker[]

/** What all logs hold, counted. What could not be read has been said, one line each. */
export async function replayLogs(
  places: readonly string[],
  { sides, meant }: ReadWorld,
  startWorkers: StartWorkers,
  io: Io,
): Promise<{ readonly totals: ReplayTotals; readonly isWhole: boolean } | { readonly problem: string }> {
  const found = await findLogs(places, io)
  if ("problem" in found) return found
  const own = { replay: new Replay(sides, meant), faults: new Map() }
  const pool = new Pool(startWorkers, batch => replayBatch(own.replay, own.faults, batch))
  for (const [file, name] of found.files.entries())
    await readLog({ name, file }, batch => pool.take(batch), own.faults, io)
  for (const { totals, faults } of await pool.finish()) {
    addTotals(own.replay.totals, totals)
    addFaults(own.faults, faults)
  }
  for (const line of faultLines(own.faults, found.files)) io.err(`nsg: ${line}\n`)
  return { totals: own.replay.totals, isWhole: found.isWhole && own.faults.size === 0 }
}

/** The first batches are replayed here: most logs are done before a worker has read its documents. */
class Pool {
  readonly #start: StartWorkers
  readonly #here: (batch: RecordBatch) => void
  #workers: readonly ReplayWorker[] = []
  /** Of each worker what it is at. */
  readonly #busy = new Map<ReplayWorker, Promise<ReplayWorker>>()
  #taken = 0

  constructor(start: StartWorkers, here: (batch: RecordBatch) => void) {
    this.#start = start
    this.#here = here
  }

  async take(batch: RecordBatch): Promise<void> {
    if (++this.#taken === batchesHere) this.#workers = this.#start()
    if (this.#workers.length === 0) return this.#here(batch)
    const worker = this.#workers.find(one => !this.#busy.has(one)) ?? (await Promise.race(this.#busy.values()))
    this.#busy.set(
      worker,
      worker.add(batch).then(() => {
        this.#busy.delete(worker)
        return worker
      }),
    )
  }

  async finish(): Promise<readonly Counted[]> {
    await Promise.all(this.#busy.values())
    return Promise.all(this.#workers.map(worker => worker.finish()))
  }
}

const batchesHere = 8
