import { concernsPlatform } from "../azure/platform-traffic.ts"
import type { Flow } from "../engine/flow.ts"
import { keptFor } from "../values/kept-for.ts"
import { lazily } from "../values/lazily.ts"
import { isUnknown } from "../values/unknown.ts"
import { flowDeciderOf, scannedOf } from "./flow-evaluator.ts"
import { type GroupRule, isHidden } from "./group-rule.ts"
import { isIdleIn } from "./idle-rules.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"
import { type FlowVerdict, type GroupOrigin, verifyFlow } from "./verify-flow.ts"

/** What a group does with a flow, as short as can be. */
export interface GroupDecision extends Pick<FlowVerdict, "access"> {
  /** The deciding rule, or the first that possibly decides. */
  readonly decider: GroupRule | null
  /** Traffic of the platform, that no rule of the group judges. */
  readonly isPlatform: boolean
  /** Set where no other rule possibly decides. */
  readonly isSole?: true
}

/** A group in a context that says the same of all flows. */
export interface GroupInContext {
  decide(flow: Flow): GroupDecision
  /** The same with everything that there is to be said. */
  verdictOn(flow: Flow): FlowVerdict
}

export function groupInContext(
  group: RuledGroup,
  context: NetworkContext,
  originOf: () => GroupOrigin | undefined,
): GroupInContext {
  const verdictOn = (flow: Flow) => verifyFlow(group, flow, context, originOf())
  // Facts that hang on a flow take an evaluation of their own.
  if (!context.isOfAllFlows) return { decide: flow => decisionOf(verdictOn(flow)), verdictOn }
  const scanned = scannedIn(group)
  const deciderFor = (direction: Flow["direction"]) => lazily(() => flowDeciderOf(group, scanned[direction](), context))
  const soon = { Inbound: deciderFor("Inbound"), Outbound: deciderFor("Outbound") }
  return { decide: flow => decidedSoon(flow, soon[flow.direction]()) ?? decisionOf(verdictOn(flow)), verdictOn }
}

/** A group's rules as flows try them, read when the first flow does. */
const scannedIn = keptFor((group: RuledGroup) => {
  const isIdle = isIdleIn(group)
  const scanned = (direction: Flow["direction"]) => lazily(() => scannedOf(group, direction, rule => !isIdle(rule)))
  return { Inbound: scanned("Inbound"), Outbound: scanned("Outbound") }
})

/** The verdict in a few look-ups, where one rule decides for certain and no traffic of the platform is concerned. */
function decidedSoon(flow: Flow, decide: ReturnType<typeof flowDeciderOf>): GroupDecision | undefined {
  if (concernsPlatform(flow)) return undefined
  const decider = decide(flow)
  if (!decider || isHidden(decider) || isUnknown(decider.access)) return undefined
  return { access: decider.access, decider, isPlatform: false, isSole: true }
}

function decisionOf({ access, decider, platform }: FlowVerdict): GroupDecision {
  return { access, decider, isPlatform: platform !== undefined && decider === null }
}

/** Of two readings of which one holds: what both say. */
export function inBothReadings(one: GroupDecision, other: GroupDecision): GroupDecision {
  const isSame = one.decider === other.decider && one.isSole && other.isSole
  if (one.access === other.access) {
    const { isSole: _, ...same } = one
    return isSame ? one : same
  }
  return { access: "Unknown", decider: firstOf(one.decider, other.decider), isPlatform: false }
}

function firstOf(one: GroupRule | null, other: GroupRule | null): GroupRule | null {
  const [a, b] = [one?.priority, other?.priority]
  return typeof a === "number" && typeof b === "number" && b < a ? other : (one ?? other)
}
