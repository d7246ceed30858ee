import { listWords, nameRule, quoteName } from "../checks/wording.ts"
import { alignColumns } from "../features/text-table.ts"
import { peerText, portBlock } from "../flows/replay/peer-blocks.ts"
import { ordered, type ReplayReport, type RuleUse } from "../flows/replay/replay-report.ts"
import type { ReplayFinding } from "../flows/replay/replay-totals.ts"
import type { Tally } from "../flows/replay/tally.ts"
import { tupleText } from "../flows/replay/tuple-text.ts"
import { type WideRule, wideRules } from "../flows/replay/wide-rules.ts"
import { isDefault } from "../judging/group-rule.ts"
import type { Colours } from "./colours.ts"
import { printable } from "./printable.ts"

/** What a replay found, for people: how many first, then by rule. */
export function replayText(report: ReplayReport, colours: Colours): string {
  const { drift, newlyDenied, newlyAllowed } = report
  const lines = [
    colours.strong(headline(report)),
    ...asides(report),
    ...section("Newly denied", newlyDenied, changeText, colours),
    ...section("Newly allowed", newlyAllowed, changeText, colours),
    ...section("Drift: what decided in Azure could not decide here", drift, driftText, colours),
    ...rulesText(report, colours),
  ]
  return `${lines.map(printable).join("\n")}\n`
}

function headline({ flows, unplaced, drift, newlyDenied, newlyAllowed, isOfChange }: ReplayReport): string {
  const [denied, allowed, drifted] = [newlyDenied, newlyAllowed, drift].map(flowsOf)
  const found = isOfChange
    ? `the change newly denies ${flowCount(denied)} and newly allows ${flowCount(allowed)}`
    : `Azure decided ${flowCount(drifted)} otherwise than these rules do`
  const replayed = unplaced > 0 ? `${number(flows - unplaced)} of ${flowCount(flows)}` : flowCount(flows)
  return `${replayed} replayed: ${found}.`
}

function flowsOf(findings: readonly ReplayFinding[]): number {
  return findings.reduce((sum, { tally }) => sum + tally.flows, 0)
}

/** What the counts of the headline leave out. */
function asides({ undecided, byManager, platform, unplaced, isOfChange }: ReplayReport): readonly string[] {
  const what = isOfChange ? "whether they are allowed" : "which rule decides them"
  return [
    ...(unplaced > 0 ? [`${flowCount(unplaced)} of an NSG or NIC that was not found here.`] : []),
    ...(undecided > 0 ? [`${flowCount(undecided)} undecided: ${what} depends on something unknown.`] : []),
    ...(byManager > 0
      ? [`${flowCount(byManager)} decided before any NSG: by a network manager, or for want of encryption.`]
      : []),
    ...(platform > 0 ? [`${flowCount(platform)} of the platform, which ordinary rules do not judge.`] : []),
  ]
}

function section(
  title: string,
  findings: readonly ReplayFinding[],
  textOf: (finding: ReplayFinding) => string,
  colours: Colours,
): readonly string[] {
  if (findings.length === 0) return []
  return [
    "",
    colours.strong(title),
    ...findings.flatMap(finding => [`  ${textOf(finding)}`, ...detailLines(finding.tally)]),
  ]
}

function changeText({ group, rule, other, kind, tally }: ReplayFinding): string {
  const what = kind === "newlyDenied" ? "denies" : "allows"
  return `${amountText(tally)}  ${inGroup(group)}${named(rule)} ${what} what ${named(other)} ${kind === "newlyDenied" ? "allowed" : "denied"}`
}

function driftText({ group, rule, other, before, after, tally }: ReplayFinding): string {
  const [done, does] = [accessWords[before].done, after === "Unknown" ? "possibly decides" : accessWords[after].does]
  return `${amountText(tally)}  Azure ${done} them by ${named(rule)}; here ${inGroup(group)}${named(other)} ${does} them`
}

const accessWords = { Allow: { done: "allowed", does: "allows" }, Deny: { done: "denied", does: "denies" } } as const

function inGroup(group: string | null): string {
  return group === null ? "" : `${group}: `
}

function named(rule: string | null): string {
  return rule === null ? "no rule" : quoteName({ name: rule })
}

