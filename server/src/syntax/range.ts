import type { Range } from "./node.ts"

/** The first character, for what has no name to stand on. */
export function startOf({ start }: Range): Range {
  return { start, end: start + 1 }
}

/** Whether a cursor at the offset is in the range or at one of its ends. */
export function isAt({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end
}
