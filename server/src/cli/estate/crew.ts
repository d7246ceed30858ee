import type { Interruption } from "../interruption.ts"
import { type JudgingOptions, judgeTask } from "./judge-task.ts"
import type { Summarised, SummaryOptions } from "./summarise-unit.ts"
import { surveyUnit } from "./survey-unit.ts"
import type { Task, UnitResult } from "./task.ts"
import type { Unit } from "./unit.ts"

/** Those who read and judge: this thread alone, or several others. */
export interface Crew {
  summarise(unit: Unit, options?: SummaryOptions): Promise<Summarised>
  judge(task: Task): Promise<readonly UnitResult[]>
  /** Hands out work on all items, and gives back the results in their order; those before an interruption. */
  each<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): Promise<R[]>
  end(): Promise<void>
}

/** This thread alone. */
export function aloneAtWork(options: JudgingOptions, interruption: Interruption): Crew {
  return {
    summarise: (unit, how = {}) => surveyUnit(unit, options, how),
    judge: task => judgeTask(task, options),
    each: (items, work) => workThrough(items, work, 1, interruption),
    end: async () => undefined,
  }
}

/** So many at a time. */
export async function workThrough<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  atATime: number,
  interruption: Interruption,
): Promise<R[]> {
  const results: R[] = []
  const rest = items[Symbol.iterator]()
  let number = 0
  const workOn = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const own = number++
      await interruption.breathe()
      if (interruption.isInterrupted) return
      results[own] = await work(next.value)
    }
  }
  await Promise.all(Array.from({ length: atATime }, workOn))
  return results
}
