import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { InlayHint, InlayHintLabelPart, Range } from "vscode-languageserver-types"
import { nameRule } from "../checks/wording.ts"
import type { Expectation, JudgedClaim } from "../flows/expectation.ts"
import { counterexampleOf, dependsText, expectationText } from "../flows/expectation-text.ts"
import { decidingRule, decidingRules, type PlacedRule, type PlaceRule, rulePlacer } from "./deciding-rule.ts"

/** The result of each claim behind its line, as inlay hints; a click on a rule leads to it. */
export function flowResults(document: TextDocument, expectations: readonly Expectation[], within: Range): InlayHint[] {
  const place = rulePlacer()
  return expectations.flatMap(expectation => {
    const { line, status } = expectation
    if (status === "error" || line.line < within.start.line || line.line > within.end.line) return []
    return {
      position: document.positionAt(endOfLine(document, line.range.end)),
      label: labelOf(expectation, place),
      tooltip: expectationText(expectation),
      paddingLeft: true,
    }
  })
}

function labelOf(claim: JudgedClaim, place: PlaceRule): InlayHintLabelPart[] {
  if (claim.status === "holds") return [{ value: `✓ ${l10n.t`holds`}` }, ...byRules(decidingRules(claim, place))]
  const deciding = decidingRule(claim, place)
  const rules = byRules(deciding ? [deciding] : [])
  if (claim.status === "unknown") return [{ value: `? ${dependsText(claim)}` }, ...rules]
  const example = counterexampleOf(claim)
  return [{ value: `✗ ${example === null ? l10n.t`fails` : l10n.t`fails: ${example}`}` }, ...rules]
}

const mostRules = 3

function byRules(rules: readonly PlacedRule[]): InlayHintLabelPart[] {
  const shown = rules.slice(0, mostRules).map(({ rule, location }, place) => ({
    value: `${place === 0 ? " · " : ", "}${nameRule(rule)}`,
    ...(location && { location }),
  }))
  const more = rules.length - mostRules
  return more > 0 ? [...shown, { value: l10n.t` and ${more} more` }] : shown
}

/** Behind a comment, too. */
function endOfLine(document: TextDocument, offset: number): number {
  const text = document.getText()
  const end = text.indexOf("\n", offset)
  const line = end < 0 ? text.length : end
  return text.charAt(line - 1) === "\r" ? line - 1 : line
}
