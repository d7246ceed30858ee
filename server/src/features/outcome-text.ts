import { listWords, quoteName } from "../checks/wording.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { unknownName } from "../flows/unknown-name.ts"
import { type Branch, branchesOf } from "../judging/outcome-branches.ts"
import { noName } from "../readers/rule-reading.ts"
import { isUnknown } from "../values/unknown.ts"
import { describeNeeds, isWithinNetwork, withinNetwork } from "./need-text.ts"
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
  const ways = tried.slice(0, mostBranches).map(branch => `${ending(branch)} ${describeWays(flow, branch, withRule)}`)
  const more = tried.length - mostBranches
  const last = `${lastEnding(otherwise)} (${ruleNames(otherwise.outcomes)})`
  if (ways.length === 0) return last
  return [...ways, ...(more > 0 ? [`and ${more} more`] : []), `otherwise ${last}`].join(", ")
}

/**
 * The same without the rules' names where the flow hangs on one thing alone: "Allow if 172.31.0.100 is in the virtual
 * network, otherwise Deny". The rules stand below it, in the trace.
 */
export function summariseOutcomes(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const branches = branchesOf(outcomes)
  const [only, another] = branches?.tried ?? []
  if (!branches || !only || another || only.outcomes.length > 1) return describeOutcomes(flow, outcomes)
  return `${ending(only)} ${describeWays(flow, only, text => text)}, otherwise ${lastEnding(branches.otherwise)}`
}

/** Which rule decides, where all of them say the same: `"app" if 8.8.8.8 is in from, otherwise "DenyAllInBound"`. */
export function describeDeciders(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const ways = outcomes
    .slice(0, -1)
    .map(outcome => `${fullNameOf(outcome)} ${ofItself(describeWay(flow, outcome), outcome)}`)
  const last = outcomes.at(-1)
  const shown =
    ways.length > mostBranches ? [...ways.slice(0, mostBranches), `and ${ways.length - mostBranches} more`] : ways
  return last ? [...shown, `otherwise ${fullNameOf(last)}`].join(", ") : ""
}

/** So many branches, and so many ways in one, still read as a sentence. */
const mostBranches = 3

function ending({ access, outcomes: [first] }: Branch<AnyOutcome>): string {
  if (access !== null) return access
  const written = first?.rule?.access
  const name = isUnknown(written) ? unknownName(written) : undefined
  return name === undefined ? "Allow or Deny" : `Allow or Deny, as ${name} says,`
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

function describeWays(flow: Flow, { outcomes }: Branch<AnyOutcome>, finish: Finish): string {
  const shown = outcomes.slice(0, mostBranches).map(outcome => finish(describeWay(flow, outcome), outcome))
  const more = outcomes.length - shown.length
  return listWords([...shown, ...(more > 0 ? [`in ${more} more way${more > 1 ? "s" : ""}`] : [])], "or")
}

/** `from 198.51.100.0/24 on port 443 if "office" is deployed`. */
function describeWay(flow: Flow, outcome: AnyOutcome): string {
  const { sources, destinations, sourcePorts, ports, conditions } = describeNeeds(flow, outcome)
  const isWithin = isWithinNetwork({ sources, destinations })
  return [
    ...(isWithin ? [withinNetwork] : sources.length > 0 ? [`from ${shortWords(sources, "or")}`] : []),
    ...(sourcePorts.length > 0 ? [`from ${portWords("source port", sourcePorts)}`] : []),
    ...(destinations.length > 0 && !isWithin ? [`to ${shortWords(destinations, "or")}`] : []),
    ...(ports.length > 0 ? [`on ${portWords("port", ports)}`] : []),
    ...(conditions.length > 0 ? [`if ${listWords(conditions)}`] : []),
  ].join(" ")
}

/** `port 80 or 443`; a port without a number says itself what it is: `the destination port of "web" (…)`. */
function portWords(word: string, ports: readonly string[]): string {
  return ports[0]?.startsWith("the ") ? shortWords(ports, "or") : `${word} ${shortWords(ports, "or")}`
}

/** Words behind a rule's name do not name it again. */
function ofItself(text: string, { rule }: AnyOutcome): string {
  if (!rule) return text
  const [before = "", ...others] = text.split(quoteName(rule))
  return others.reduce((all, part) => {
    const property = /\bthe ([a-z ]{1,60}) of $/.exec(all)
    return property ? `${all.slice(0, property.index)}its ${property[1]}${part}` : `${all}it${part}`
  }, before)
}

function ruleNames(outcomes: readonly AnyOutcome[]): string {
  return shortWords(outcomes.map(nameOf), "or")
}

/** What no rule takes is allowed where it is traffic of the platform, and only there. */
function nameOf({ rule, access }: AnyOutcome): string {
  if (!rule) return access === "Allow" ? "platform traffic" : "no rule"
  return rule.name === noName ? quoteName(rule) : rule.name
}

/** Before other words, where a bare name would be read as one of them. */
function fullNameOf(outcome: AnyOutcome): string {
  return outcome.rule ? quoteName(outcome.rule) : nameOf(outcome)
}
