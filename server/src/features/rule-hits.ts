import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { InlayHint } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { ChangedFlows, LogUse, RuleHits } from "../flows/replay/log-use.ts"
import { keyOfGroup } from "../flows/replay/replay-side.ts"
import { hitKey } from "../flows/replay/replay-totals.ts"
import { isLocated } from "../judging/group-rule.ts"

/** Beside each rule of the document's groups how many of the loaded flows it took, where the logs have flows of the group. */
export function ruleHitHints(
  document: TextDocument,
  { groups }: AnalysedDocument,
  { hits, flowsAt }: LogUse,
): InlayHint[] {
  return groups.flatMap(judged => {
    const key = keyOfGroup({ document: document.uri, ruled: judged })
    if (!flowsAt.has(key)) return []
    const own = judged.rules.flatMap(rule => (isLocated(rule) && isIn(rule.document, document) ? [rule] : []))
    return own.map(rule => {
      const taken = hits.get(hitKey(key, rule))
      return {
        position: document.positionAt(rule.at.name.end),
        label: flowsText(taken?.flows ?? 0),
        tooltip: tooltip(taken),
        paddingLeft: true,
      }
    })
  })
}

function isIn(written: string | undefined, { uri }: TextDocument): boolean {
  return written === undefined || written === uri
}

function tooltip(taken: RuleHits | undefined): string {
  if (!taken) return l10n.t`None of the loaded flow logs' flows surely ended at this rule.`
  const last = new Date(taken.last).toISOString().replace(/\.\d+Z$/, "Z")
  return l10n.t`Of the loaded flow logs: ${flowsText(taken.flows)}, ${taken.bytes.toLocaleString(l10n.t`en-US`)} bytes, last ${last}.`
}

function flowsText(count: number): string {
  if (count === 0) return l10n.t`no flow`
  return count === 1 ? l10n.t`1 flow` : l10n.t`${count.toLocaleString(l10n.t`en-US`)} flows`
}

/** `this edit would have dropped 1,234 flows and let in 2 flows`; undefined where it would have done neither. */
export function changedFlowsText({ dropped, letIn }: ChangedFlows): string | undefined {
  const [gone, come] = [flowsText(dropped), flowsText(letIn)]
  if (dropped > 0 && letIn > 0) return l10n.t`this edit would have dropped ${gone} and let in ${come}`
  if (dropped > 0) return l10n.t`this edit would have dropped ${gone}`
  return letIn > 0 ? l10n.t`this edit would have let in ${come}` : undefined
}
