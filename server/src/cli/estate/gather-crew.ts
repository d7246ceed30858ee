import { stat } from "node:fs/promises"
import { availableParallelism } from "node:os"
import path from "node:path"
import type { Io } from "../command.ts"
import type { Interruption } from "../interruption.ts"
import type { FindParameters } from "../reading-options.ts"
import type { NetworkOf, TagSources } from "../tag-networks.ts"
import { aloneAtWork, type Crew } from "./crew.ts"
import { threadsAtWork } from "./threads-at-work.ts"
import { UnitLibrary } from "./unit-library.ts"
import type { WorkOrder } from "./work-message.ts"

export interface CrewOptions {
  readonly io: Io
  /** The files, by the names under which they were found. */
  readonly names: readonly string[]
  readonly findParameters: FindParameters
  readonly networkOf: NetworkOf
  readonly interruption: Interruption
  readonly withFrames: boolean
  /** With what another thread finds parameters and networks by itself. */
  readonly parameters: string | undefined
  readonly sources: TagSources
  /** Texts that stand in the place of what files have, by URI: only this thread has them. */
  readonly texts?: ReadonlyMap<string, string> | undefined
}

/** Whoever reads and judges some files, and this thread's own library. */
export interface GatheredCrew {
  readonly crew: Crew
  readonly library: UnitLibrary
  /** What is read is not kept until it is judged. */
  readonly readsTwice: boolean
}

/** As many threads as help: what is soon done is done by this one. */
export async function gatherCrew(options: CrewOptions): Promise<GatheredCrew> {
  const { io, names, findParameters, texts, networkOf, withFrames, interruption } = options
  const bytes = await sizeOf(names, io)
  // Of more than can be kept nearly all would be read again anyway.
  const most = bytes <= mostKept ? mostKept : 0
  const library = new UnitLibrary({ io, findParameters, names, most, ...(texts && { texts }) })
  // Standard input is read by one.
  const count = texts || names.includes("-") ? 0 : Math.min(availableParallelism(), Math.floor(bytes / worthAThread))
  const { startThread: start } = io
  const crew =
    start && count > 1
      ? threadsAtWork({ count, order: orderOf(options, most), interruption, start })
      : aloneAtWork({ library, networkOf, withFrames }, interruption)
  return { crew, library, readsTwice: most === 0 }
}

/** Bytes of text that are kept with all that was read of it, which takes some fifteen times as much. */
const mostKept = 12 * 1024 * 1024

/** A thread takes 150 ms to read its own program, and a second until it is as fast as it can be. */
const worthAThread = 4 * 1024 * 1024

async function sizeOf(names: readonly string[], { cwd }: Io): Promise<number> {
  let bytes = 0
  for (const name of names) {
    bytes += await stat(path.resolve(cwd, name)).then(
      ({ size }) => size,
      () => 0,
    )
  }
  return bytes
}

function orderOf({ io, names, parameters, sources, withFrames }: CrewOptions, mostKept: number): WorkOrder {
  const { cwd, within } = io
  return { kind: "start", cwd, within, names, parameters, sources, withFrames, mostKept }
}
