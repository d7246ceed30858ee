import * as l10n from "@vscode/l10n"
import { listRules, nameGroup, nameRule } from "../checks/wording.ts"
import type { RuleMatch, Truth } from "../engine/flow.ts"
import { absenceOf, type GroupRule } from "../judging/group-rule.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { describeRemarks } from "./assumption-text.ts"
import { summariseEndings, verdictWord, wordText } from "./ending-text.ts"
import { formatFlow } from "./flow-text.ts"
import { isOneConnection } from "./need-text.ts"
import { markedCells, ruleCells, shortCell, shortList } from "./rule-cells.ts"
import { alignColumns } from "./text-table.ts"

/**
 * The verdict in one sentence: `Deny: inbound tcp 203.0.113.7 -> 10.0.0.4:22, by "DenyAllInBound" (65500) of web-nsg.` or
 * `Depends: Allow if 172.31.0.100 is in the virtual network, otherwise Deny.`
 */
export function summariseVerdict(verdict: FlowVerdict): string {
  const { judged, flow, access, decider, platform } = verdict
  const word = wordText(verdictWord(verdict))
  if (access === "Unknown") return [`${word}:`, ...summariseEndings(verdict)].join(" ")
  const heading = `${word}: ${formatFlow(flow)}`
  if (decider) return l10n.t`${heading}, by ${nameDeciders(verdict, decider)} of ${nameGroup(judged.group)}.`
  return platform ? l10n.t`${heading}, platform traffic, to which ordinary rules do not apply.` : `${heading}.`
}

/** Where several rules decide alike, all of them are named: the first alone may decide the least part of the flow. */
function nameDeciders({ outcomes }: FlowVerdict, decider: GroupRule): string {
  const rules = [...new Set(outcomes.flatMap(({ rule }) => rule ?? []))]
  if (rules.length < 2) return nameRule(decider)
  return listRules(rules, 3, outcomes.every(({ assumptions }) => assumptions.length === 0) ? "and" : "or")
}

/** The answer for people: verdict, every rule that was tried with what matched of it, and the assumptions. */
export function verdictText(verdict: FlowVerdict): string {
  const rows = verdict.rows.map(row => [...tracedRow(row), ...[ruleRole(verdict, row) ?? []].flat()])
  const open = isOneConnection(verdict.flow) ? l10n.t`not known` : l10n.t`matches part of it, or not known`
  const trace = alignColumns([traceHeading(), ...rows]).map(line => `  ${line}`)
  return [
    summariseVerdict(verdict),
    ...(verdict.access === "Unknown"
      ? [l10n.t`${formatFlow(verdict.flow)}, in ${nameGroup(verdict.judged.group)}`]
      : []),
    "",
    l10n.t`Rules tried, in evaluation order (✓ matches, ✗ does not, ? ${open}):`,
    ...trace,
    "",
    ...describeRemarks(verdict).map(sentence => `- ${sentence}`),
    "",
  ].join("\n")
}

const traceHeading = () => [
  l10n.t`Priority`,
  l10n.t`Rule`,
  l10n.t`Access`,
  l10n.t`Protocol`,
  l10n.t`Source`,
  l10n.t`Ports`,
  l10n.t`Destination`,
  l10n.t`Ports`,
]

function tracedRow({
  rule,
  protocol,
  source,
  sourcePort,
  destination,
  destinationPort,
}: RuleMatch<GroupRule>): string[] {
  const cells = ruleCells(rule)
  const { priority, access } = markedCells(rule)
  return [
    ...[priority, cells.name, access].map(shortCell),
    mark(protocol, [cells.protocol]),
    mark(source, cells.source),
    mark(sourcePort, cells.sourcePorts),
    mark(destination, cells.destination),
    mark(destinationPort, cells.destinationPorts),
  ]
}

/** What a tried rule does with the flow beside matching it or not: `decides`, `may decide`, `not deployed by default`. */
export function ruleRole(verdict: FlowVerdict, { rule }: RuleMatch<GroupRule>): string | undefined {
  const presence = absenceOf(rule) ? [l10n.t`not deployed by default`] : []
  const notes = [...decision(verdict, rule), ...presence]
  return notes.length > 0 ? notes.join(", ") : undefined
}

/** Whether it decides some of the flow, or may. */
export function mayDecide({ decider, outcomes }: FlowVerdict, rule: GroupRule): boolean {
  return decider !== null && outcomes.some(outcome => outcome.rule === rule)
}

function decision(verdict: FlowVerdict, rule: GroupRule): string[] {
  const { outcomes, access } = verdict
  if (!mayDecide(verdict, rule)) return []
  const isCertain = outcomes.every(({ assumptions }) => assumptions.length === 0)
  if (verdictWord(verdict) === "Partly" || (outcomes.length > 1 && isCertain)) return [l10n.t`decides part of it`]
  return [access === "Unknown" || outcomes.length > 1 ? l10n.t`may decide` : l10n.t`decides`]
}

function mark(truth: Truth, texts: readonly string[]): string {
  return `${truth === null ? "?" : truth ? "✓" : "✗"} ${shortList(texts.map(shortCell), 2)}`
}
