import { createReadStream } from "node:fs"
import path from "node:path"
import { pipeline, Readable } from "node:stream"
import { createGunzip } from "node:zlib"
import * as l10n from "@vscode/l10n"
import { addFault, type LogFaults } from "../flows/replay/log-faults.ts"
import { RecordSplitter } from "../flows/replay/record-splitter.ts"
import { fail, type Io } from "./command.ts"
import { findFiles } from "./find-files.ts"
import { explainFailure } from "./read-source.ts"
import { type RecordBatch, RecordGatherer } from "./record-batch.ts"

/** Takes records; what it gives back is kept once more of them may come. */
export type TakeBatch = (batch: RecordBatch) => Promise<void>

export interface FoundLogs {
  readonly files: readonly string[]
  /** False where a place could not be read; that has been said. */
  readonly isWhole: boolean
}

export async function findLogs(places: readonly string[], io: Io): Promise<FoundLogs | { readonly problem: string }> {
  const { files, unreadable } = await findFiles(places, io, name => /\.(json|gz)$/i.test(name))
  const problems = unreadable.map(({ shown, problem }) => `${shown} ${problem}`)
  if (files.length === 0) {
    const nothing = `no flow log in ${places.join(", ")}: no file ends with .json or .gz.`
    return { problem: problems.length > 0 ? problems.join("\nnsg: ") : nothing }
  }
  for (const problem of problems) fail(io, problem)
  return { files, isWhole: problems.length === 0 }
}

/** Reads one log to its end, or to where it cannot be read any more. */
export async function readLog(
  { name, file }: { readonly name: string; readonly file: number },
  take: TakeBatch,
  faults: LogFaults,
  io: Pick<Io, "cwd" | "stdin" | "readStdin">,
): Promise<void> {
  const gathered = new RecordGatherer(file)
  let last = 0
  const splitter = new RecordSplitter(
    (bytes, number) => {
      last = number
      gathered.add(bytes, number)
    },
    (record, problem) => {
      const text = record > 0 ? `: ${problem}.` : ` ${problem}.`
      addFault(faults, file, { record, text })
    },
  )
  let problem: string | undefined
  try {
    for await (const chunk of unpacked(bytesOf(name, io))) {
      if (!splitter.push(chunk)) break
      if (gathered.isFull) await takeAll(gathered, take)
    }
    splitter.end()
  } catch (error) {
    problem = explainFailure(error)
  }
  await takeAll(gathered, take)
  if (problem !== undefined)
    addFault(faults, file, { record: last, text: last > 0 ? l10n.t`: after it, the file ${problem}` : ` ${problem}` })
}

async function takeAll(gathered: RecordGatherer, take: TakeBatch): Promise<void> {
  const batch = gathered.take()
  if (batch) await take(batch)
}

function bytesOf(name: string, io: Pick<Io, "cwd" | "stdin" | "readStdin">): AsyncIterable<Uint8Array> {
  if (name !== "-") return createReadStream(path.resolve(io.cwd, name), { highWaterMark: 2 ** 18 })
  return io.stdin?.() ?? only(io.readStdin())
}

async function* only(bytes: Promise<Uint8Array>): AsyncIterable<Uint8Array> {
  yield await bytes
}

/** Whatever the file is called: what gzip packed begins with a byte that no JSON begins with. */
async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const all = followed(first.value, iterator)
  // A failure of what is read comes out of what unpacks it.
  if (first.value[0] === 0x1f) yield* pipeline(Readable.from(all), createGunzip(), () => {})
  else yield* all
}

async function* followed(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
