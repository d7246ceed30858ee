import { listWords } from "../checks/wording.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { isUnknown } from "../values/unknown.ts"
import { describeNeeds } from "./need-text.ts"
import { type Branch, branchesOf } from "./outcome-branches.ts"
import { shortWords } from "./rule-cells.ts"
import { unknownName } from "./unknown-name.ts"

type AnyOutcome = Outcome<SecurityRule>

/**
 * How a flow can end and on what that depends, as one sentence without a full stop: "Allow if 172.31.0.100 is in the virtual
 * network (AllowVnetInBound), otherwise Deny (DenyAllInBound)".
 */
export function describeOutcomes(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const branches = branchesOf(outcomes)
  if (!branches) return ""
  const { tried, otherwise } = branches
  const ways = tried.slice(0, mostBranches).map(branch => `${ending(branch)} ${describeWays(flow, branch)}`)
  const more = tried.length - mostBranches
  const last = `${ending(otherwise).replace(/,$/, "")} (${ruleNames(otherwise.outcomes)})`
  if (ways.length === 0) return last
  return [...ways, ...(more > 0 ? [`and ${more} more`] : []), `otherwise ${last}`].join(", ")
}

/** Which rule decides, where all of them say the same: "app if 8.8.8.8 is in from, otherwise DenyAllInBound". */
export function describeDeciders(flow: Flow, outcomes: readonly AnyOutcome[]): string {
  const ways = outcomes.slice(0, -1).map(outcome => `${nameOf(outcome)} ${describeWay(flow, outcome)}`)
  const last = outcomes.at(-1)
  const shown =
    ways.length > mostBranches ? [...ways.slice(0, mostBranches), `and ${ways.length - mostBranches} more`] : ways
  return last ? [...shown, `otherwise ${nameOf(last)}`].join(", ") : ""
}

/** So many branches, and so many ways in one, still read as a sentence. */
const mostBranches = 3

function ending({ access, outcomes: [first] }: Branch<AnyOutcome>): string {
  if (access !== null) return access
  const written = first?.rule?.access
  const name = isUnknown(written) ? unknownName(written) : undefined
  return name === undefined ? "Allow or Deny" : `Allow or Deny, as ${name} says,`
}

function describeWays(flow: Flow, { outcomes }: Branch<AnyOutcome>): string {
  const shown = outcomes.slice(0, mostBranches).map(outcome => `${describeWay(flow, outcome)} (${nameOf(outcome)})`)
  const more = outcomes.length - shown.length
  return listWords([...shown, ...(more > 0 ? [`in ${more} more ways`] : [])], "or")
}

/** `from 198.51.100.0/24 on port 443 if "office" is deployed`. */
function describeWay(flow: Flow, outcome: AnyOutcome): string {
  const { sources, destinations, sourcePorts, ports, conditions } = describeNeeds(flow, outcome)
  return [
    ...(sources.length > 0 ? [`from ${shortWords(sources, "or")}`] : []),
    ...(sourcePorts.length > 0 ? [`from source port ${shortWords(sourcePorts, "or")}`] : []),
    ...(destinations.length > 0 ? [`to ${shortWords(destinations, "or")}`] : []),
    ...(ports.length > 0 ? [`on port ${shortWords(ports, "or")}`] : []),
    ...(conditions.length > 0 ? [`if ${listWords(conditions)}`] : []),
  ].join(" ")
}

function ruleNames(outcomes: readonly AnyOutcome[]): string {
  return shortWords(outcomes.map(nameOf), "or")
}

/** What no rule takes is allowed where it is traffic of the platform, and only there. */
function nameOf({ rule, access }: AnyOutcome): string {
  return rule?.name ?? (access === "Allow" ? "platform traffic" : "no rule")
}
