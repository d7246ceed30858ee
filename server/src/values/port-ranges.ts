import type { PortRange } from "./port.ts"

/** The same ports, ascending, ranges joined where they touch. */
export function joinedPorts(ranges: readonly PortRange[]): PortRange[] {
  const joined: PortRange[] = []
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1)
    if (before && first <= before.last + 1) joined[joined.length - 1] = { ...before, last: Math.max(before.last, last) }
    else joined.push({ first, last })
  }
  return joined
}

/** The ports that the first have and the others have not. */
export function portsWithout(ranges: readonly PortRange[], others: readonly PortRange[]): PortRange[] {
  return others.reduce((left, other) => left.flatMap(range => rangeWithout(range, other)), joinedPorts(ranges))
}

function rangeWithout({ first, last }: PortRange, other: PortRange): PortRange[] {
  if (other.last < first || last < other.first) return [{ first, last }]
  const [below, above] = [
    { first, last: other.first - 1 },
    { first: other.last + 1, last },
  ]
  return [below, above].filter(range => range.first <= range.last)
}
