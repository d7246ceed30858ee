import type { Range } from "../syntax/node.ts"

/** What is wrong with a configuration file. */
export interface ConfigurationFault {
  /**
   * A key, or the code of a check, that does not exist; a value that is none for its key; a key that an object lacks; a text that
   * cannot be read.
   */
  readonly kind: "key" | "code" | "value" | "missing" | "syntax"
  /** The keys that lead to it: `checks.shadowed-rule`. */
  readonly key: string
  /** The wrong key or value as written; of a broken text what is wrong with it. */
  readonly text: string
  /** What would be right, in words. */
  readonly expected?: string
  /** What was probably meant. */
  readonly instead?: string
  readonly range: Range
}

/** For people: what is wrong, and what was meant. */
export function configurationMessage({ kind, key, text, expected, instead }: ConfigurationFault): string {
  if (kind === "syntax") return `The configuration cannot be read: ${text}.`
  if (kind === "missing") return `An entry of ${key} has no "${text}": add ${expected}.`
  const guess = instead === undefined ? "" : ` Did you mean ${instead}?`
  if (kind === "code") return `There is no check "${text}".${guess || " See nsg checks."}`
  if (kind === "key")
    return `There is no key "${text}"${key === "" ? "" : ` in ${key}`}.${guess || ` Keys: ${expected}.`}`
  return `${key === "" ? "The configuration" : key} must be ${expected}, not ${text}.${guess}`
}
