import { readFileSync } from "node:fs"
import * as l10n from "@vscode/l10n"

export const german: Readonly<Record<string, string>> = JSON.parse(readFileSync("l10n/bundle.l10n.de.json", "utf8"))

/** What the server says in German: what it says in other tests, which share its modules, is English. */
export function inGerman<Result>(say: () => Result): Result {
  l10n.config({ contents: german })
  try {
    return say()
  } finally {
    l10n.config({ contents: {} })
  }
}

/** Words of English sentences that are none of German ones, nor of what documents and Azure write. */
export const englishWords =
  /\b(?:the|and|are|be|but|by|can|does|each|for|from|has|have|how|if|into|it|its|its|may|more|no|not|of|on|only|or|than|that|their|them|these|they|this|to|use|which|with|without|would|your)\b/i
