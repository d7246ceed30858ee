import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { keptIn } from "../values/kept-in.ts"
import type { AdminLevel } from "./admin-level.ts"
import type { AttachedPlace, Attachments, OtherLevel } from "./attachments.ts"
import { type RuledGroup, ruledGroup } from "./judged-group.ts"
import { anyMachine, type MachineEnd } from "./machine-end.ts"

/** What else traffic of a machine behind a group passes. */
export interface KnownLevel {
  readonly kind: "subnet" | "networkInterface"
  /** `vnet/subnet`, or the network interface's name. */
  readonly name: string
  /** Undefined where nothing filters there, or where everything may get through. */
  readonly ruled: RuledGroup | undefined
}

/** A machine behind a group, at one of its IP configurations, with the other level that its traffic passes. */
export interface Machine extends KnownLevel {
  /** Whether it is known what stands at the other level, and all of its rules. */
  readonly isKnown: boolean
  /** Whether that level has no other rules, and is there for sure. */
  readonly isSettled: boolean
  readonly end: MachineEnd
  /** The security admin rules that come before both levels. */
  readonly admin: AdminLevel
  /** Where it has the group. */
  readonly place: AttachedPlace
}

/** The machines behind a group: where nothing is known of those at a place, one that stands for any. */
export function machinesBehind({ places }: Attachments): readonly Machine[] {
  return places.flatMap(place =>
    place.others.length > 0 ? place.others.map(other => machineAt(place, other)) : [unknownAt(place)],
  )
}

/** Whether these are all: else traffic of others may pass the group, too. */
export function areAllMachines({ places, areAll }: Attachments): boolean {
  return areAll && places.length > 0 && places.every(({ areAllOthers }) => areAllOthers)
}

function machineAt(place: AttachedPlace, other: OtherLevel): Machine {
  const { name, machine: end, admin } = other
  const ruled = other.kind === "group" ? ruledOnce(other.group) : undefined
  const isKnown = other.kind !== "unknown" && !(ruled && isPartlyKnown(ruled.group))
  const isSettled = isKnown && (ruled === undefined || isSettledGroup(ruled))
  const kind = otherKind(place.level)
  return { kind, name, ruled: isKnown ? ruled : undefined, isKnown, isSettled, end, admin, place }
}

function unknownAt(place: AttachedPlace): Machine {
  const { level, prefixes, seesOtherAddresses, admin } = place
  const addresses = prefixes.areAll && !seesOtherAddresses ? prefixes.known : undefined
  const end = { ...anyMachine, addresses, likely: prefixes.known }
  return { kind: otherKind(level), name: "", ruled: undefined, isKnown: false, isSettled: false, end, admin, place }
}

/** What is deployed may leave rules in a group that is there already: beside its own, or where it does not make the group. */
export function isSettledGroup({ group }: RuledGroup): boolean {
  return group.keepsOtherRules === undefined && group.condition === undefined
}

function otherKind(level: AttachedPlace["level"]): KnownLevel["kind"] {
  return level === "subnet" ? "networkInterface" : "subnet"
}

const ruled = keptIn<LocatedGroup, RuledGroup>()

/** A group is prepared once, however many others ask about it. */
function ruledOnce(group: LocatedGroup): RuledGroup {
  const known = ruled.get(group) ?? ruledGroup(group)
  ruled.set(group, known)
  return known
}
