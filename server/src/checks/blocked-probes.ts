import { loadBalancerKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import type { Attachments } from "../judging/attachments.ts"
import { findProbeStopper, namesPlatform, type ProbeStopper } from "../judging/health-probes.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { areProbesLetPast } from "../judging/probes-past-groups.ts"
import type { HealthProbe, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Found } from "./check.ts"
import { rangeOfTerm } from "./rule-terms.ts"

/** A rule that stops probes, and which of those that are known to come; none where no load balancer is known. */
export interface StoppedProbes {
  readonly group: LocatedGroup
  readonly stopper: ProbeStopper
  readonly probes: readonly HealthProbe[]
}

/** One finding for each rule that stops probes: of the probes that are known to come, else of any that may. */
export function* blockedProbes(judged: JudgedGroup, attachments: Attachments): Iterable<Found<StoppedProbes>> {
  for (const { stopper, probes } of stoppersOf(judged)) {
    const ports = probes.length > 0 ? probes.map(({ port = "*" as const }) => port) : (["*"] as const)
    if (ports.every(port => areProbesLetPast(judged, attachments, port))) continue
    const { rule, certain } = stopper
    const isWarning = namesPlatform(rule) || (certain && probes.length > 0)
    yield {
      at: rangeOfTerm(rule, "source", [loadBalancerKey, platformPrefix.key]),
      severity: isWarning ? "warning" : "information",
      rule,
      data: { group: judged.group, stopper, probes },
    }
  }
}

type Stopping = Pick<StoppedProbes, "stopper" | "probes">

function stoppersOf(judged: JudgedGroup): Iterable<Stopping> {
  const { probes = [] } = judged.group
  if (probes.length === 0) {
    const any = findProbeStopper(judged)
    return any ? [{ stopper: any, probes }] : []
  }
  const known = new Map<LocatedRule, Stopping>()
  for (const probe of probes) {
    const stopper = findProbeStopper(judged, probe.port)
    if (!stopper) continue
    const before = known.get(stopper.rule)
    const isStronger = !before || (stopper.certain && !before.stopper.certain)
    if (isStronger) known.set(stopper.rule, { stopper, probes: [probe] })
    else if (stopper.certain === before.stopper.certain) {
      known.set(stopper.rule, { ...before, probes: [...before.probes, probe] })
    }
  }
  return known.values()
}
