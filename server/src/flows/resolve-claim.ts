import * as l10n from "@vscode/l10n"
import type { ClaimSide } from "../judging/claim.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import { stationsOf } from "../judging/path-station.ts"
import type { WrittenEnd } from "../topology/endpoint.ts"
import { findEndpoint } from "../topology/find-endpoint.ts"
import type { AddressTerm } from "../values/address.ts"
import { isProblem, readGroupEnd } from "./address-text.ts"
import type { ClaimSubject } from "./claim-subject.ts"
import type { ClaimWorld } from "./claim-world.ts"
import { explainEnd } from "./explain-end.ts"
import { resolveEnd } from "./flow-ends.ts"
import type { SideEnd, WrittenSide } from "./flow-file.ts"
import { isLineProblem, type LineProblem, problemAt } from "./line-problem.ts"

/** The rules that name what a claim may name. */
type NamingRules = Pick<ClaimSubject, "groups" | "securityGroups">

/** A side of a claim as sets of addresses; things of the topology stand for the addresses that they have. */
export function resolveSide(side: WrittenSide, subject: NamingRules, world: ClaimWorld): ClaimSide | LineProblem {
  const terms = resolveEnds(side.ends, subject, world)
  if (isLineProblem(terms)) return terms
  const except = resolveEnds(side.except, subject, world)
  return isLineProblem(except) ? except : { terms, ports: side.ports, except }
}

export function resolveEnds(
  ends: readonly SideEnd[],
  subject: NamingRules,
  world: ClaimWorld,
): AddressTerm[] | LineProblem {
  const all: AddressTerm[] = []
  for (const one of ends) {
    const terms = isThing(one.end) ? addressesOf(one, world.network()) : termOf(one, subject)
    if (isLineProblem(terms)) return terms
    all.push(...terms)
  }
  return all
}

/** Whether an end is a thing that only a network has. Application security groups are named by rules, too. */
export function isThing(end: WrittenEnd): boolean {
  if (end.kind === "named") return end.type !== "asg"
  return end.kind === "id" && !/\/applicationSecurityGroups\/[^/]+$/i.test(end.id)
}

function addressesOf(one: SideEnd, network: JudgedNetwork): AddressTerm[] | LineProblem {
  const found = findEndpoint(network.index, one.end)
  if ("candidates" in found) return problemAt(one, explainEnd(found))
  if (found.kind === "subnet") return [...found.subnet.prefixes.known]
  if (found.kind === "frontEnd")
    return problemAt(one, l10n.t`A front end is checked as a path: leave out the direction.`)
  return stationsOf(network, found).map(({ term }) => term)
}

function termOf(one: SideEnd, subject: NamingRules): AddressTerm[] | LineProblem {
  const { end } = one
  const written = end.kind === "address" ? end.term : readGroupEnd(end.kind === "id" ? end.id : one.text)
  if (!written) return problemAt(one, l10n.t`Cannot read "${one.text}".`)
  const [group] = subject.groups
  if (!group) return [written]
  const resolved = resolveEnd(written, subject.securityGroups, group)
  return isProblem(resolved) ? problemAt(one, resolved.problem) : [resolved]
}
