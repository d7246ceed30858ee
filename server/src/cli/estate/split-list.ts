import type { Bytes } from "./bytes.ts"
import { ItemScanner } from "./item-scanner.ts"

/** The bytes of some of a list's items, and where the first begins, line and character counted from zero. */
export interface Stretch {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly character: number
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
  const cut: Stretch[] = []
  for (const { start, end, line, lineStart } of stretches) {
    const before = cut.at(-1)
    if (!(await isGap(bytes, before?.end ?? listStart, start, before ? /^\s*,\s*$/ : /^\s*$/))) return undefined
    // What stands between them on a long line is read once.
    const onLine = before?.line === line ? before : { start: lineStart, character: 0 }
    const character = onLine.character + decode(await bytes.read(onLine.start, start)).length
    cut.push({ start, end, line, character })
  }
  if (!(await isGap(bytes, cut.at(-1)?.end ?? listEnd, listEnd, /^\s*$/))) return undefined
  return { head: decode(head), tail: decode(tail), stretches: cut }
}

async function isGap(bytes: Bytes, start: number, end: number, pattern: RegExp): Promise<boolean> {
  return end - start <= longestFrame && pattern.test(decode(await bytes.read(start, end)))
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
