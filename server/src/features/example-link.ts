import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { formatWitness } from "../flows/packet-text.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { verifyFlow } from "../judging/verify-flow.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { isProblem, parseFlow } from "./flow-text.ts"

/**
 * A link that verifies the example packet of a rule, for an editor that runs commands from texts. Undefined for a rule without one,
 * of a group that stands in another document, and where the packet meets the rule only in another network than verify takes it to be.
 */
export function exampleLink(
  document: TextDocument,
  judged: JudgedGroup,
  rule: LocatedRule,
  command: string,
): string | undefined {
  const witness = judged.analysis.judgements[judged.rules.indexOf(rule)]?.witness
  const isHere = judged.group.document === undefined || judged.group.document === document.uri
  if (!witness || !isHere || typeof rule.direction !== "string") return undefined
  const { name, range } = judged.group
  const flow = formatWitness(rule.direction, witness)
  const asked = parseFlow(flow)
  if (isProblem(asked) || verifyFlow(judged, asked, judged.context).decider !== rule) return undefined
  const argument = { uri: document.uri, group: name, at: document.positionAt(range.start), flow }
  return `[${l10n.t`Verify this packet`}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`
}
