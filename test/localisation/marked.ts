import { readFileSync } from "node:fs"
import * as l10n from "@vscode/l10n"
import { defaultRules } from "../../server/src/azure/default-rules.ts"
import { tagNames } from "../../server/src/azure/service-tags.ts"

/** Every text with marks around its own words: what stands outside of them is a value, or was never marked for translation. */
export const marked = Object.fromEntries(
  Object.keys(JSON.parse(readFileSync("l10n/bundle.l10n.json", "utf8"))).map(key => [key, markedText(key)]),
)

function markedText(key: string): string {
  // The language in which numbers are written.
  if (key === "en-US") return key
  return key
    .split(/(\{\d+\})/)
    .map((part, place) => (place % 2 === 1 || part === "" ? part : `⟪${part}⟫`))
    .join("")
}

/** What is said in a language that consists of marks. */
export async function inMarks<Result>(say: () => Result | Promise<Result>): Promise<Result> {
  l10n.config({ contents: marked })
  try {
    return await say()
  } finally {
    l10n.config({ contents: {} })
  }
}

/**
 * The lines in which a word stands outside of all marks that is none of `known`: words of names, addresses and the like. One that is
 * cut off is not held against it.
 */
export function unmarkedLines(texts: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const lines = new Set(texts.flatMap(text => text.split("\n")))
  return [...lines].flatMap(line => {
    const outside = line.replace(/⟪[^⟫]*⟫|\w+…|[\da-f]*:[\da-f]*:[\da-f:/]*/g, " ").match(/[A-Za-z]{2,}/g) ?? []
    const ofSentence = line.replace(/⟪[^⟫]*⟫/g, " ").match(sentenceWord) ?? []
    const unmarked = new Set([...outside.filter(word => !known.has(word.toLowerCase())), ...ofSentence])
    return unmarked.size > 0 ? `${[...unmarked].join(", ")}: ${line}` : []
  })
}

/** A word by itself that no name or value is made of, though comments of a document may have it. */
const sentenceWord =
  /(?<![\w./'"-])(?:the|is|are|was|has|have|this|that|these|what|which|whether|here|from|for|same|depends)(?![\w./'"(-])/gi

export function wordsOf(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(text => text.toLowerCase().match(/[a-z]{2,}/g) ?? []))
}

/** The words of flows and of Azure, which are the same in every language. */
export const notation = [
  "inbound outbound in tcp udp icmp esp ah any except port use nsg nic subnet vm lb asg allow deny unknown",
  "azure loadbalancer",
  ...tagNames,
  ...defaultRules.map(({ name }) => name),
]
