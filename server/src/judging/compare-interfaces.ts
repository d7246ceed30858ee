import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { changedTraffic } from "../engine/questions/changed-traffic.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Direction, SecurityRule } from "../engine/security-rule.ts"
import type { AdminRule, PathEnd, RuleList } from "../engine/traffic-path.ts"
import type { NetworkInterface, PlacedGroup } from "../topology/topology.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { comparableLists, directions, type GroupVersion, listOf } from "./comparable-lists.ts"
import type { TrafficDifference } from "./compare-groups.ts"
import {
  type AppliedRules,
  appliedTo,
  type EffectiveGroupAt,
  trafficOf,
  undefinedGroup,
} from "./effective-interface.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { factsIn, type SharedNames, sharedNames } from "./shared-names.ts"

/** One of two versions of a network interface, in the network of that version. */
export interface InterfaceVersion {
  readonly network: JudgedNetwork
  readonly networkInterface: NetworkInterface
  versionOf(group: PlacedGroup): GroupVersion
}

export interface InterfaceDifference extends TrafficDifference {
  /** The addresses that are compared: those that it has in both versions. */
  readonly addresses: readonly AddressTerm[]
}

/** Only addresses that it has in both versions can be compared. */
export type NoCommonAddress = Readonly<Record<"before" | "after", readonly AddressTerm[]>>

/** Compares what gets through all levels of a network interface. */
export function compareInterfaces(
  before: InterfaceVersion,
  after: InterfaceVersion,
): InterfaceDifference | NoCommonAddress {
  const was = appliedTo(before.network, before.networkInterface)
  const is = appliedTo(after.network, after.networkInterface)
  const addresses = commonAddresses(was.addresses, is.addresses)
  if (addresses.length === 0) return { before: was.addresses, after: is.addresses }
  const names = sharedNames(factsIn(was.context), factsIn(is.context))
  const found = directions.map(direction => {
    const [olds, news] = listsOf({ ...before, applied: was }, { ...after, applied: is }, direction)
    const [old, now] = [
      preparePath([endOf(was, olds, direction, names.before)], names.facts),
      preparePath([endOf(is, news, direction, names.after)], names.facts),
    ]
    return changedTraffic(old, now, { traffic: trafficOf(direction, addresses) })
  })
  const isAdminKnown = [was, is].every(({ admin }) => admin.every(({ written }) => written !== null))
  return {
    newlyAllowed: found.flatMap(one => one.newlyAllowed),
    newlyDenied: found.flatMap(one => one.newlyDenied),
    uncertain: found.flatMap(one => one.uncertain),
    complete: isAdminKnown && found.every(({ complete }) => complete),
    facts: names.facts,
    addresses,
  }
}

type Renamed = SharedNames["before"]

function endOf(
  { admin }: AppliedRules,
  lists: readonly RuleList<SecurityRule>[],
  direction: Direction,
  renamed: Renamed,
): PathEnd<SecurityRule, AdminRule> {
  return {
    direction,
    ...(admin.length > 0 && { admin: { name: "admin", rules: admin.map(renamed) } }),
    groups: lists.map(({ name, rules }) => ({ name, rules: rules.map(renamed) })),
  }
}

type AppliedVersion = InterfaceVersion & { readonly applied: AppliedRules }
type Lists = readonly RuleList<SecurityRule>[]

/** The groups' rules of both versions, level by level as traffic of the direction passes them. */
function listsOf(before: AppliedVersion, after: AppliedVersion, direction: Direction): readonly [Lists, Lists] {
  const levels = (["subnet", "networkInterface"] as const).map(kind => {
    const [was, is] = [before, after].map(({ applied }) => applied.groups.find(({ at }) => at.kind === kind))
    const [old, now] = comparableLists(versionAt(before, was), versionAt(after, is))
    const named = (list: typeof old) => (list ? [{ ...list, name: kind }] : [])
    return [
      [...named(old), ...undefinedAt(was, kind, direction)],
      [...named(now), ...undefinedAt(is, kind, direction)],
    ] as const
  })
  const passed = direction === "Inbound" ? levels : levels.toReversed()
  return [passed.flatMap(([old]) => old), passed.flatMap(([, now]) => now)]
}

function versionAt({ versionOf }: InterfaceVersion, at: EffectiveGroupAt | undefined): GroupVersion | undefined {
  return at?.reference.kind === "resolved" ? versionOf(at.reference.target) : undefined
}

/** A group that no document defines: the same in both versions where both refer to it alike. */
function undefinedAt(at: EffectiveGroupAt | undefined, kind: string, direction: Direction): Lists {
  if (at?.reference.kind !== "unresolved") return []
  return [listOf(kind, [], [undefinedGroup(direction, `${kind} ${at.reference.text.toLowerCase()}`)])]
}

/** Those that are no prefixes are not known. */
function commonAddresses(before: readonly AddressTerm[], after: readonly AddressTerm[]): readonly AddressTerm[] {
  const [was, is] = [before, after].map(terms => (terms.every(isPrefix) ? terms : undefined))
  if (!was || !is || was.length === 0 || is.length === 0) return was && was.length > 0 ? was : (is ?? after)
  return withoutPrefixes(is, withoutPrefixes(is, was))
}

function isPrefix(term: AddressTerm): term is AddressPrefix {
  return term.kind === "prefix"
}