/** Flows that began before the log carried bytes all the same. */
function amountText({ flows, bytes }: Tally): string {
  return `${flows === 0 ? "flows of before the log" : flowCount(flows)}, ${bytesText(bytes)}`
}

function detailLines(tally: Tally): readonly string[] {
  const { first, last, example } = tally
  const rows = [
    ["ports", portsText(tally)],
    ["peers", peersText(tally)],
    ["seen", first === last ? timeText(first) : `${timeText(first)} to ${timeText(last)}`],
    ["e.g.", example ? tupleText(example) : ""],
  ]
  return alignColumns(rows).map(line => `    ${line}`)
}

/** `tcp 443 (12), udp 53 (2)`. */
function portsText({ ports }: Tally): string {
  const texts = ordered(ports).map(([key, { flows }]) => {
    const block = portBlock(key, ports.level)
    return `${block.protocol.toLowerCase()}${block.ports === null ? "" : ` ${block.ports}`} (${number(flows)})`
  })
  return shortened(texts)
}

function peersText({ peers }: Tally): string {
  return shortened(ordered(peers).map(([key, { flows }]) => `${peerText(key, peers.level)} (${number(flows)})`))
}

const mostTold = 6

function shortened(texts: readonly string[]): string {
  const more = texts.length - mostTold
  return more > 1 ? `${texts.slice(0, mostTold).join(", ")} and ${number(more)} more` : texts.join(", ")
}

/** What each rule was hit by, and against one state also which rules are more than anybody needed. */
function rulesText(
  { rules: uses, isOfChange, undecided, unplaced }: ReplayReport,
  colours: Colours,
): readonly string[] {
  const areAllPlaced = undecided === 0 && unplaced === 0
  const byGroup = new Map<RuleUse["group"], RuleUse[]>()
  for (const use of uses) byGroup.set(use.group, [...(byGroup.get(use.group) ?? []), use])
  return [...byGroup].flatMap(([group, own]) => [
    "",
    colours.strong(`Rules of ${group.ruled.group.name}`),
    ...hitLines(own),
    ...neverHitLines(own, areAllPlaced),
    ...(isOfChange ? [] : wideLines(wideRules(own))),
  ])
}

function hitLines(uses: readonly RuleUse[]): readonly string[] {
  const rows = uses.flatMap(({ rule, tally }) =>
    tally ? [[flowCount(tally.flows), bytesText(tally.bytes), nameRule(rule), `last ${timeText(tally.last)}`]] : [],
  )
  return alignColumns(rows).map(line => `  ${line}`)
}

/** A flow that could not be placed may have hit any of them. */
function neverHitLines(uses: readonly RuleUse[], areAllPlaced: boolean): readonly string[] {
  const idle = uses.filter(({ rule, tally }) => !tally && !isDefault(rule))
  return idle.length === 0
    ? []
    : [`  ${areAllPlaced ? "Never hit" : "Not known to be hit"}: ${listWords(idle.map(({ rule }) => nameRule(rule)))}.`]
}

function wideLines(wide: readonly WideRule[]): readonly string[] {
  if (wide.length === 0) return []
  return ["  Allow far more than was used:", ...wide.map(one => `    ${wideText(one)}`)]
}

function wideText({ use: { rule, tally }, ports, peers }: WideRule): string {
  if (!tally) return ""
  const of = (allowed: number, what: string) =>
    Number.isFinite(allowed) && allowed < 2 ** 53 ? `${number(allowed)} ${what}` : `any of ${what}`
  const parts = [
    ...(ports === undefined ? [] : [`${of(ports, "ports")}, used ${portsText(tally)}`]),
    ...(peers === undefined
      ? []
      : [`${peers === Number.POSITIVE_INFINITY ? "anyone" : of(peers, "addresses")}, used by ${peersText(tally)}`]),
  ]
  return `${nameRule(rule)}: ${parts.join("; ")}`
}

function flowCount(count = 0): string {
  return `${number(count)} ${count === 1 ? "flow" : "flows"}`
}

function number(value: number): string {
  return value.toLocaleString("en-US")
}

function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"]
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1]
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** `2026-11-30 10:00:00Z`: seconds are enough, and a log's are all in UTC. */
function timeText(time: number): string {
  return Number.isFinite(time)
    ? new Date(time)
        .toISOString()
        .replace("T", " ")
        .replace(/\.\d+Z$/, "Z")
    : ""
}
