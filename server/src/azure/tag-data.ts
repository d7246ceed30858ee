import type { ListedTag } from "./listed-tag.ts"
import type { TagIndex } from "./tag-index.ts"

/** What one of Microsoft's service tag files says: which prefixes each tag of a cloud has, at one time. */
export interface TagData {
  /** Equal only for data of the same text and name. */
  readonly identity: string
  /** `Public`, `AzureGovernment`, `China`; undefined where the file names none. */
  readonly cloud: string | undefined
  /** Grows with every issue of a cloud's file. */
  readonly changeNumber: number | undefined
  /** `2025-10-28`, as the file's name has it; undefined for a name without a date. Nothing inside of a file tells it. */
  readonly date: string | undefined
  /** By their keys (`AddressTerm.key`). */
  readonly tags: ReadonlyMap<string, ListedTag>
  /** Made when it is first asked for: not every question is about an address. */
  readonly index: TagIndex
  /** What of the file was left out: sentences. A tag that is left out stays unknown. */
  readonly problems: readonly string[]
}

/** The data as a text names it: `2025-10-28 (Public)`, or `change 375 (Public)` where the date is not known. */
export function issueOf({ date, changeNumber, cloud }: Pick<TagData, "date" | "changeNumber" | "cloud">): string {
  const issue = date ?? (changeNumber === undefined ? "unknown date" : `change ${changeNumber}`)
  return cloud === undefined ? issue : `${issue} (${cloud})`
}

/** Of several files of one cloud the latest; none of several clouds, of which no file says which one is meant. */
export function latestOf(files: readonly TagData[]): TagData | undefined {
  const clouds = new Set(files.map(({ cloud }) => cloud?.toLowerCase()))
  if (clouds.size > 1) return undefined
  return [...files].sort((a, b) => (b.changeNumber ?? 0) - (a.changeNumber ?? 0) || compare(b.date, a.date))[0]
}

function compare(one = "", other = ""): number {
  return one < other ? -1 : one > other ? 1 : 0
}
