import type { AddressPrefix } from "../values/address.ts"
import { prefixTexts } from "../values/format-address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { shortList } from "./rule-cells.ts"

/** Blocks in a few words. */
export interface PrefixWords {
  /** "" where they are every address. */
  readonly whole: string
  readonly except: readonly string[]
}

export const mostItems = 3

/**
 * As they are where they are few; as what holds them and what of that is missing, where that is shorter (10.0.0.0/8 except
 * 10.1.2.3); else the first of them, and how many more there are.
 */
export function prefixWords(texts: readonly string[]): PrefixWords {
  if (texts.length <= mostItems) return { whole: wholeText(texts), except: [] }
  const prefixes = texts.map(parseAddress).filter(isPrefix)
  const parts = ([4, 6] as const).flatMap(family => around(family, prefixes))
  const except = parts.flatMap(part => part.missing)
  const isShorter = except.length <= mostItems && except.length + parts.length < texts.length
  return isShorter
    ? { whole: wholeText(parts.map(({ whole }) => whole)), except }
    : { whole: shortList(texts, mostItems), except: [] }
}

function wholeText(texts: readonly string[]): string {
  return texts.includes("0.0.0.0/0") && texts.includes("::/0") ? "" : texts.join(", ")
}

function isPrefix(term: ReturnType<typeof parseAddress>): term is AddressPrefix {
  return "kind" in term && term.kind === "prefix"
}

/** The smallest block that holds all prefixes of a family, and the blocks of it that none of them holds. */
function around(
  family: 4 | 6,
  prefixes: readonly AddressPrefix[],
): readonly { readonly whole: string; readonly missing: readonly string[] }[] {
  const ranges = prefixes
    .filter(prefix => prefix.family === family)
    .map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }))
    .toSorted((a, b) => (a.first < b.first ? -1 : 1))
  const [first, last] = [ranges[0]?.first, ranges.at(-1)?.last]
  if (first === undefined || last === undefined) return []
  let size = 1n
  while (first / size !== last / size) size *= 2n
  const start = first - (first % size)
  const missing: string[] = []
  let next = start
  for (const range of [...ranges, { first: start + size, last: start + size }]) {
    if (range.first > next) missing.push(...prefixTexts(family, next, range.first - 1n))
    next = range.last + 1n
  }
  return [{ whole: prefixTexts(family, start, start + size - 1n).join(", "), missing }]
}
