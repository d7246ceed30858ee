import type { AddressTerm } from "../../values/address.ts"
import type { Packet, PacketEnd } from "../flow.ts"
import type { AddressNumbering } from "./address-numbering.ts"
import type { AddressSpace } from "./address-space.ts"
import { hasPorts } from "./flow-case.ts"
import { subtract } from "./interval-set.ts"
import type { NameFacts } from "./name-facts.ts"
import { forParts, only, type Part, protocols } from "./parts.ts"
import { type ReadablePoint, readableAddress, readablePort } from "./readable-packet.ts"
import type { Region } from "./region.ts"
import type { TrafficCase } from "./traffic-case.ts"

/** One packet of a case: the case cut down to a single point in each part, and the texts of what was chosen. */
export interface PinnedPacket {
  readonly at: TrafficCase
  readonly source: string
  readonly destination: string
}

/** Chooses a packet of the case that leaves little to assume, and then one that reads well. */
export function pinPacket(one: TrafficCase, { numbering, names }: AddressSpace): PinnedPacket {
  const address = addressPicker(numbering, names.source)
  const [source, destination] = pickBoth(one.source, one.destination, address, address)
  const [sourcePort, destinationPort] = pickBoth(
    one.sourcePort,
    one.destinationPort,
    ({ points }, except) => readablePort(points, "sourcePort", except),
    ({ points }, except) => readablePort(points, "destinationPort", except),
  )
  const chosen: Partial<Record<Part, ReadablePoint>> = { source, destination, sourcePort, destinationPort }
  const at = forParts(part => ({ ...one[part], points: only(chosen[part]?.point ?? one[part].points[0]!) }))
  return { at, source: source.text, destination: destination.text }
}

type Pick = (region: Region, except?: string) => ReadablePoint | undefined

/** A point for each of two ends: different ones if there are, as a packet from a host to itself reads as a mistake. */
function pickBoth(a: Region, b: Region, pickA: Pick, pickB: Pick): [ReadablePoint, ReadablePoint] {
  const first = pickA(a)!
  const second = pickB(b, first.text)
  if (second) return [first, second]
  const single = pickB(b)!
  return [pickA(a, single.text) ?? first, single]
}

/** Prefers addresses that surely lie outside of the names they are to be outside of: then nothing is to be assumed. */
function addressPicker(numbering: AddressNumbering, names: NameFacts): Pick {
  return ({ points, outside }, except) => {
    let best = points
    for (const name of outside) {
      const beyond = subtract(best, names.possible(name) ?? best)
      if (beyond.length > 0) best = beyond
    }
    return readableAddress(best, numbering, except) ?? readableAddress(points, numbering, except)
  }
}

/** The packet to print, with the sets that `taken` has its addresses in. */
export function packetOf(
  { at, source, destination }: PinnedPacket,
  taken: TrafficCase,
  { setOf }: AddressSpace,
): Packet {
  const portless = isPortless(at)
  const port = (part: "sourcePort" | "destinationPort") => (portless ? null : at[part].points[0]!)
  const end = (part: "source" | "destination", address: string): PacketEnd => ({
    address: nameOf(setOf.get(address)) ?? address,
    of: taken[part].inside.map(name => setOf.get(name)!),
  })
  return {
    protocol: protocols[at.protocol.points[0]!]!,
    source: end("source", source),
    sourcePort: port("sourcePort"),
    destination: end("destination", destination),
    destinationPort: port("destinationPort"),
  }
}

export function isPortless({ protocol }: TrafficCase): boolean {
  return !hasPorts(protocols[protocol.points[0]!]!)
}

/** What stands apart from all addresses is called by its name. */
export function nameOf(term: AddressTerm | undefined): string | undefined {
  return term && "name" in term ? term.name : undefined
}
