import type { Bytes } from "./bytes.ts"
import { ItemScanner } from "./item-scanner.ts"

/** The bytes of some of a list's items, and what stands between them and the items before. */
export interface Stretch {
  readonly start: number
  readonly end: number
  /** White space, with a comma but before the first. */
  readonly gap: string
}

/** A file that is a list of objects, or an object with such a list under `data` or `value`, cut where items end. */
export interface SplitList {
  /** All before the first item, and all behind the last. */
  readonly head: string
  readonly tail: string
  readonly stretches: readonly Stretch[]
}

/** Bytes that are read at a time, and what a head or tail may have. */
const chunk = 1024 * 1024
const longestFrame = 64 * 1024

/** Cuts a list into stretches of about `size` bytes; undefined where the text is nothing of the kind. */
export async function splitList(bytes: Bytes, size: number): Promise<SplitList | undefined> {
  const scanner = new ItemScanner(size)
  for (let start = 0; start < bytes.size && !scanner.isEnded; start += chunk) {
    scanner.scan(await bytes.read(start, start + chunk))
    if (scanner.isRefused) return undefined
  }
  const { listStart, listEnd, stretches } = scanner
  const [first] = stretches
  if (!first || listEnd === undefined || listStart > longestFrame || bytes.size - listEnd > longestFrame)
    return undefined
  const [head, tail] = [await bytes.read(0, listStart), await bytes.read(listEnd, bytes.size)]
  const cut = await Promise.all(
    stretches.map(async ({ start, end }, place) => {
      const from = stretches[place - 1]?.end ?? listStart
      return { start, end, gap: start - from > longestFrame ? undefined : decode(await bytes.read(from, start)) }
    }),
  )
  const last = stretches.at(-1)?.end ?? listEnd
  const end = listEnd - last > longestFrame ? undefined : decode(await bytes.read(last, listEnd))
  const isClean = cut.every(({ gap }, place) => gap !== undefined && (place === 0 ? /^\s*$/ : /^\s*,\s*$/).test(gap))
  if (!isClean || end === undefined || !/^\s*$/.test(end)) return undefined
  return { head: decode(head), tail: decode(tail), stretches: cut.map(({ gap = "", ...each }) => ({ ...each, gap })) }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
