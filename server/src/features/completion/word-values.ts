import * as l10n from "@vscode/l10n"
import type { LocatedGroup, RuleProperty } from "../../readers/reader.ts"
import { ruleWords } from "../../readers/rule-words.ts"
import type { Candidate } from "./candidate.ts"

/** The words of a property, as the document's other rules spell them: with a capital, without, or all in capitals. */
export function wordValues(property: keyof typeof ruleWords, groups: readonly LocatedGroup[]): readonly Candidate[] {
  const spell = spellingIn(property, groups)
  return Object.values(ruleWords[property]).map(word => {
    const text = spell(word)
    return {
      label: text,
      value: text,
      kind: "word",
      ...(word === "*" && { detail: l10n.t`any protocol`, words: "any" }),
    }
  })
}

export function hasWords(property: RuleProperty): property is keyof typeof ruleWords {
  return property in ruleWords
}

function spellingIn(property: RuleProperty, groups: readonly LocatedGroup[]): (word: string) => string {
  const written = groups.flatMap(({ rules }) => rules.map(rule => rule.written.values[property]))
  const sample = written.find(text => typeof text === "string" && Object.hasOwn(wordsOf(property), text.toLowerCase()))
  if (typeof sample !== "string" || sample === "*") return word => word
  if (sample === sample.toLowerCase()) return word => word.toLowerCase()
  return sample === sample.toUpperCase() ? word => word.toUpperCase() : word => word
}

function wordsOf(property: RuleProperty): Readonly<Record<string, string>> {
  return hasWords(property) ? ruleWords[property] : {}
}
