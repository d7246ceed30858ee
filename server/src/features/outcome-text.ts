import * as l10n from "@vscode/l10n"
import { listWords, quoteName } from "../checks/wording.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { unknownName } from "../flows/unknown-name.ts"
import { type Branch, branchesOf } from "../judging/outcome-branches.ts"
import { noName } from "../readers/rule-reading.ts"
import { isUnknown } from "../values/unknown.ts"
import { describeNeeds, isWithinNetwork, type PortWord, withinNetwork } from "./need-text.ts"
import { shortWords } from "./rule-cells.ts"

type AnyOutcome = Outcome<SecurityRule>

/**
 * How a flow can end and on what that depends, as one sentence without a full stop: "Allow if 172.31.0.100 is in the virtual
 * network (AllowVnetInBound), otherwise Deny (DenyAllInBound)".
 */
export function describeOutcomes(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const branches = branchesOf(outcomes)
  if (!branches) return ""
  const { tried, otherwise } = branches
  const ways = tried.slice(0, mostBranches).map(branch => describeWays(flow, branch, withRule))
  const last = `${lastEnding(otherwise)} (${ruleNames(otherwise.outcomes)})`
  return orElse(ways, tried.length - mostBranches, last)
}

/**
 * The same without the rules' names where the flow hangs on one thing alone: "Allow if 172.31.0.100 is in the virtual
 * network, otherwise Deny". The rules stand below it, in the trace.
 */
export function summariseOutcomes(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const branches = branchesOf(outcomes)
  const [only, another] = branches?.tried ?? []
  if (!branches || !only || another || only.outcomes.length > 1) return describeOutcomes(flow, outcomes)
  return orElse([describeWays(flow, only, text => text)], 0, lastEnding(branches.otherwise))
}

/** Which rule decides, where all of them say the same: `"app" if 8.8.8.8 is in from, otherwise "DenyAllInBound"`. */
export function describeDeciders(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const last = outcomes.at(-1)
  if (!last) return ""
  const ways = outcomes
    .slice(0, -1)
    .slice(0, mostBranches)
    .map(outcome => describeWay(flow, outcome, fullNameOf(outcome), true))
  return orElse(ways, outcomes.length - 1 - mostBranches, fullNameOf(last))
}

/** Whether the words for how a flow can end have a condition in them. */
export function hasConditions(flow: Flow, outcomes: readonly AnyOutcome[]): boolean {
  const tried = branchesOf(outcomes)?.tried ?? []
  return tried.some(branch => branch.outcomes.some(outcome => describeNeeds(flow, outcome).conditions.length > 0))
}

function orElse(ways: readonly string[], more: number, last: string): string {
  const list = ways.join(", ")
  if (list === "") return last
  return l10n.t`${more > 0 ? l10n.t`${list}, and ${more} more` : list}, otherwise ${last}`
}

/** So many branches, and so many ways in one, still read as a sentence. */
const mostBranches = 3

function ending({ access, outcomes: [first] }: Branch<AnyOutcome>): string {
  if (access !== null) return access
  const written = first?.rule?.access
  const name = isUnknown(written) ? unknownName(written) : undefined
  return name === undefined ? l10n.t`Allow or Deny` : l10n.t`Allow or Deny, as ${name} says,`
}

function lastEnding(branch: Branch<AnyOutcome>): string {
  return ending(branch).replace(/,$/, "")
}

type Finish = (text: string, outcome: AnyOutcome) => string

/** Names the rule, where the words before it do not already. */
function withRule(text: string, outcome: AnyOutcome): string {
  const { rule } = outcome
  return rule && text.includes(quoteName(rule)) ? text : `${text} (${nameOf(outcome)})`
}

function describeWays(flow: Flow, branch: Branch<AnyOutcome>, finish: Finish): string {
  const { outcomes } = branch
  const shown = outcomes
    .slice(0, mostBranches)
    .map((outcome, place) => finish(describeWay(flow, outcome, place === 0 ? ending(branch) : ""), outcome))
  const more = outcomes.length - shown.length
  const others = more === 0 ? [] : [more > 1 ? l10n.t`in ${more} more ways` : l10n.t`in ${more} more way`]
  return listWords([...shown, ...others], "or")
}

/** `Allow from 198.51.100.0/24 on port 443 if "office" is deployed`; `isNamed`: what is before names the rule. */
function describeWay(flow: Flow, outcome: AnyOutcome, before: string, isNamed = false): string {
  const { sources, destinations, sourcePorts, ports, conditions } = describeNeeds(flow, outcome, isNamed)
  const isWithin = isWithinNetwork({ sources, destinations })
  const way = [
    ...(before === "" ? [] : [before]),
    ...(isWithin ? [withinNetwork()] : sources.length > 0 ? [l10n.t`from ${shortWords(sources, "or")}`] : []),
    ...(sourcePorts.length > 0 ? [fromPorts(sourcePorts)] : []),
    ...(destinations.length > 0 && !isWithin ? [l10n.t`to ${shortWords(destinations, "or")}`] : []),
    ...(ports.length > 0 ? [onPorts(ports)] : []),
  ].join(" ")
  if (conditions.length === 0) return way
  const list = listWords(conditions)
  return way === "" ? l10n.t`if ${list}` : l10n.t`${way} if ${list}`
}

function fromPorts(ports: readonly PortWord[]): string {
  const list = portList(ports)
  return ports[0]?.isDescribed ? l10n.t`from ${list}` : l10n.t`from source port ${list}`
}

function onPorts(ports: readonly PortWord[]): string {
  const list = portList(ports)
  return ports[0]?.isDescribed ? l10n.t`on ${list}` : l10n.t`on port ${list}`
}

function portList(ports: readonly PortWord[]): string {
  return shortWords(
    ports.map(({ text }) => text),
    "or",
  )
}

function ruleNames(outcomes: readonly AnyOutcome[]): string {
  return shortWords(outcomes.map(nameOf), "or")
}

/** What no rule takes is allowed where it is traffic of the platform, and only there. */
function nameOf({ rule, access }: AnyOutcome): string {
  if (!rule) return access === "Allow" ? l10n.t`platform traffic` : l10n.t`no rule`
  return rule.name === noName ? quoteName(rule) : rule.name
}

/** Before other words, where a bare name would be read as one of them. */
function fullNameOf(outcome: AnyOutcome): string {
  return outcome.rule ? quoteName(outcome.rule) : nameOf(outcome)
}
