import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { type DocumentSymbol, SymbolKind, SymbolTag } from "vscode-languageserver-types"
import { type AnalysedDocument, standsIn } from "../analysis/analysed-document.ts"
import { inEvaluationOrder, withoutDirection } from "../judging/evaluation-order.ts"
import { isLocated } from "../judging/group-rule.ts"
import { deadRules, type JudgedGroup } from "../judging/judged-group.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { noName } from "../readers/rule-reading.ts"
import type { Range } from "../syntax/node.ts"
import { summariseGroup } from "./group-summary.ts"
import { lspRange } from "./lsp-range.ts"
import { markedCells, shownName } from "./rule-cells.ts"

/** The groups of a document, and in each its rules in evaluation order: inbound, outbound, those of no known direction. */
export function outline(document: TextDocument, analysed: AnalysedDocument): DocumentSymbol[] {
  return [...analysed.groups, ...analysed.joinedGroups].flatMap(judged => {
    const rules = rulesHere(judged, analysed)
    const { name, range, nameRange } = judged.group
    const isHere = standsIn(analysed, judged.group)
    const whole = isHere ? range : rules[0]?.at.self
    if (!whole) return []
    const children = rules.map(rule => ruleSymbol(rule, deadRules(judged).has(rule), document))
    return [
      {
        name: name || shownName(noName),
        detail: summariseGroup(judged),
        kind: SymbolKind.Class,
        ...ranges(document, whole, isHere ? nameRange : whole),
        children,
      },
    ]
  })
}

function rulesHere(judged: JudgedGroup, analysed: AnalysedDocument): readonly LocatedRule[] {
  const ordered = [
    ...inEvaluationOrder(judged, "Inbound"),
    ...inEvaluationOrder(judged, "Outbound"),
    ...withoutDirection(judged),
  ]
  return ordered.filter(isLocated).filter(rule => standsIn(analysed, rule) && !rule.implied)
}

function ruleSymbol(rule: LocatedRule, isDead: boolean, document: TextDocument): DocumentSymbol {
  const { name, priority, access, protocol } = markedCells(rule)
  const direction = typeof rule.direction === "string" ? rule.direction : l10n.t`direction not known`
  return {
    name: name || shownName(noName),
    detail: [priority, direction, access, protocol].join(" "),
    kind: SymbolKind.Method,
    ...(isDead && { tags: [SymbolTag.Deprecated] }),
    ...ranges(document, rule.at.self, rule.at.name),
  }
}

/** Editors refuse a name that does not stand within its whole. */
function ranges(document: TextDocument, whole: Range, name: Range) {
  const isWithin = whole.start <= name.start && name.end <= whole.end
  return { range: lspRange(document, whole), selectionRange: lspRange(document, isWithin ? name : whole) }
}
