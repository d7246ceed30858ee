import * as l10n from "@vscode/l10n"
import type { SyntaxProblem } from "./document.ts"
import type { Range } from "./node.ts"
import { masked, unmasked } from "./template-mask.ts"

/**
 * Hides from the YAML parser what people forget to put in quotes: `*`, which is an alias without a name, and values that
 * start with `@`, a backtick or `%`. The text is as long as before, and `unmasked` gives it back where it is no value.
 */
export function maskSlips(text: string): string {
  return text.replace(slip, (_, before: string, sign: string) => before + masked(sign))
}

/** Behind a key, a dash or a bracket: a lone `*`, or a sign that may not begin a plain value. */
const slip = /((?:[:-]|^)[ \t]+|[[,][ \t]*)(\*(?=[ \t]*(?:[\r\n,\]}]|$)|[ \t]+#)|[@`%](?=[^\s]))/gm

/** What is wrong with a plain value as the parser has it; undefined where nothing is. */
export function slipIn(source: string, range: Range): SyntaxProblem | undefined {
  const sign = unmasked(source.charAt(0))
  if (sign === source.charAt(0) || !"*@`%".includes(sign) || replacedToken.test(unmasked(source))) return undefined
  const detail =
    source.length === 1
      ? l10n.t`In YAML, ${sign} must be in quotes: write "${sign}"`
      : l10n.t`In YAML, a value that starts with ${sign} must be in quotes`
  return { reason: "syntax", detail, range, local: true }
}

/** What a pipeline replaces before anything parses the text may begin with any sign. */
const replacedToken = /^(@@[\w.-]+@@|%[A-Za-z_][\w.-]*%)/
