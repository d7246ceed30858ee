import { addFault, type LogFaults } from "../flows/replay/log-faults.ts"
import type { Replay } from "../flows/replay/replay.ts"

/** Some records of one file, one behind the other in one buffer, as they go to a worker. */
export interface RecordBatch {
  /** The place of the file among all. */
  readonly file: number
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Of each record its number in the file, and where it ends in the buffer. */
  readonly records: readonly (readonly [number: number, end: number])[]
}

/** Gathers records until there are enough to be worth a message. */
export class RecordGatherer {
  readonly #file: number
  #parts: Uint8Array[] = []
  #records: (readonly [number, number])[] = []
  #size = 0

  constructor(file: number) {
    this.#file = file
  }

  add(bytes: Uint8Array, number: number): void {
    this.#parts.push(bytes)
    this.#size += bytes.length
    this.#records.push([number, this.#size])
  }

  get isFull(): boolean {
    return this.#size >= fullSize
  }

  take(): RecordBatch | undefined {
    if (this.#records.length === 0) return undefined
    const bytes = new Uint8Array(this.#size)
    let at = 0
    for (const part of this.#parts) {
      bytes.set(part, at)
      at += part.length
    }
    const batch = { file: this.#file, bytes, records: this.#records }
    this.#parts = []
    this.#records = []
    this.#size = 0
    return batch
  }
}

const fullSize = 2 ** 20

const decoder = new TextDecoder()

export function replayBatch(replay: Replay, faults: LogFaults, batch: RecordBatch): void {
  for (const { record, text } of textsOf(batch)) {
    replay.add(text, problem => addFault(faults, batch.file, { record, ...problem }))
  }
}

/** Its records one after the other. */
export function* textsOf({
  bytes,
  records,
}: RecordBatch): Iterable<{ readonly record: number; readonly text: string }> {
  let start = 0
  for (const [record, end] of records) {
    yield { record, text: decoder.decode(bytes.subarray(start, end)) }
    start = end
  }
}
