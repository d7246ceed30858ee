import { appendTo } from "../../values/grouped.ts"
import { parentOf, type ResourceRef } from "../../values/resource-ref.ts"
import type { PoolStatement, WrittenReference } from "../parts/network-part.ts"
import { keyOfReference, type PartKey } from "../parts/part-key.ts"
import type { Member } from "../topology.ts"
import { isAbout, type LinkedInterface } from "./link-interfaces.ts"
import type { Linking } from "./linking.ts"
import type { PlacedPart, TopologyDocument } from "./placed-part.ts"
import { referenceName } from "./reference-name.ts"
import { isFound, type Thing } from "./things.ts"

/** The back ends of a pool or of an inbound NAT rule, and whether these are all. */
export interface BackEnds {
  readonly members: readonly Member[]
  readonly areAll: boolean
}

export interface Pools {
  /** The back ends of the pools that a rule refers to. */
  of(references: readonly WrittenReference[], from: TopologyDocument): BackEnds
  /** Those that refer themselves to an inbound NAT rule or pool of the load balancer. */
  ofNatRule(balancer: Thing, key: PartKey): readonly Member[]
  /** The IP configuration that a load balancer names, or all of its network interface. */
  memberOf(written: WrittenReference, from: TopologyDocument): readonly Member[]
}

/** A part of a load balancer, equal for the same part of the same one. */
type PlacedKey = string

export function linkPools(linking: Linking, interfaces: readonly LinkedInterface[]): Pools {
  const kinds = ["loadBalancer", "pool", "balancing"] as const
  const numbers: Numbers = new Map(linking.things.of(...kinds).map((thing, place) => [thing, place]))
  const keyOf = (written: WrittenReference, from: TopologyDocument) => placedKeyOf(linking, numbers, written, from)
  const members = memberships(linking, interfaces, keyOf)
  const byThing = new Map<Thing, LinkedInterface[]>()
  for (const each of interfaces) appendTo(byThing, each.thing, each)
  const memberOf = (written: WrittenReference, from: TopologyDocument) => membersNamed(linking, byThing, written, from)
  const pools = statedPools(linking, numbers)
  const addresses = addressIndex(interfaces)
  const backEndsOf = (key: PlacedKey | undefined): BackEnds => {
    if (key === undefined) return { members: [], areAll: false }
    const stated = pools.get(key) ?? []
    const named = stated.flatMap(({ pool, from }) =>
      pool.members.items.map(written => ({ found: memberOf(written, from) })),
    )
    const byAddress = stated.flatMap(({ pool }) => pool.addresses.map(({ key: at }) => addresses.get(at) ?? []))
    const all = [
      ...(members.get(key) ?? []),
      ...named.flatMap(({ found }) => found),
      ...byAddress.flatMap(found => (found.length === 1 ? found : [])),
    ]
    const areAll =
      stated.length > 0 &&
      all.length > 0 &&
      stated.every(({ pool }) => pool.members.areAll) &&
      named.every(({ found }) => found.length > 0) &&
      byAddress.every(found => found.length === 1)
    return { members: withoutCopies(all), areAll }
  }
  return {
    of: (references, from) => {
      const each = references.map(written => backEndsOf(keyOf(written, from)))
      return { members: withoutCopies(each.flatMap(one => one.members)), areAll: each.every(one => one.areAll) }
    },
    ofNatRule: (balancer, key) => members.get(placedKey(numbers.get(balancer), key)) ?? [],
    memberOf,
  }
}

function withoutCopies(members: readonly Member[]): readonly Member[] {
  return [...new Map(members.map(member => [member.configuration, member])).values()]
}

function placedKey(balancer: number | undefined, key: PartKey): PlacedKey {
  return `${balancer} ${key}`
}

type Numbers = ReadonlyMap<Thing, number>

/** A pool or NAT rule, whether it is written in its load balancer or is a resource of its own. */
function placedKeyOf(
  { things }: Linking,
  numbers: Numbers,
  { reference }: WrittenReference,
  from: TopologyDocument,
): PlacedKey | undefined {
  if (!reference) return undefined
  const own = things.find(reference, from)
  if (isFound(own)) return ownKey(things, numbers, own)
  const holder = parentOf(reference)
  const balancer = holder && things.find(holder, from)
  const key = keyOfReference(reference)
  return balancer && isFound(balancer) && key !== undefined ? placedKey(numbers.get(balancer), key) : undefined
}

