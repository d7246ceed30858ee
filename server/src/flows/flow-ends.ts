import * as l10n from "@vscode/l10n"
import { type Conjunction, listWords, nameGroup } from "../checks/wording.ts"
import type { Flow } from "../engine/flow.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import type { AddressTerm, NamedAddresses } from "../values/address.ts"
import { type FlowProblem, isProblem, namedGroupPrefix } from "./address-text.ts"
import { isTag, misspeltTag } from "./misspelt-tag.ts"

/** A group whose rules may name what a flow names. */
type NamingGroup = Pick<JudgedGroup, "group" | "rules" | "context">

/** The flow with those of its ends that name application security groups of the rules standing for these. */
export function resolveEnds(judged: NamingGroup, flow: Flow): Flow | FlowProblem {
  const groups = securityGroupsOf(judged)
  const source = resolveEnd(flow.source, groups, judged)
  if (isProblem(source)) return source
  const destination = resolveEnd(flow.destination, groups, judged)
  if (isProblem(destination)) return destination
  return { ...flow, source, destination }
}

/** Those that rules of the group name. */
export function securityGroupsOf({ rules }: Pick<JudgedGroup, "rules">): readonly NamedAddresses[] {
  const groups = new Map<string, NamedAddresses>()
  for (const { source, destination } of rules) {
    for (const term of [...source, ...destination]) if (term.kind === "group") groups.set(term.key, term)
  }
  return [...groups.values()]
}

/** A bare word may be a service tag or a group: known tags go first, and `asg:` before the name settles it. */
export function resolveEnd(
  end: AddressTerm,
  groups: readonly NamedAddresses[],
  { group, rules, context: { tagData } }: NamingGroup,
): AddressTerm | FlowProblem {
  if ((end.kind !== "group" && end.kind !== "tag") || isTag(end.key, tagData)) return end
  const exact = groups.find(({ key }) => key === end.key)
  if (exact) return exact
  const called = groups.filter(one => securityGroupName(one).toLowerCase() === end.name.toLowerCase())
  const [first, second] = called
  if (second)
    return {
      problem: l10n.t`Several application security groups here are called "${end.name}". Name one by its id: ${listIds(called, "or")}.`,
    }
  const mayBeElsewhere = end.kind === "tag" || !end.key.startsWith(namedGroupPrefix)
  if (first) return first
  if (mayBeElsewhere) return misspeltTag(end, rules, tagData) ?? end
  const others =
    groups.length === 0 ? "" : l10n.t`, only ${listWords(groups.map(other => `"${securityGroupName(other)}"`))}`
  return { problem: l10n.t`No rule of ${nameGroup(group)} names an application security group "${end.name}"${others}.` }
}

function listIds(groups: readonly NamedAddresses[], conjunction: Conjunction): string {
  const ids = groups.map(({ key, name }) => (key.startsWith("group:/") ? key.slice("group:".length) : name))
  return listWords(ids, conjunction)
}
