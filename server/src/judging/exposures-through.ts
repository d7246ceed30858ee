import { everyIpv4, everyIpv6 } from "../azure/special-addresses.ts"
import { portsWithout } from "../values/port-ranges.ts"
import { addressesBehind } from "./addresses-behind.ts"
import { askedOnce } from "./alike-machines.ts"
import type { Attachments } from "./attachments.ts"
import type { Exposure } from "./exposures.ts"
import type { GroupRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { anyMachine } from "./machine-end.ts"
import { areAllMachines, type Machine, machinesBehind } from "./machines-behind.ts"
import type { RemoteMachine } from "./remote-rules.ts"
import { type CountedShare, measureOf, portsOf } from "./wide-shares.ts"

/** Finds what a group exposes at a machine, or at any machine. */
type FindExposures = (machine: RemoteMachine | undefined) => readonly Exposure[]

/**
 * What a group exposes at one machine behind it at least, through the other level there. Where it is not known what stands there,
 * all gets through. What gets to no machine that is known is in doubt while there may be others, or other rules at that level.
 */
export function exposuresThrough(
  { rules }: Pick<JudgedGroup, "rules">,
  attachments: Attachments,
  find: FindExposures,
): readonly Exposure[] {
  const machines = machinesBehind(attachments)
  if (machines.length === 0) return find(undefined)
  const at = askedOnce(rules, machine => byRule(find(machine)))
  const reaches = machines.map((machine): ReachedMachine => {
    const alone = at({ ruled: undefined, end: machine.end })
    return { machine, alone, through: machine.ruled ? at(machine) : alone }
  })
  const found = new Set(reaches.flatMap(({ alone }) => [...alone.keys()]))
  const reached = rules.filter(rule => found.has(rule)).flatMap(rule => reachedExposure(rule, reaches) ?? [])
  if (areAllMachines(attachments)) return reached.filter(({ doubt }) => doubt !== "machines")
  return [...reached, ...reachingOthers(reaches, attachments, find)]
}

/** What a group exposes at a machine: if the other level lets everything through, and through that level. */
interface ReachedMachine {
  readonly machine: Machine
  readonly alone: ReadonlyMap<GroupRule, Exposure>
  readonly through: ReadonlyMap<GroupRule, Exposure>
}

function byRule(exposures: readonly Exposure[]): ReadonlyMap<GroupRule, Exposure> {
  return new Map(exposures.map(exposure => [exposure.rule, exposure]))
}

function reachedExposure(rule: GroupRule, reaches: readonly ReachedMachine[]): Exposure | undefined {
  const concerned = reaches.filter(({ alone }) => alone.has(rule))
  const open = concerned.filter(({ through }) => through.has(rule))
  const closed = concerned.filter(({ through }) => !through.has(rule)).map(({ machine }) => machine)
  const alone = united(concerned.flatMap(one => one.alone.get(rule) ?? []))
  const exposed = united(open.flatMap(({ through }) => through.get(rule) ?? []))
  if (!exposed) {
    const doubt = closed.every(({ isSettled }) => isSettled) ? "machines" : "levels"
    return alone && { ...alone, doubt, through: { open: [], closed, narrowed: [] } }
  }
  if (!open.every(({ machine }) => machine.isKnown)) return exposed
  const narrowed = open.filter(one => measureOf(leftAt(one.through, rule)) < measureOf(leftAt(one.alone, rule)))
  const through = { open: machinesOf(open), closed, narrowed: machinesOf(narrowed) }
  return { ...exposed, through }
}

function machinesOf(reaches: readonly ReachedMachine[]): readonly Machine[] {
  return reaches.map(({ machine }) => machine)
}

function leftAt(exposures: ReadonlyMap<GroupRule, Exposure>, rule: GroupRule): readonly CountedShare[] {
  return exposures.get(rule)?.left ?? []
}

/** What is open at any of the machines, told as at the one where that is the most, and sure. */
function united(each: readonly Exposure[]): Exposure | undefined {
  const [most, ...others] = [...new Set(each)].toSorted(
    (a, b) => Number(a.doubt !== undefined) - Number(b.doubt !== undefined) || byMeasure(a, b),
  )
  if (!most) return undefined
  const all = [most, ...others.filter(({ left }) => addsPorts(left, most.left))]
  return { ...most, left: all.flatMap(({ left }) => left), open: all.flatMap(({ open }) => open) }
}

function addsPorts(shares: readonly CountedShare[], others: readonly CountedShare[]): boolean {
  return shares.some(({ protocol, ports }) => portsWithout(ports, portsOf(others, protocol)).length > 0)
}

function byMeasure(a: Exposure, b: Exposure): number {
  return Number(measureOf(b.left) - measureOf(a.left))
}

/**
 * What is open at addresses behind the group that no machine has which is known. Those of other subnets are left to the check of
 * rules that match nothing, which says nothing of a family that the subnets do not have.
 */
function reachingOthers(
  reaches: readonly ReachedMachine[],
  attachments: Attachments,
  find: FindExposures,
): readonly Exposure[] {
  const known = new Set(
    reaches.flatMap(({ alone }) => [...alone.values()].flatMap(({ rule, together = [] }) => [rule, ...together])),
  )
  const behind = addressesBehind(attachments)
  const lacking = [everyIpv4, everyIpv6].filter(({ family }) => !behind?.some(one => one.family === family))
  const others = find({ ruled: undefined, end: { ...anyMachine, addresses: behind && [...behind, ...lacking] } })
  return others.filter(({ rule }) => !known.has(rule)).map(exposure => ({ ...exposure, doubt: "machines" }))
}
