/** What an edit replaced: all before `start` and all behind the ends is the same in both texts. */
export interface ChangedSpan {
  readonly start: number
  readonly oldEnd: number
  readonly newEnd: number
}

/** A text after an edit, and where it differs from the one before. */
export interface EditedText {
  readonly text: string
  readonly span: ChangedSpan
}

/** The span in which two texts differ; an empty one where they do not. */
export function changedSpan(before: string, after: string): ChangedSpan {
  const shorter = Math.min(before.length, after.length)
  const start = commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to))
  const [oldEnd, newEnd] = [before.length, after.length]
  const common = commonLength(
    shorter - start,
    (from, to) => before.slice(oldEnd - to, oldEnd - from) === after.slice(newEnd - to, newEnd - from),
  )
  return { start, oldEnd: oldEnd - common, newEnd: newEnd - common }
}

/** How far two texts are the same: block by block, and in the block in which they differ by halves. */
function commonLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let low = 0
  while (low < most && isSame(low, Math.min(low + block, most))) low = Math.min(low + block, most)
  let high = Math.min(low + block, most)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isSame(low, middle)) low = middle
    else high = middle - 1
  }
  return low
}

const block = 1024
