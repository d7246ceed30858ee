import { performance } from "node:perf_hooks"

// What else the machine does only ever adds to a time, and on a shared machine that is most of what a median tells of. So
// of runs of one and the same work the quick ones count: `alternate` takes the time that a tenth of the rounds stay below,
// `timeQuick` the least. Of pieces of work that differ, as edits do, the median counts.

/** Runs it, and notes how many milliseconds that took. */
export function time<T>(into: number[], run: () => T): T {
  const start = performance.now()
  const result = run()
  into.push(performance.now() - start)
  return result
}

/** Runs it twice, or five times where that is soon done, and notes the quickest. */
export function timeQuick<T>(into: number[], run: () => T): T {
  const times: number[] = []
  let result = time(times, run)
  const more = times[0]! < 5 ? 4 : 1
  for (let k = 0; k < more; k++) result = time(times, run)
  into.push(Math.min(...times))
  return result
}

/** Rounds of all of these in turn, for so many milliseconds: what each takes once it is warm. */
export function alternate<Name extends string>(
  contenders: Readonly<Record<Name, () => unknown>>,
  { rounds = 150, least = 6, budget = 2000 } = {},
): Record<Name, number> {
  const names = Object.keys(contenders) as Name[]
  const times = names.map((): number[] => [])
  const end = performance.now() + budget
  for (let round = 0; round < least || (round < rounds && performance.now() < end); round++) {
    for (const [n, name] of names.entries()) time(times[n]!, contenders[name])
  }
  return Object.fromEntries(names.map((name, n) => [name, quantile(warm(times[n]!), 0.1)])) as Record<Name, number>
}

/** The second half. */
export function warm(times: readonly number[]): readonly number[] {
  return times.slice(times.length >> 1)
}

export function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)]!
}
