import { SharedData } from "../../values/shared-data.ts"
import type { Interruption } from "../interruption.ts"
import { type Crew, workThrough } from "./crew.ts"
import type { Summarised } from "./summarise-unit.ts"
import type { Task, UnitResult } from "./task.ts"
import { Thread, ThreadLost } from "./thread.ts"
import type { Unit } from "./unit.ts"
import type { WorkOrder } from "./work-message.ts"
import type { WorkerPort } from "./worker-port.ts"

export interface ThreadOptions {
  readonly count: number
  readonly order: WorkOrder
  readonly interruption: Interruption
  start(): WorkerPort
}

/** Several threads; one that a file takes down is replaced, and the file is told. */
export function threadsAtWork({ count, order, interruption, start }: ThreadOptions): Crew {
  const threads = Array.from({ length: count }, () => new Thread(start, order))
  const readers = new Map<string, Thread>()
  // Summaries are kept, and say much of the same.
  const kept = new SharedData()
  const least = () => threads.reduce((one, other) => (other.open < one.open ? other : one))
  /** The one that has read it, and may have it still, unless that has more to do than others. */
  const threadFor = ({ uri }: Unit) => {
    const [reader, idle] = [readers.get(uri), least()]
    return reader && reader.open <= idle.open + 1 ? reader : idle
  }
  const judge = (task: Task): Promise<readonly UnitResult[]> => {
    const units = task.components.flatMap(({ judged }) => judged.map(each => each.unit))
    const [first] = units
    if (!first) return Promise.resolve([])
    return withBlame(
      () => threadFor(first).judge(task),
      async problem => {
        const { uri, path, shown } = first
        if (units.length === 1) return [{ uri, failed: { path, shown, problem } }]
        const results = []
        for (const alone of oneByOne(task)) results.push(...(await judge(alone)))
        return results
      },
    )
  }
  return {
    summarise: (unit, options = {}) =>
      withBlame<Summarised>(
        async lost => {
          const thread = threadFor(unit)
          readers.set(unit.uri, thread)
          // What ends a thread may be what is found in it: then that is told when it is judged.
          return kept.share(await thread.summarise(unit, lost === 0 ? options : { ...options, early: undefined }))
        },
        async problem => ({ path: unit.path, shown: unit.shown, problem }),
      ),
    judge,
    each: (items, work) => workThrough(items, work, 2 * count, interruption),
    end: async () => {
      await Promise.all(threads.map(thread => thread.end()))
    },
  }
}

function oneByOne({ components }: Task): readonly Task[] {
  return components.flatMap(component =>
    component.judged.map(each => ({ components: [{ ...component, judged: [each] }] })),
  )
}

/** Asks again when a thread ends: what it was at work on twice is what ends it. */
async function withBlame<T>(ask: (lost: number) => Promise<T>, blame: (problem: string) => Promise<T>): Promise<T> {
  for (let lost = 0; ; ) {
    try {
      return await ask(lost)
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error
      if (error.isCause && ++lost > 1) return blame(error.problem)
    }
  }
}
