import type { Packet } from "../engine/flow.ts"
import { partitionTraffic } from "../engine/questions/partition.ts"
import type { TrafficBox } from "../engine/traffic-box.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { isEveryPort } from "../values/port-term.ts"
import type { GroupRule } from "./group-rule.ts"
import { customJudgements, type JudgedGroup } from "./judged-group.ts"
import { remainder } from "./rule-explanation.ts"

/** What an earlier rule of the other access takes of a rule that still matches other traffic. */
export interface TakenTraffic {
  readonly by: GroupRule
  /** Exactly that, where it is few boxes; else what both rules hold, of which rules before them may take some. */
  readonly boxes: readonly TrafficBox[]
  readonly isExact: boolean
  readonly witness: Packet
}

export interface PartlyTaken {
  readonly rule: LocatedRule
  readonly taken: readonly TakenTraffic[]
}

/** Boxes that still read well. */
const mostBoxes = 4

/**
 * The rules of which earlier ones with the other access take a part. An earlier rule that lies entirely within the later one is an
 * exception that someone made on purpose, and is not counted; nor is any before a Deny of all ports.
 */
export function partlyTakenRules(judged: JudgedGroup): readonly PartlyTaken[] {
  return customJudgements(judged).flatMap(({ rule, reach }) => {
    const left = reach === "live" && !isClosing(rule) ? remainder(judged, judged.rules.indexOf(rule), 1) : undefined
    const takers = new Set(
      left?.blockingRules.flatMap(({ rule, relation }) => (relation === "correlation" ? rule : [])),
    )
    return takers.size === 0 ? [] : takenBy(judged, rule, takers)
  })
}

/** A Deny of every port is for what other rules leave. */
function isClosing({ access, sourcePorts, destinationPorts }: LocatedRule): boolean {
  return access === "Deny" && [...sourcePorts, ...destinationPorts].every(isEveryPort)
}

function takenBy({ analysis }: JudgedGroup, rule: LocatedRule, takers: ReadonlySet<GroupRule>): PartlyTaken[] {
  const { parts } = partitionTraffic(analysis.prepared, rule, { boxes: mostBoxes })
  const taken = parts.flatMap(({ decisions, boxes, within, witness }) => {
    const by = decisions[0]?.rule
    return by && takers.has(by) ? { by, boxes: boxes ?? within, isExact: boxes !== undefined, witness } : []
  })
  return taken.length === 0 ? [] : [{ rule, taken }]
}
