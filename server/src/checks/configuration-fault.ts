import * as l10n from "@vscode/l10n"
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
export function configurationMessage({ kind, key, text, expected = "", instead }: ConfigurationFault): string {
  if (kind === "syntax") return l10n.t`The configuration cannot be read: ${text}.`
  if (kind === "missing") return l10n.t`An entry of ${key} has no "${text}": add ${expected}.`
  const guess = instead === undefined ? "" : ` ${l10n.t`Did you mean ${instead}?`}`
  if (kind === "code") return `${l10n.t`There is no check "${text}".`}${guess || ` ${l10n.t`See nsg checks.`}`}`
  if (kind === "key") return `${noKeyText(key, text)}${guess || ` ${l10n.t`Keys: ${expected}.`}`}`
  return key === ""
    ? `${l10n.t`The configuration must be ${expected}, not ${l10n.t(text)}.`}${guess}`
    : `${l10n.t`${key} must be ${expected}, not ${l10n.t(text)}.`}${guess}`
}

function noKeyText(key: string, text: string): string {
  return key === "" ? l10n.t`There is no key "${text}".` : l10n.t`There is no key "${text}" in ${key}.`
}
