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
  if (!taken) return "None of the loaded flow logs' flows surely ended at this rule."
  const last = new Date(taken.last).toISOString().replace(/\.\d+Z$/, "Z")
  return `Of the loaded flow logs: ${flowsText(taken.flows)}, ${taken.bytes.toLocaleString("en-US")} bytes, last ${last}.`
}

function flowsText(count: number): string {
  return count === 0 ? "no flow" : `${count.toLocaleString("en-US")} ${count === 1 ? "flow" : "flows"}`
}

/** `this edit would have dropped 1,234 flows and let in 2 flows`; undefined where it would have done neither. */
export function changedFlowsText({ dropped, letIn }: ChangedFlows): string | undefined {
  const parts = [
    ...(dropped > 0 ? [`dropped ${flowsText(dropped)}`] : []),
    ...(letIn > 0 ? [`let in ${flowsText(letIn)}`] : []),
  ]
  return parts.length > 0 ? `this edit would have ${parts.join(" and ")}` : undefined
}
