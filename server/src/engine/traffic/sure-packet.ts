import { lazily } from "../../values/lazily.ts"
import type { Packet } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { type IntervalSet, intersect, intervalsOf, subtract } from "./interval-set.ts"
import { forParts, only, type Part, parts } from "./parts.ts"
import { isPortless, packetOf, pinPacket } from "./pinned-packet.ts"
import { type ReadablePoint, readableAddress } from "./readable-packet.ts"
import { type Region, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"

type Side = "source" | "destination"

/** One end of a packet to be tried, and how it is written. */
interface EndTry {
  readonly region: Region
  readonly text: string
}

/**
 * A packet of the case that is surely one of the traffic and surely ends as `endsSo` asks: at an address of which nothing needs
 * to be assumed or, where there is none, somewhere in a named set that surely has an address, wherever in it that is.
 */
export function surePacket(
  one: TrafficCase,
  start: TrafficCase,
  except: readonly FieldedRule<MatchingRule>[],
  space: AddressSpace,
  endsSo: (tried: TrafficCase) => boolean,
): Packet | undefined {
  const clear = clearCase(one, space)
  if (clear) return packetOf(pinPacket(clear, space), clear, space)
  const pinned = lazily(() => pinPacket(one, space))
  const portless = isPortless(one)
  for (const source of endTries("source", one, start, space)) {
    for (const destination of endTries("destination", one, start, space, source.text)) {
      const at: TrafficCase = {
        ...forParts(part => ({ ...start[part], points: pinned().at[part].points })),
        ...(portless && { sourcePort: start.sourcePort, destinationPort: start.destinationPort }),
        source: source.region,
        destination: destination.region,
      }
      if (except.some(rule => !isMissed(rule, at, space))) continue
      if (!endsSo(at)) continue
      return packetOf({ at: pinned().at, source: source.text, destination: destination.text }, at, space)
    }
  }
  return undefined
}

/** The part of the case for which nothing is assumed, where there is any: all of its packets surely end as the case does. */
function clearCase(one: TrafficCase, space: AddressSpace): TrafficCase | undefined {
  if (isPortless(one)) return undefined
  const isOpen = (part: Part) => one[part].inside.length + one[part].outside.length > 0
  if (otherParts.some(isOpen)) return undefined
  const [source, destination] = [clearPoints(one, "source", space), clearPoints(one, "destination", space)]
  if (source.length === 0 || destination.length === 0) return undefined
  const at = (points: IntervalSet): Region => ({ points, inside: [], outside: [] })
  return { ...one, source: at(source), destination: at(destination) }
}

const otherParts = parts.filter(part => part !== "source" && part !== "destination")

/** Addresses that surely are in the sets that they are taken to be in, and in none of the others. */
function clearPoints(one: TrafficCase, side: Side, { numbering, names: byPart }: AddressSpace): IntervalSet {
  const names = byPart[side]
  const { points, inside, outside } = one[side]
  const sure = inside.map(names.sure).reduce(intersect, points)
  return outside
    .map(name => subtract(names.possible(name) ?? numbering.everything, names.lacks(name)))
    .reduce(subtract, sure)
}

function isMissed({ fields, open }: FieldedRule<MatchingRule>, at: TrafficCase, { names }: AddressSpace): boolean {
  return open.some(part => truthOn(at[part], fields[part], names[part]) === false)
}

/** So many addresses of an end are tried one by one: the first of each stretch, as they differ in nothing that is surely known. */
const mostTries = 2

function* endTries(
  side: Side,
  one: TrafficCase,
  start: TrafficCase,
  space: AddressSpace,
  except?: string,
): Generator<EndTry, undefined> {
  const { numbering, names: byPart } = space
  const names = byPart[side]
  const { points, inside } = one[side]
  const sure = inside.map(names.sure).reduce(intersect, points)
  const clear = clearPoints(one, side, space)
  yield* pointTries(clear, space, side, except, 1)
  yield* pointTries(subtract(sure, clear), space, side, except, mostTries)
  const [ipv4] = numbering.families
  const own = start[side]
  if (own.inside.length > 0 && inside.every(name => own.inside.includes(name))) {
    // The traffic's own set has an address, wherever in it that is: else nothing would be said of any packet.
    const points = intersect(own.points, ipv4)
    const text = readableAddress(points, numbering)?.text
    if (text !== undefined) yield { region: { ...own, points }, text }
  }
  for (const name of inside) {
    if (!names.some(name) || !inside.every(other => names.implies([name], other))) continue
    const all = intersect(names.possible(name) ?? numbering.everything, ipv4)
    // Wherever the set has its address, that has to be in the traffic.
    if (all.length === 0 || subtract(all, own.points).length > 0) continue
    const text = readableAddress(all, numbering)?.text
    if (text !== undefined) yield { region: { points: all, inside: [name], outside: [] }, text }
  }
}

function* pointTries(
  points: IntervalSet,
  space: AddressSpace,
  side: Side,
  except: string | undefined,
  most: number,
): Generator<EndTry, undefined> {
  if (points.length === 0) return
  const first = readableAddress(points, space.numbering, except) ?? readableAddress(points, space.numbering)
  const others = intervalsOf(points)
    .slice(0, most - 1)
    .flatMap(interval => readableAddress(interval, space.numbering) ?? [])
  const tried = new Set<number>()
  for (const point of [...(first ? [first] : []), ...others]) {
    if (tried.has(point.point)) continue
    tried.add(point.point)
    yield { region: regionAt(point, space, side), text: point.text }
  }
}

/** A single address; of the sets that surely lack it, though it stands for any address elsewhere, it is taken to be outside. */
function regionAt({ point }: ReadablePoint, { names: byPart, setOf }: AddressSpace, side: Side): Region {
  const names = byPart[side]
  const at = only(point)
  const outside = [...setOf.keys()].filter(name => intersect(names.lacks(name), at).length > 0)
  return { points: at, inside: [], outside }
}
