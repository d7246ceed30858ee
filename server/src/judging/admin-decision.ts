import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import { flowDecider } from "../engine/questions/decide-flow.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import { type PreparedRules, prepare } from "../engine/questions/prepare.ts"
import { scannedRules } from "../engine/questions/scanned-rules.ts"
import type { Access, Direction, SecurityRule } from "../engine/security-rule.ts"
import type { AdminRule } from "../engine/traffic-path.ts"
import { isUnknown } from "../values/unknown.ts"
import { asSecurityRule, type RankedAdminRule } from "./admin-rules.ts"

/** What security admin rules do with a flow, before any group. */
export interface AdminDecision<R extends AdminRule = RankedAdminRule> {
  /** "Allow" where they stop nothing, whether or not groups are asked. */
  readonly access: Access | "Unknown"
  /** The rule that decides, or the first that possibly does. */
  readonly decider: R
  /** Whether the groups are asked; null where that cannot be known. */
  readonly asksGroups: boolean | null
}

/** Undefined where no rule matches: the flow goes on to the groups. */
export type DecideByAdmin<R extends AdminRule = RankedAdminRule> = (flow: Flow) => AdminDecision<R> | undefined

export function adminDecider<R extends AdminRule>(rules: readonly R[], facts: AddressFacts): DecideByAdmin<R> {
  if (rules.length === 0) return () => undefined
  const written = new Map(rules.map(rule => [asSecurityRule(rule), rule]))
  const tried = [...written.keys()]
  const prepared: PreparedRules<R & SecurityRule> = prepare(tried, facts)
  const deciderFor = (direction: Direction) => flowDecider(scannedRules(tried, direction), facts)
  const soon = { Inbound: deciderFor("Inbound"), Outbound: deciderFor("Outbound") }
  return flow => {
    const first = soon[flow.direction](flow)
    if (first === null) return undefined
    const sure = first && written.get(first)
    if (sure) return decisionBy([sure], sure, false)
    const { outcomes, undetermined } = evaluateFlow(prepared, flow)
    const deciders = outcomes.map(({ rule }) => (rule && written.get(rule)) ?? null)
    const [decider] = deciders.filter(rule => rule !== null)
    return decider && decisionBy(deciders, decider, undetermined)
  }
}

function decisionBy<R extends AdminRule>(
  deciders: readonly (R | null)[],
  decider: R,
  undetermined: boolean,
): AdminDecision<R> {
  const accesses = new Set(deciders.map(accessOf))
  const isDenied = undetermined ? null : all(accesses, "Deny")
  const ends = undetermined ? null : all(accesses, "AlwaysAllow")
  return {
    access: isDenied === null ? "Unknown" : isDenied ? "Deny" : "Allow",
    decider,
    asksGroups: ends === null ? null : !ends,
  }
}

/** No rule that matches is as good as one that leaves it to the groups. */
function accessOf(rule: AdminRule | null): Access | "AlwaysAllow" | "Unknown" {
  if (!rule) return "Allow"
  return isUnknown(rule.access) ? "Unknown" : rule.access
}

/** Whether all are this one, or none is; null where some are, or may be. */
function all<T extends string>(accesses: ReadonlySet<T | "Unknown">, one: T): boolean | null {
  if (!accesses.has(one) && !accesses.has("Unknown")) return false
  return accesses.size === 1 && accesses.has(one) ? true : null
}
