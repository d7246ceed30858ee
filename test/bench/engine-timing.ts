import { performance } from "node:perf_hooks"

// Times are medians: the edits that are timed differ from one another, so only what is in the middle tells of them, and
// what others do on the machine strikes both sides of a ratio alike where rounds alternate.

/** Runs it, and notes how many milliseconds that took. */
export function time<T>(into: number[], run: () => T): T {
  const start = performance.now()
  const result = run()
  into.push(performance.now() - start)
  return result
}

/** The same, of two runs the faster. */
export function timeTwice<T>(into: number[], run: () => T): T {
  const times: number[] = []
  time(times, run)
  const result = time(times, run)
  into.push(Math.min(...times))
  return result
}

/** Rounds of all of these in turn, for so many milliseconds: for each the median once they are warm. */
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
  return Object.fromEntries(names.map((name, n) => [name, median(warm(times[n]!))])) as Record<Name, number>
}

/** The second half. */
export function warm(times: readonly number[]): readonly number[] {
  return times.slice(times.length >> 1)
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[(times.length - 1) >> 1]!
}
