import { everyIpv4, everyIpv6 } from "../azure/special-addresses.ts"
import { groupedBy } from "../values/grouped.ts"
import { portsWithout } from "../values/port-ranges.ts"
import { remembering } from "../values/remember.ts"
import { addressesBehind } from "./addresses-behind.ts"
import { adminDenies } from "./admin-denies.ts"
import { type AttachedAdminRule, noAdminRules, strictly } from "./admin-level.ts"
import { askedOnce } from "./alike-machines.ts"
import type { Attachments } from "./attachments.ts"
import type { AdminBlock, ExposedThrough } from "./exposed-through.ts"
import type { Exposure } from "./exposures.ts"
import type { GroupRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { anyMachine } from "./machine-end.ts"
import { areAllMachines, type Machine, machinesBehind } from "./machines-behind.ts"
import { type RemoteMachine, type RemoteQuestion, type RemoteRules, remoteRules } from "./remote-rules.ts"
import { type CountedShare, measureOf, portsOf } from "./wide-shares.ts"

/** Finds what a group exposes, by its rules as a machine meets them, or any machine. */
type FindExposures = (rules: RemoteRules) => readonly Exposure[]

/**
 * What a group exposes at one machine behind it at least, through security admin rules and the other level there. Where it is not
 * known what stands there, all gets through. What gets to no machine that is known is in doubt while there may be others, or other
 * rules at that level; so is what admin rules may block that are not known.
 */
export function exposuresThrough(
  { rules }: Pick<JudgedGroup, "rules">,
  attachments: Attachments,
  question: RemoteQuestion,
  find: FindExposures,
): readonly Exposure[] {
  const findAt = (machine?: RemoteMachine) => find(remoteRules(rules, question, machine))
  const machines = machinesBehind(attachments)
  if (machines.length === 0) return findAt()
  const at = askedOnce(rules, machine => byRule(findAt(machine)))
  const reaches = machines.map((machine): ReachedMachine => {
    const { ruled, end, admin } = machine
    const alone = at({ ruled: undefined, end, admin: noAdminRules })
    const isAsked = admin.rules.length > 0
    const pastAdmin = isAsked ? at({ ruled: undefined, end, admin }) : alone
    const through = ruled ? at(machine) : pastAdmin
    const surely = isAsked ? at({ ruled, end, admin: strictly(admin) }) : through
    return { machine, alone, pastAdmin, through, surely }
  })
  const denies = askedOnce(rules, machine =>
    remembering((rule: GroupRule) => adminDenies(rule, remoteRules(rules, question, machine))),
  )
  const deniesOf = (rule: GroupRule, { machine }: ReachedMachine) => denies({ ...machine, ruled: undefined })(rule)
  const found = new Set(reaches.flatMap(({ alone }) => [...alone.keys()]))
  const reached = rules.filter(rule => found.has(rule)).flatMap(rule => reachedExposure(rule, reaches, deniesOf) ?? [])
  if (areAllMachines(attachments)) return reached.filter(({ doubt }) => doubt !== "machines")
  return [...reached, ...reachingOthers(reaches, attachments, findAt)]
}

/** What a group exposes at a machine. */
interface ReachedMachine {
  readonly machine: Machine
  /** If all else lets everything through. */
  readonly alone: ExposuresByRule
  /** If the other level does. */
  readonly pastAdmin: ExposuresByRule
  readonly through: ExposuresByRule
  /** The same, of admin rules only by what they surely let through. */
  readonly surely: ExposuresByRule
}

type ExposuresByRule = ReadonlyMap<GroupRule, Exposure>

function byRule(exposures: readonly Exposure[]): ExposuresByRule {
  return new Map(exposures.map(exposure => [exposure.rule, exposure]))
}

type DeniesOf = (rule: GroupRule, reach: ReachedMachine) => readonly AttachedAdminRule[]

function reachedExposure(
  rule: GroupRule,
  reaches: readonly ReachedMachine[],
  deniesOf: DeniesOf,
): Exposure | undefined {
  const concerned = reaches.filter(({ alone }) => alone.has(rule))
  const open = concerned.filter(({ through }) => through.has(rule))
  const shut = concerned.filter(({ through }) => !through.has(rule))
  const blocked = blocksOf(rule, { open, shut }, deniesOf)
  const exposed = united(open.flatMap(reach => exposureAt(rule, reach) ?? []))
  if (!exposed) {
    const alone = united(concerned.flatMap(one => one.alone.get(rule) ?? []))
    const byLevel = shut.filter(({ pastAdmin }) => pastAdmin.has(rule))
    const doubt = byLevel.every(({ machine }) => machine.isSettled) ? "machines" : "levels"
    return alone && { ...alone, doubt, through: { ...blocked, open: [] } }
  }
  if (!open.every(({ machine }) => machine.isKnown)) return exposed
  return { ...exposed, through: { ...blocked, open: machinesOf(open) } }
}

/** What is open at a machine: what it surely is, where that is anything. */
function exposureAt(rule: GroupRule, { machine, through, surely }: ReachedMachine): Exposure | undefined {
  const certain = surely.get(rule)
  const exposure = through.get(rule)
  if (certain || !exposure) return certain
  const doubtedBy = [...new Set(machine.admin.rules.map(({ configuration }) => configuration))]
  return { ...exposure, doubt: exposure.doubt ?? "admin", doubtedBy }
}

/** What blocks it at machines where it is open in part, or not at all. */
function blocksOf(
  rule: GroupRule,
  { open, shut }: { readonly open: readonly ReachedMachine[]; readonly shut: readonly ReachedMachine[] },
  deniesOf: DeniesOf,
): Omit<ExposedThrough, "open"> {
  const isLess = (one: ExposuresByRule, than: ExposuresByRule) =>
    measureOf(leftAt(one, rule)) < measureOf(leftAt(than, rule))
  const closedByAdmin = adminBlock(
    shut.filter(({ pastAdmin }) => !pastAdmin.has(rule)),
    each => deniesOf(rule, each),
  )
  const narrowedByAdmin = adminBlock(
    open.filter(({ pastAdmin, alone }) => isLess(pastAdmin, alone)),
    each => deniesOf(rule, each),
  )
  return {
    closed: machinesOf(shut.filter(({ pastAdmin }) => pastAdmin.has(rule))),
    narrowed: machinesOf(open.filter(({ through, pastAdmin }) => isLess(through, pastAdmin))),
    ...(closedByAdmin && { closedByAdmin }),
    ...(narrowedByAdmin && { narrowedByAdmin }),
  }
}

function adminBlock(
  reaches: readonly ReachedMachine[],
  deniesAt: (reach: ReachedMachine) => readonly AttachedAdminRule[],
): AdminBlock | undefined {
  if (reaches.length === 0) return undefined
  const rules = new Map(reaches.flatMap(deniesAt).map(rule => [`${rule.configuration} ${rule.name}`, rule]))
  return { rules: [...rules.values()], places: [...new Set(reaches.map(({ machine }) => machine.place))] }
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
  { places }: Attachments,
  findAt: (machine: RemoteMachine) => readonly Exposure[],
): readonly Exposure[] {
  const known = new Set(
    reaches.flatMap(({ alone }) => [...alone.values()].flatMap(({ rule, together = [] }) => [rule, ...together])),
  )
  const found = [...groupedBy(places, ({ admin }) => admin.key).values()].flatMap(alike => {
    const behind = addressesBehind({ places: alike })
    const lacking = [everyIpv4, everyIpv6].filter(({ family }) => !behind?.some(one => one.family === family))
    const end = { ...anyMachine, addresses: behind && [...behind, ...lacking] }
    return findAt({ ruled: undefined, end, admin: alike[0]?.admin ?? noAdminRules })
  })
  const others = [...byRule(found).values()].filter(({ rule }) => !known.has(rule))
  return others.map(exposure => ({ ...exposure, doubt: "machines" }))
}
