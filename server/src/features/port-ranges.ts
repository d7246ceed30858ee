import { rangeText } from "../values/parse-ports.ts"

/** Ports as few ranges, in ascending order; "unknown" for one that cannot be known. */
export function portRanges(ports: readonly (number | undefined)[]): string[] {
  const known = [...new Set(ports.filter(port => port !== undefined))].sort((a, b) => a - b)
  const ranges: { first: number; last: number }[] = []
  for (const port of known) {
    const last = ranges.at(-1)
    if (last && last.last + 1 === port) last.last = port
    else ranges.push({ first: port, last: port })
  }
  return [...ranges.map(rangeText), ...(ports.includes(undefined) ? ["unknown"] : [])]
}