function ownKey(things: Linking["things"], numbers: Numbers, thing: Thing): PlacedKey {
  const [{ part, document }] = thing.parts
  const balancer = things.find(part.parent, document)
  if (!isFound(balancer)) return `own ${numbers.get(thing)}`
  return placedKey(numbers.get(balancer), keyOfReference(part.reference) ?? part.name.toLowerCase())
}

function lastName(reference: ResourceRef): string | undefined {
  return reference.name.length > 0 ? referenceName(reference) : undefined
}

/** The IP configurations that say themselves to be in a pool or behind a NAT rule. */
function memberships(
  linking: Linking,
  interfaces: readonly LinkedInterface[],
  keyOf: (written: WrittenReference, from: TopologyDocument) => PlacedKey | undefined,
): ReadonlyMap<PlacedKey, readonly Member[]> {
  const members = new Map<PlacedKey, Member[]>()
  const add = (written: WrittenReference | undefined, from: TopologyDocument, member: Member) => {
    const key = written && keyOf(written, from)
    if (key !== undefined) appendTo(members, key, member)
  }
  for (const { networkInterface, configurations, thing, profile } of interfaces) {
    for (const { configuration, stated } of configurations) {
      const member = { networkInterface, configuration }
      for (const { says, by } of stated) {
        for (const written of [...says.pools.items, ...says.natRules.items]) add(written, by.document, member)
      }
      for (const { part, document } of profile === undefined ? linking.things.associationsOf(thing) : []) {
        if (!isAbout(part.says.configuration, configuration.name)) continue
        add(part.says.pool, document, member)
        add(part.says.natRule, document, member)
      }
    }
  }
  return members
}

interface StatedPool {
  readonly pool: PoolStatement
  readonly from: TopologyDocument
}

function statedPools({ things }: Linking, numbers: Numbers): ReadonlyMap<PlacedKey, readonly StatedPool[]> {
  const pools = new Map<PlacedKey, StatedPool[]>()
  const add = (key: PlacedKey, pool: PoolStatement, { document: from }: PlacedPart) =>
    appendTo(pools, key, { pool, from })
  for (const thing of things.of("loadBalancer")) {
    for (const by of thing.parts) {
      for (const pool of by.part.says.pools) add(placedKey(numbers.get(thing), pool.key), pool, by)
    }
  }
  for (const thing of things.of("pool")) {
    for (const by of thing.parts) add(ownKey(things, numbers, thing), by.part.says, by)
  }
  return pools
}

function addressIndex(interfaces: readonly LinkedInterface[]): ReadonlyMap<string, readonly Member[]> {
  const index = new Map<string, Member[]>()
  for (const { networkInterface } of interfaces) {
    for (const configuration of networkInterface.configurations) {
      const key = configuration.address?.key
      if (key !== undefined) appendTo(index, key, { networkInterface, configuration })
    }
  }
  return index
}

/** By an id of an IP configuration, of a network interface, or of one of a scale set's machines. */
function membersNamed(
  { things }: Linking,
  byThing: ReadonlyMap<Thing, readonly LinkedInterface[]>,
  { reference }: WrittenReference,
  from: TopologyDocument,
): readonly Member[] {
  if (!reference) return []
  const isConfiguration = reference.type?.endsWith("/ipconfigurations")
  const configuration = isConfiguration ? lastName(reference) : undefined
  const holder = isConfiguration ? parentOf(reference) : reference
  const set = holder?.type?.startsWith(setType) ? scaleSetOf(holder) : undefined
  const owner = set ?? holder
  const found = owner && things.find(owner, from)
  if (!found || !isFound(found)) return []
  const wanted = set && holder ? lastName(holder)?.toLowerCase() : undefined
  return (byThing.get(found) ?? [])
    .filter(({ profile }) => wanted === undefined || profile?.toLowerCase() === wanted)
    .flatMap(({ networkInterface }) =>
      networkInterface.configurations
        .filter(one => isAbout(configuration, one.name))
        .map(one => ({ networkInterface, configuration: one })),
    )
}

const setType = "microsoft.compute/virtualmachinescalesets/"

/** The scale set of `…/virtualMachineScaleSets/s/virtualMachines/0/networkInterfaces/nic`. */
function scaleSetOf({ name, ...place }: ResourceRef): ResourceRef {
  return { ...place, type: setType.slice(0, -1), name: name.slice(0, 1) }
}
