import { packetClasses, rulesOfGroup } from "../../judging/flow-classes.ts"
import { groupJudge, type JudgePacket, type LoggedVerdict, type RuledAt } from "../../judging/logged-flow.ts"
import { remember } from "../../values/remember.ts"
import type { CondensedFlow, CondensedLog } from "./condensed-log.ts"
import { contextOfGroup, keyOfGroup, type ReplaySide } from "./replay-side.ts"
import { type Meant, type NoSubject, type ReplaySubject, ReplaySubjects } from "./replay-subjects.ts"
import { hitKey } from "./replay-totals.ts"

/** What of a log a rule took. */
export interface RuleHits {
  flows: number
  bytes: number
  last: number
}

/** What of a log each rule took, and which flows came to each group. */
export interface LogUse {
  /** By `hitKey`. */
  readonly hits: ReadonlyMap<string, RuleHits>
  /** By `keyOfGroup`. */
  readonly flowsAt: ReadonlyMap<string, readonly CondensedFlow[]>
  /** Flows of none of the groups here, and why the first of them is. */
  readonly unplaced: number
  readonly why?: NoSubject | undefined
}

/** A log, and what it is of where someone said so. */
export interface LoadedLog {
  readonly log: CondensedLog
  readonly meant?: Meant | undefined
}

/** How many flows of a log a change of a group drops, and how many it lets in. */
export interface ChangedFlows {
  readonly dropped: number
  readonly letIn: number
}

/** `breathe` is waited for now and then: there are many flows, and others want to be served. */
export async function useOf(
  { log, meant }: LoadedLog,
  side: ReplaySide,
  breathe: () => Promise<void>,
): Promise<LogUse> {
  const subjects = new ReplaySubjects([side], meant)
  let [unplaced, why]: [number, NoSubject | undefined] = [0, undefined]
  const hits = new Map<string, RuleHits>()
  const flowsAt = new Map<string, CondensedFlow[]>()
  const verdictOn = judgedOnce()
  let count = 0
  for (const flow of log.distinct) {
    if (++count % atOnce === 0) await breathe()
    const subject = subjects.of(flow.at)(flow.direction === "Inbound" ? flow.destination : flow.source)
    if ("problem" in subject) {
      unplaced += flow.flows
      why ??= subject
      continue
    }
    for (const { group, possible = [] } of verdictOn(subject, flow)?.levels ?? []) {
      if (!group) continue
      const key = keyOfGroup(group)
      remember(flowsAt, key, () => []).push(flow)
      const [only, other] = possible
      if (only && !other) addHit(hits, hitKey(key, only), flow)
    }
  }
  return { hits, flowsAt, unplaced, why }
}

const atOnce = 5000

function judgedOnce(): (subject: ReplaySubject, flow: CondensedFlow) => LoggedVerdict | undefined {
  const known = new Map<ReplaySubject, Map<number | string, LoggedVerdict | undefined>>()
  return (subject, flow) => {
    const classes = remember(known, subject, () => new Map<number | string, LoggedVerdict | undefined>())
    return remember(classes, subject.classOf(flow), () => subject.judges[0]?.(flow))
  }
}

function addHit(hits: Map<string, RuleHits>, key: string, { flows, bytes, last }: CondensedFlow): void {
  const known = remember(hits, key, () => ({ flows: 0, bytes: 0, last: 0 }))
  known.flows += flows
  known.bytes += bytes
  known.last = Math.max(known.last, last)
}

/** Of the flows that come to a group, those that it treats otherwise than it did. */
export function changedFlows(
  flows: readonly CondensedFlow[],
  side: ReplaySide,
  before: RuledAt,
  after: RuledAt,
): ChangedFlows {
  const context = contextOfGroup(side, after)
  const versions = [before, after]
  const classOf = packetClasses(versions.map(({ ruled }) => rulesOfGroup(ruled, context)))
  const judges: readonly JudgePacket[] = versions.map(version => groupJudge(version, context))
  const known = new Map<number | string, string>()
  const sums = new Map<string, number>()
  for (const flow of flows) {
    const change = remember(known, classOf(flow), () => judges.map(judge => judge(flow).access).join(" "))
    sums.set(change, (sums.get(change) ?? 0) + flow.flows)
  }
  return { dropped: sums.get("Allow Deny") ?? 0, letIn: sums.get("Deny Allow") ?? 0 }
}
