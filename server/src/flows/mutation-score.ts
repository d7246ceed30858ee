import { compareGroups } from "../judging/compare-groups.ts"
import { type RuledGroup, ruledGroup } from "../judging/judged-group.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { lazily } from "../values/lazily.ts"
import { remember } from "../values/remember.ts"
import type { ClaimWorld, ContextualGroup, WorldGroup } from "./claim-world.ts"
import type { Expectation } from "./expectation.ts"
import type { FlowFile } from "./flow-file.ts"
import { type Mutant, mutantsOf } from "./mutants.ts"
import { formatWitness } from "./packet-text.ts"
import { expectationsIn, type WorldOf } from "./prove-flow-file.ts"

/** A file with its claims, and what they were held against. */
export interface TestedClaims {
  readonly file: FlowFile
  readonly expectations: readonly Expectation[]
  readonly worldOf: WorldOf
}

export interface MutationScore {
  /** How many mutants change traffic: of others no claim could tell. */
  readonly mutants: number
  readonly killed: number
  readonly survivors: readonly Survivor[]
}

/** A fault that no claim notices. */
export interface Survivor {
  readonly group: WorldGroup
  readonly rule: LocatedRule
  readonly mutation: string
  /** A packet that it treats otherwise, and that nobody claimed anything about. */
  readonly witness: string
}

/** Puts small faults into the groups, one at a time, and asks whether some claim that holds does no longer. */
export function mutationScore(groups: readonly WorldGroup[], tested: readonly TestedClaims[]): MutationScore {
  const holding = tested.map(withHoldingLines).filter(({ file }) => file.lines.some(({ kind }) => kind === "claim"))
  let mutants = 0
  const survivors: Survivor[] = []
  for (const group of groups) {
    for (const mutant of mutantsOf(group.ruled.group.rules)) {
      const mutated = mutatedGroup(group.ruled, mutant)
      const witness = changedPacket(group.ruled, mutated)
      if (witness === undefined) continue
      mutants++
      if (holding.some(one => isKilled(one, group, mutated))) continue
      survivors.push({ group, rule: mutant.rule, mutation: mutant.mutation, witness })
    }
  }
  return { mutants, killed: mutants - survivors.length, survivors }
}

/** Claims that do not hold anyhow tell nothing of a fault. */
function withHoldingLines({ file, expectations, worldOf }: TestedClaims): TestedClaims {
  const holding = new Set<unknown>(expectations.filter(({ status }) => status === "holds").map(({ line }) => line))
  return { file: { lines: file.lines.filter(line => line.kind === "use" || holding.has(line)) }, expectations, worldOf }
}

function mutatedGroup({ group, context }: ContextualGroup, { rules }: Mutant): ContextualGroup {
  return { ...ruledGroup({ ...group, rules }), context }
}

/** A packet that is surely treated otherwise; undefined where there is none. */
function changedPacket(before: ContextualGroup, after: RuledGroup): string | undefined {
  // What is hidden is hidden in both: a mutant differs in one known rule alone.
  const version = (ruled: RuledGroup) => ({ ruled, surroundings: () => "" })
  const { newlyAllowed, newlyDenied } = compareGroups(version(before), version(after), before.context)
  const [change] = [...newlyAllowed, ...newlyDenied]
  return change && formatWitness(change.box.directions[0] ?? "Inbound", change.witness)
}

function isKilled({ file, worldOf }: TestedClaims, group: WorldGroup, mutated: ContextualGroup): boolean {
  const worlds = new Map<ClaimWorld, ClaimWorld>()
  const expectations = expectationsIn(file, name => {
    const world = worldOf(name)
    return "problem" in world ? world : remember(worlds, world, () => mutatedWorld(world, group, mutated))
  })
  for (const { line, status } of expectations) if (line.kind === "claim" && status !== "holds") return true
  return false
}

function mutatedWorld(world: ClaimWorld, group: WorldGroup, mutated: ContextualGroup): ClaimWorld {
  const groups = world.groups.map(one => (isSameGroup(one, group) ? { ...one, ruled: mutated } : one))
  return { ...world, groups, network: lazily(() => mutatedNetwork(world.network(), group, mutated)) }
}

function isSameGroup(one: WorldGroup, other: WorldGroup): boolean {
  return one.document === other.document && one.ruled.group.nameRange.start === other.ruled.group.nameRange.start
}

function mutatedNetwork(network: JudgedNetwork, group: WorldGroup, mutated: ContextualGroup): JudgedNetwork {
  const { nameRange } = group.ruled.group
  return {
    ...network,
    rulesOf: placed =>
      placed.document === group.document && placed.group.nameRange.start === nameRange.start
        ? ruledGroup({ ...placed.group, rules: mutated.group.rules })
        : network.rulesOf(placed),
  }
}
