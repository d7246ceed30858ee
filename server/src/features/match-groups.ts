import type { LocatedGroup } from "../readers/reader.ts"
import { groupedBy } from "../values/grouped.ts"

/** A group, and the file it is in, by its name within what is compared. */
export interface PlacedGroup {
  readonly file: string
  readonly group: LocatedGroup
}

/** A group in both versions; undefined where one of them does not have it. */
export interface MatchedGroup<P extends PlacedGroup> {
  readonly before: P | undefined
  readonly after: P | undefined
}

/**
 * Finds for each group the one that it was: by its id, else by its name in the same file, else by its name alone where either
 * version has one group of it. In the order of the later version; what is gone from it comes last.
 */
export function matchGroups<P extends PlacedGroup>(
  before: readonly P[],
  after: readonly P[],
): readonly MatchedGroup<P>[] {
  const partners = new Map<P, P>()
  for (const key of keys) {
    const [olds, news] = [before, after].map(some => groupedBy(some, key.of))
    const taken = new Set(partners.values())
    for (const [text, same] of news ?? []) {
      const [open, left] = [
        same.filter(one => !partners.has(one)),
        (olds?.get(text) ?? []).filter(one => !taken.has(one)),
      ]
      if (key.isSole && (open.length !== 1 || left.length !== 1)) continue
      open.forEach((one, place) => {
        const partner = left[place]
        if (partner) partners.set(one, partner)
      })
    }
  }
  const gone = new Set(partners.values())
  return [
    ...after.map(one => ({ before: partners.get(one), after: one })),
    ...before.filter(one => !gone.has(one)).map(one => ({ before: one, after: undefined })),
  ]
}

interface Key {
  of(placed: PlacedGroup): string | undefined
  /** It tells groups apart only where there is one of each version. */
  readonly isSole: boolean
}

const keys: readonly Key[] = [
  { of: ({ group }) => group.id?.toLowerCase(), isSole: false },
  // Of several groups of one name, as loops and modules make them, first those that did not change.
  {
    of: ({ file, group }) => JSON.stringify([file, group.scope ?? "", group.name.toLowerCase(), contentOf(group)]),
    isSole: false,
  },
  {
    of: ({ file, group }) => JSON.stringify([file, group.scope ?? "", group.name.toLowerCase(), group.iteration]),
    isSole: false,
  },
  { of: ({ file, group }) => JSON.stringify([file, group.scope ?? "", group.name.toLowerCase()]), isSole: false },
  { of: ({ file, group }) => JSON.stringify([file, group.name.toLowerCase()]), isSole: true },
  { of: ({ group }) => group.name.toLowerCase(), isSole: true },
]

function contentOf({ rules, iteration }: LocatedGroup): string {
  return JSON.stringify([iteration, rules.map(({ written }) => written)])
}
