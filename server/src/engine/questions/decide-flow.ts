import type { AddressTerm } from "../../values/address.ts"
import { remember } from "../../values/remember.ts"
import type { Flow, KnownSets } from "../flow.ts"
import type { Direction, SecurityRule } from "../security-rule.ts"
import { type AddressSpace, isNamed } from "../traffic/address-space.ts"
import { stretchesOf } from "../traffic/column-stretches.ts"
import type { PartRows } from "../traffic/field-column.ts"
import { endRegion, portRegion } from "../traffic/flow-case.ts"
import { directions, only, type Part, protocols } from "../traffic/parts.ts"
import type { Region } from "../traffic/region.ts"
import type { Evaluation, PreparedRules } from "./prepare.ts"

/**
 * The rule that surely takes all of a flow before any other may take some of it; null where surely none takes any, and
 * undefined where that is not so, or takes a search: then `evaluateFlow` knows. What parts of rules say of ports and addresses
 * is kept, so that a flow takes a few look-ups.
 */
export type DecideFlow<R> = (flow: Flow) => R | null | undefined

export function flowDecider<R extends SecurityRule>(rules: PreparedRules<R>, direction: Direction): DecideFlow<R> {
  let look: Lookups<R> | undefined
  return flow => {
    look ??= lookupsOf(rules, direction)
    const { source, destination } = flow
    // Of one address at both ends rules may know more than of either.
    if (source.key === destination.key) return undefined
    const from = look.end("source", source, flow.sourceSets)
    const to = look.end("destination", destination, flow.destinationSets)
    if (!from || !to) return undefined
    const { protocol, sourcePort, destinationPort } = flow
    const first = firstOf([
      look.protocol(protocol),
      from,
      to,
      look.port("sourcePort", sourcePort, protocol),
      look.port("destinationPort", destinationPort, protocol),
    ])
    if (first === undefined || first === null) return first
    return look.rules[first]
  }
}

/** The place of the first rule that takes it, if that is sure. */
function firstOf(parts: readonly PartRows[]): number | null | undefined {
  const words = parts[0]!.possible.length
  for (let w = 0; w < words; w++) {
    let possible = -1
    for (const part of parts) possible &= part.possible[w]!
    if (possible === 0) continue
    const bit = possible & -possible
    const isSure = parts.every(part => (part.sure[w]! & bit) !== 0)
    return isSure ? w * 32 + 31 - Math.clz32(bit) : undefined
  }
  return null
}

interface Lookups<R> {
  readonly rules: readonly R[]
  /** Direction and presence are the same for all flows, and go with it. */
  protocol(protocol: Flow["protocol"]): PartRows
  port(part: "sourcePort" | "destinationPort", port: Flow["sourcePort"], protocol: Flow["protocol"]): PartRows
  /** Undefined for an end that the rules' space does not have. */
  end(part: "source" | "destination", term: AddressTerm, sets: KnownSets | undefined): PartRows | undefined
}

function lookupsOf<R extends SecurityRule>(prepared: PreparedRules<R>, direction: Direction): Lookups<R> {
  const { space, ordered } = prepared.evaluation(direction, [])
  const { columns } = ordered
  const rowsOf = (part: Part, region: Region) => columns[part].rowsOn(region)
  const base = both(rowsOf("direction", at(only(directions.indexOf(direction)))), rowsOf("presence", at(only(0))))
  const protocolRows = protocols.map((_, place) => both(base, rowsOf("protocol", at(only(place)))))
  const source = partLookup("source", ordered, space)
  const destination = partLookup("destination", ordered, space)
  const ports = {
    sourcePort: partLookup("sourcePort", ordered, space),
    destinationPort: partLookup("destinationPort", ordered, space),
  }
  return {
    rules: ordered.rules.map(({ rule }) => rule),
    protocol: protocol => protocolRows[protocols.indexOf(protocol)]!,
    port: (part, port, protocol) => {
      if (typeof port === "number") return ports[part].atPoint(port)
      return ports[part].of(`${port} ${protocol}`, () => portRegion(port, protocol))
    },
    end: (part, term, sets) => {
      const lookup = part === "source" ? source : destination
      if (term.kind === "prefix") {
        if (!sets && term.first === term.last) return lookup.atPoint(space.numbering.pointOf(term.family, term.first))
        // Blocks of IPv6 may end between the points of the space.
        if (term.family === 6) return undefined
      } else if (isNamed(term) && !space.setOf.has(term.key)) return undefined
      return lookup.of(term.key, () => endRegion(term, sets, space), sets)
    },
  }
}

function at(points: Region["points"]): Region {
  return { points, inside: [], outside: [] }
}

/** What one part of all rules says, kept by stretches of points and by names of other regions. */
interface PartLookup {
  atPoint(point: number): PartRows
  /** `owner`: what a key belongs to, if to anything. */
  of(key: string, region: () => Region, owner?: object): PartRows
}

function partLookup<R extends SecurityRule>(
  part: Part,
  { columns }: Evaluation<R>["ordered"],
  space: AddressSpace,
): PartLookup {
  const column = columns[part]
  const stretchOf = stretchesOf(part, column, space)
  const stretches: (PartRows | undefined)[] = []
  const distinct = new Map<string, PartRows>()
  const named = new Map<string, PartRows>()
  const owned = new WeakMap<object, Map<string, PartRows>>()
  const keptFor = (owner: object) => {
    let kept = owned.get(owner)
    if (!kept) {
      kept = new Map()
      owned.set(owner, kept)
    }
    return kept
  }
  // Few regions differ in what the rules say of them: what is looked up is the same again and again, and near at hand.
  const rowsIn = (region: Region) => {
    const rows = column.rowsOn(region)
    return remember(distinct, `${rows.sure} ${rows.possible}`, () => rows)
  }
  return {
    atPoint: point => {
      const stretch = stretchOf(point)
      let rows = stretches[stretch]
      if (!rows) {
        rows = rowsIn(at(only(point)))
        stretches[stretch] = rows
      }
      return rows
    },
    of: (key, region, owner) => {
      const kept = owner ? keptFor(owner) : named
      let rows = kept.get(key)
      if (!rows) {
        if (kept.size >= mostNamed) kept.clear()
        rows = rowsIn(region())
        kept.set(key, rows)
      }
      return rows
    },
  }
}

/** So many are kept. */
const mostNamed = 20_000

function both(one: PartRows, other: PartRows): PartRows {
  return {
    sure: one.sure.map((word, w) => word & other.sure[w]!),
    possible: one.possible.map((word, w) => word & other.possible[w]!),
  }
}
