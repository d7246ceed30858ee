import type { GroupRule } from "../../judging/group-rule.ts"
import type { RuledAt } from "../../judging/logged-flow.ts"
import type { Amount, CoarseCounts } from "./coarse-counts.ts"
import { groupsCalled, keyOfGroup, type ReplaySide } from "./replay-side.ts"
import type { Meant } from "./replay-subjects.ts"
import { hitKey, type ReplayFinding, type ReplayTotals } from "./replay-totals.ts"
import type { Tally } from "./tally.ts"

/** One state of some documents, or an old one and a new one, and what of them the logs are of where someone said so. */
export interface ReplayWorld {
  readonly sides: readonly ReplaySide[]
  readonly meant?: Meant
}

/** What a replay found, the most first. */
export interface ReplayReport {
  /** Whether two states were compared. */
  readonly isOfChange: boolean
  readonly flows: number
  readonly undecided: number
  readonly byManager: number
  readonly platform: number
  readonly unplaced: number
  readonly drift: readonly ReplayFinding[]
  readonly newlyDenied: readonly ReplayFinding[]
  readonly newlyAllowed: readonly ReplayFinding[]
  /** Every rule of the state, or of the new one, by group, direction and priority. */
  readonly rules: readonly RuleUse[]
  /** What a reader has to know: sentences without a stop. */
  readonly remarks: readonly string[]
}

/** A rule, and the flows that it took; without a tally none did. */
export interface RuleUse {
  readonly group: RuledAt
  readonly rule: GroupRule
  readonly tally: Tally | undefined
}

export function replayReport(totals: ReplayTotals, world: ReplayWorld): ReplayReport {
  const { flows, undecided, byManager, platform, unplaced, findings, hits, remarks } = totals
  const sorted = [...findings].sort(([one, a], [other, b]) => byAmount(a.tally, b.tally) || (one < other ? -1 : 1))
  const of = (kind: ReplayFinding["kind"]) => sorted.flatMap(([, one]) => (one.kind === kind ? [one] : []))
  return {
    ...{ isOfChange: world.sides.length > 1, flows, undecided, byManager, platform, unplaced },
    ...{ drift: of("drift"), newlyDenied: of("newlyDenied"), newlyAllowed: of("newlyAllowed") },
    rules: coveredGroups(world).flatMap(group => usesOf(group, hits)),
    remarks: [...remarks].sort(),
  }
}

function byAmount(one: Tally, other: Tally): number {
  return other.flows - one.flows || other.bytes - one.bytes
}

/** What there was of each thing, the most first. */
export function ordered<K extends number | bigint>({ amounts }: CoarseCounts<K>): readonly (readonly [K, Amount])[] {
  const byKey = (one: K, other: K) => (one < other ? -1 : 1)
  return [...amounts].sort(([key, a], [other, b]) => b.flows - a.flows || b.bytes - a.bytes || byKey(key, other))
}

function coveredGroups({ sides, meant }: ReplayWorld): readonly RuledAt[] {
  const side = sides.at(-1)
  if (!side) return []
  if (!meant) return side.groups
  return meant.kind === "group" ? groupsCalled(side, meant.name) : groupsOfInterface(side, meant.found.at(-1))
}

function groupsOfInterface(
  { network }: ReplaySide,
  networkInterface: Extract<Meant, { kind: "networkInterface" }>["found"][number] | undefined,
): readonly RuledAt[] {
  const subnets = (networkInterface?.configurations ?? []).flatMap(({ subnet }) =>
    subnet.kind === "resolved" ? [subnet.target.group] : [],
  )
  const references = [...subnets, ...(networkInterface ? [networkInterface.group] : [])]
  const placed = references.flatMap(reference => (reference.kind === "resolved" ? [reference.target] : []))
  return [...new Set(placed)].map(one => ({ document: one.document, ruled: network.rulesOf(one) }))
}

function usesOf(group: RuledAt, hits: ReplayTotals["hits"]): readonly RuleUse[] {
  const uses = group.ruled.rules.map(rule => ({ group, rule, tally: hits.get(hitKey(keyOfGroup(group), rule)) }))
  return uses.sort((one, other) => orderOf(one.rule) - orderOf(other.rule))
}

/** Inbound first; what is not known last. */
function orderOf({ direction, priority }: GroupRule): number {
  return (direction === "Inbound" ? 0 : 100_000) + (typeof priority === "number" ? priority : 99_999)
}
