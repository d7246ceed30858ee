import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"

/** Boxes that are the same but for the family of which they hold all addresses are one: of every address. */
export function joinFamilies(boxes: readonly TrafficBox[]): TrafficBox[] {
  const counts = new Map<string, number>()
  for (const key of boxes.map(keyOfAny)) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  const joined = new Set<string>()
  return boxes.flatMap(box => {
    const key = keyOfAny(box)
    if (key === undefined || counts.get(key) !== 2) return [box]
    if (joined.has(key)) return []
    joined.add(key)
    return [withoutFamily(box)]
  })
}

/** What a box says besides its family; undefined for one that does not hold all addresses of one family at both ends. */
function keyOfAny(box: TrafficBox): string | undefined {
  const [family, another] = new Set([box.source, box.destination].map(({ prefixes }) => prefixes.join()))
  const isWhole = another === undefined && (family === "0.0.0.0/0" || family === "::/0")
  return isWhole
    ? JSON.stringify(withoutFamily(box), (_, value) => (typeof value === "bigint" ? `${value}` : value))
    : undefined
}

function withoutFamily(box: TrafficBox): TrafficBox {
  const any = (end: BoxEnd): BoxEnd => ({ ...end, prefixes: [] })
  return { ...box, source: any(box.source), destination: any(box.destination) }
}
