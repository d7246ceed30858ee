import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { InlayHint, Range as LspRange } from "vscode-languageserver-types"
import { type AnalysedDocument, standsIn } from "../../analysis/analysed-document.ts"
import type { InlayHintSettings } from "../../analysis/settings.ts"
import { nameRule } from "../../checks/wording.ts"
import { inEvaluationOrder } from "../../judging/evaluation-order.ts"
import { type GroupRule, isLocated } from "../../judging/group-rule.ts"
import { deadRules, type JudgedGroup } from "../../judging/judged-group.ts"
import type { LocatedRule } from "../../readers/reader.ts"
import { shortList } from "../rule-cells.ts"
import { addressNotes, portNotes, type RuleNote, valueNotes } from "./rule-notes.ts"

/** What is said behind the values of rules in a part of a document; each kind as the settings have it. */
export function inlayHints(
  document: TextDocument,
  analysed: AnalysedDocument,
  part: LspRange,
  settings: InlayHintSettings,
): InlayHint[] {
  const text = document.getText()
  const shown = { start: document.offsetAt(part.start), end: document.offsetAt(part.end) }
  const notes = [...analysed.groups, ...analysed.joinedGroups].flatMap(judged => {
    const tell = teller(judged, text, analysed.syntax, settings)
    return ownRules(judged, analysed)
      .filter(({ at: { self } }) => self.start <= shown.end && shown.start <= self.end)
      .flatMap(tell)
  })
  return joined(notes)
    .filter(({ range }) => shown.start <= range.end && range.end <= shown.end)
    .map(({ range, label }) => ({
      position: document.positionAt(behindQuote(text, range.end)),
      label,
      paddingLeft: true,
    }))
}

function ownRules({ rules, group }: JudgedGroup, analysed: AnalysedDocument): readonly LocatedRule[] {
  const written = [...rules.filter(isLocated), ...group.copies.map(({ other }) => other)]
  return written.filter(rule => standsIn(analysed, rule) && !rule.implied)
}

/** The notes on a rule of one group. */
function teller(
  judged: JudgedGroup,
  text: string,
  syntax: AnalysedDocument["syntax"],
  settings: InlayHintSettings,
): (rule: LocatedRule) => readonly RuleNote[] {
  const dead = settings.neverMatches ? deadRules(judged) : new Set<GroupRule>()
  const earlier = settings.evaluationOrder ? ruleBefore(judged) : new Map<GroupRule, GroupRule>()
  return rule => [
    ...(dead.has(rule) ? [{ range: rule.at.name, label: l10n.t`never matches` }] : []),
    ...orderNotes(rule, earlier.get(rule)),
    ...(settings.portServices ? portNotes(rule, text) : []),
    ...(settings.addressCounts ? addressNotes(rule, text) : []),
    ...(settings.expressionValues && syntax ? valueNotes(rule, syntax).map(note => ({ ...note, isValue: true })) : []),
  ]
}

function orderNotes({ at: { properties } }: LocatedRule, earlier: GroupRule | undefined): readonly RuleNote[] {
  return earlier && properties.priority
    ? [{ range: properties.priority, label: l10n.t`after ${nameRule(earlier)}` }]
    : []
}

/** The rule that is evaluated right before each one; none for those of a place that is not known. */
function ruleBefore(judged: JudgedGroup): ReadonlyMap<GroupRule, GroupRule> {
  const found = new Map<GroupRule, GroupRule>()
  for (const direction of ["Inbound", "Outbound"] as const) {
    const rules = inEvaluationOrder(judged, direction).filter(({ priority }) => typeof priority === "number")
    for (const [index, rule] of rules.entries()) {
      const earlier = rules[index - 1]
      if (earlier) found.set(rule, earlier)
    }
  }
  return found
}

/** What is said at one place, once: a loop makes several rules there, and an expression several values. */
function joined(notes: readonly (RuleNote & { readonly isValue?: boolean })[]): readonly RuleNote[] {
  const places = new Map<
    string,
    { readonly range: RuleNote["range"]; readonly isValue: boolean; readonly labels: Set<string> }
  >()
  for (const { range, label, isValue = false } of notes) {
    const key = `${range.end} ${isValue}`
    const place = places.get(key) ?? { range, isValue, labels: new Set() }
    place.labels.add(label)
    places.set(key, place)
  }
  return [...places.values()]
    .map(({ range, isValue, labels }) => ({ range, label: `${isValue ? "= " : ""}${shortList([...labels], 3)}` }))
    .toSorted((a, b) => a.range.end - b.range.end)
}

function behindQuote(text: string, offset: number): number {
  return text[offset] === '"' || text[offset] === "'" ? offset + 1 : offset
}
