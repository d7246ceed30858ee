import * as l10n from "@vscode/l10n"
import type { ComparedGroup, TrafficChange } from "./group-difference.ts"
import { shortList, shownName } from "./rule-cells.ts"

/** What changed, for people: a head for each group that is not equal, and the traffic beneath it. */
export function differenceText(groups: readonly ComparedGroup[], strong = (text: string) => text): string {
  const told = groups.filter(({ status }) => status !== "equal")
  const lines = told.flatMap(group => [
    `${strong(group.name)}: ${statusText(group)}`,
    ...changeLines(l10n.t`newly allowed`, group.newlyAllowed),
    ...changeLines(l10n.t`newly denied`, group.newlyDenied),
    ...changeLines(l10n.t`may change`, group.uncertain),
    "",
  ])
  return [...lines, summaryText(groups), ""].join("\n")
}

/** `newly allows 2 · newly denies 0`. */
export function countsText({ newlyAllowed, newlyDenied, uncertain }: ComparedGroup): string {
  const open = uncertain.length > 0 ? [l10n.t`may change ${uncertain.length}`] : []
  return [l10n.t`newly allows ${newlyAllowed.length}`, l10n.t`newly denies ${newlyDenied.length}`, ...open].join(" · ")
}

export function statusText(group: ComparedGroup): string {
  const { status, newlyAllowed, newlyDenied, uncertain, complete, condition } = group
  if (status === "equal") return l10n.t`equal: no traffic changes.`
  const counts = countsText(group)
  const isTold = newlyAllowed.length + newlyDenied.length + uncertain.length > 0
  const remarks = [
    ...(condition ? [conditionText(condition)] : []),
    ...(complete === false ? [l10n.t`not everything could be compared: there may be more changes`] : []),
  ]
  const behind = remarks.map(remark => `; ${remark}`).join("")
  if (status === "added" || status === "removed") {
    const word = status === "added" ? l10n.t`added` : l10n.t`removed`
    return isTold ? `${word}: ${counts}${behind}` : `${word}.`
  }
  if (status === "changed") return `${counts}${behind}`
  const cause = uncertain.length > 0 ? [l10n.t`the rest depends on something unknown`] : []
  return l10n.t`equal as far as can be known; ${[...cause, ...remarks].join("; ")}.`
}

function conditionText({ before, after }: NonNullable<ComparedGroup["condition"]>): string {
  if (after === null) return l10n.t`before, it was deployed only if ${before ?? ""} is true`
  if (before === null) return l10n.t`now it is deployed only if ${after} is true`
  return l10n.t`its condition was ${before} and is now ${after}`
}

function changeLines(title: string, changes: readonly TrafficChange[]): readonly string[] {
  if (changes.length === 0) return []
  return [`  ${title}:`, ...changes.flatMap(change => [`    ${boxText(change)}`, `      ${decidedText(change)}`])]
}

/** `inbound Tcp 203.0.113.0/24 -> 10.0.0.0/24:22`. */
export function boxText(change: TrafficChange): string {
  const source = endText(change.source, change.sourceOutside, change.sourcePorts)
  const destination = endText(change.destination, change.destinationOutside, change.destinationPorts)
  return `${change.direction.toLowerCase()} ${change.protocol.join(", ")} ${source} -> ${destination}`
}

function endText(
  addresses: readonly string[],
  outside: readonly string[] | undefined,
  ports: readonly string[],
): string {
  const without = outside ? l10n.t` except ${shortList(outside, 3)}` : ""
  const isAll = ports.length === 1 && ports[0] === "*"
  return `${shortList(addresses, 4)}${without}${isAll ? "" : l10n.t` port ${shortList(ports, 4)}`}`
}

function decidedText({ witness, before, after }: TrafficChange): string {
  return l10n.t`e.g. ${witness}; before ${rulesText(before)}, now ${rulesText(after)}`
}

export function rulesText(rules: readonly string[]): string {
  return rules.length === 0 ? l10n.t`no rule` : shortList(rules.map(shownName), 3)
}

/** What `nsg diff --format json` prints. */
export interface DifferenceJson {
  readonly version: 1
  readonly groups: readonly ComparedGroup[]
  readonly summary: DifferenceSummary
}

export function differenceJson(groups: readonly ComparedGroup[]): DifferenceJson {
  return { version: 1, groups, summary: summariseDifference(groups) }
}

export interface DifferenceSummary {
  readonly equal: number
  readonly changed: number
  readonly added: number
  readonly removed: number
  readonly unknown: number
}

export function summariseDifference(groups: readonly ComparedGroup[]): DifferenceSummary {
  const count = (wanted: ComparedGroup["status"]) => groups.filter(({ status }) => status === wanted).length
  return {
    equal: count("equal"),
    changed: count("changed"),
    added: count("added"),
    removed: count("removed"),
    unknown: count("unknown"),
  }
}

function summaryText(groups: readonly ComparedGroup[]): string {
  const { equal, ...others } = summariseDifference(groups)
  const parts = (["changed", "added", "removed", "unknown"] as const).flatMap(status =>
    others[status] > 0 ? [statusCounts[status](others[status])] : [],
  )
  const count = groups.length
  if (parts.length === 0) {
    return count === 1
      ? l10n.t`1 NSG compared, all equal: no traffic changes. ${platformNote()}`
      : l10n.t`${count} NSGs compared, all equal: no traffic changes. ${platformNote()}`
  }
  const list = [...parts, l10n.t`${equal} equal`].join(", ")
  return count === 1
    ? l10n.t`1 NSG compared: ${list}. ${platformNote()}`
    : l10n.t`${count} NSGs compared: ${list}. ${platformNote()}`
}

const statusCounts = {
  changed: (count: number) => l10n.t`${count} changed`,
  added: (count: number) => l10n.t`${count} added`,
  removed: (count: number) => l10n.t`${count} removed`,
  unknown: (count: number) => l10n.t`${count} unknown`,
} as const

export const platformNote = () =>
  l10n.t`Platform traffic (DNS, IMDS, KMS, DHCP) is not compared unless a rule names its tag.`
