import type { GroupRule } from "../checks/judged-group.ts"
import { listRules, nameRule } from "../checks/wording.ts"
import type { RuleMatch, Truth } from "../engine/flow.ts"
import { describeAssumptions } from "./assumption-text.ts"
import { describeEndings } from "./ending-text.ts"
import { formatFlow } from "./flow-text.ts"
import { absenceOf } from "./presence-text.ts"
import { ruleCells, shortList } from "./rule-cells.ts"
import { alignColumns } from "./text-table.ts"
import type { FlowVerdict } from "./verify-flow.ts"

/** The verdict in one sentence: `Deny: inbound tcp 203.0.113.7 -> 10.0.0.4:22, by "DenyAllInBound" (65500) of web-nsg.` */
export function summariseVerdict(verdict: FlowVerdict): string {
  const { judged, flow, access, decider, platform } = verdict
  const heading = `${access}: ${formatFlow(flow)}`
  if (access === "Unknown") {
    return [`${heading}, in ${judged.group.name}.`, ...describeEndings(verdict)].join(" ")
  }
  if (decider) return `${heading}, by ${nameDeciders(verdict, decider)} of ${judged.group.name}.`
  return `${heading}${platform ? ", platform traffic, not judged by ordinary rules" : ""}.`
}

/** Where several rules decide alike, all of them are named: the first alone may decide the least part of the flow. */
function nameDeciders({ outcomes }: FlowVerdict, decider: GroupRule): string {
  const rules = [...new Set(outcomes.flatMap(({ rule }) => rule ?? []))]
  if (rules.length < 2) return nameRule(decider)
  return listRules(rules, 3, outcomes.every(({ assumptions }) => assumptions.length === 0) ? "and" : "or")
}

/** The answer for people: verdict, every rule that was tried with what matched of it, and the assumptions. */
export function verdictText(verdict: FlowVerdict): string {
  const rows = verdict.rows.map(row => [...tracedRow(row), ...role(verdict, row)])
  const trace = alignColumns([traceHeading, ...rows]).map(line => `  ${line}`)
  const summary = summariseVerdict(verdict)
  const assumptions = describeAssumptions(verdict).filter(sentence => !summary.includes(sentence))
  return [
    summary,
    "",
    "Rules tried, in evaluation order:",
    ...trace,
    "",
    ...assumptions.map(sentence => `- ${sentence}`),
    "",
  ].join("\n")
}

const traceHeading = ["Priority", "Rule", "Access", "Protocol", "Source", "Ports", "Destination", "Ports"]

function tracedRow({
  rule,
  protocol,
  source,
  sourcePort,
  destination,
  destinationPort,
}: RuleMatch<GroupRule>): string[] {
  const cells = ruleCells(rule)
  return [
    cells.priority,
    cells.name,
    cells.access,
    mark(protocol, [cells.protocol]),
    mark(source, cells.source),
    mark(sourcePort, cells.sourcePorts),
    mark(destination, cells.destination),
    mark(destinationPort, cells.destinationPorts),
  ]
}

function role({ access, decider, outcomes }: FlowVerdict, { rule }: RuleMatch<GroupRule>): string[] {
  const presence = absenceOf(rule) ? ["not deployed by default"] : []
  const isDecider = decider && outcomes.some(outcome => outcome.rule === rule)
  const decides = access === "Unknown" ? "may decide" : "decides"
  const notes = [...(isDecider ? [decides] : []), ...presence]
  return notes.length > 0 ? [notes.join(", ")] : []
}

function mark(truth: Truth, texts: readonly string[]): string {
  return `${truth === null ? "?" : truth ? "✓" : "✗"} ${shortList(texts, 2)}`
}
