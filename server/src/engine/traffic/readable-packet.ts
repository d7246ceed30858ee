import { addressText } from "../../values/format-address.ts"
import type { AddressNumbering } from "./address-numbering.ts"
import { contains, type IntervalSet, intersect, intervalsOf, meets } from "./interval-set.ts"
import { allPorts } from "./port-set.ts"

/** A point of a set, and how the value there is written. */
export interface ReadablePoint {
  readonly point: number
  readonly text: string
}

/** Documentation addresses and ordinary private hosts, which a reader takes for the examples they are. */
const readableAddresses: readonly Address[] = [
  [4, 0xcb007107], // 203.0.113.7
  [4, 0x0a000004], // 10.0.0.4
  [4, 0xc6336407], // 198.51.100.7
  [4, 0xc0a80004], // 192.168.0.4
  [6, (0x20010db8n << 96n) + 7n],
]
const readablePorts = { sourcePort: [50000, 50001], destinationPort: [443, 80, 22, 3389, 53] } as const

type Address = readonly [family: 4 | 6, value: number | bigint]

/** An address of the set whose text is not `except`; the name that stands apart where the set is that alone. */
export function readableAddress(
  set: IntervalSet,
  numbering: AddressNumbering,
  except?: string,
): ReadablePoint | undefined {
  const found =
    firstIn(readableAddresses, set, numbering, except) ?? firstIn(firstHosts(set, numbering), set, numbering, except)
  if (found) return found
  const [apart] = numbering.apartKeysOf(set)
  return apart === undefined || apart === except ? undefined : { point: numbering.apartPoint(apart)!, text: apart }
}

function firstIn(
  addresses: readonly Address[],
  set: IntervalSet,
  numbering: AddressNumbering,
  except: string | undefined,
): ReadablePoint | undefined {
  for (const [family, value] of addresses) {
    if (family === 6 && !meets(set, numbering.families[1])) continue
    const point = numbering.pointOf(family, value)
    if (!contains(set, point)) continue
    const text = addressText(family, value)
    if (text !== except) return { point, text }
  }
  return undefined
}

/** Of each range the first addresses, those last that hosts seldom have. */
function firstHosts(set: IntervalSet, numbering: AddressNumbering): Address[] {
  const hosts = numbering.rangesOf(set.slice(0, 4)).flatMap(({ family, first, last }): Address[] => {
    const after = (places: number) => (typeof first === "bigint" ? first + BigInt(places) : first + places)
    // What begins and is as long as a subnet: Azure keeps the first four addresses, and gives the next to a host.
    const isSubnet = lastByte(first) % 8 === 0 && after(7) <= last
    const found = (isSubnet ? [4, 5, 1, 0] : [0, 1, 2]).map(after).filter(host => host <= last)
    return found.map(host => [family, host])
  })
  return [...hosts.filter(host => !isSeldom(host)), ...hosts.filter(isSeldom)]
}

/** What is kept back in most subnets, which begin at a round number: their own address, the broadcast address, and Azure's. */
function isSeldom([family, value]: Address): boolean {
  return family === 4 && (lastByte(value) < 4 || lastByte(value) === 255)
}

function lastByte(address: number | bigint): number {
  return typeof address === "bigint" ? Number(address & 255n) : address % 256
}

/** A port of the set that is not `except`; one of the points beside the ports where the set holds none. */
export function readablePort(
  set: IntervalSet,
  part: "sourcePort" | "destinationPort",
  except?: string,
): ReadablePoint | undefined {
  if (set.length === 2 && set[1] === set[0]! + 1) {
    const text = String(set[0])
    return text === except ? undefined : { point: set[0]!, text }
  }
  const isFree = (port: number) => contains(set, port) && String(port) !== except
  const point =
    readablePorts[part].find(isFree) ?? edgesOf(intersect(set, allPorts)).find(isFree) ?? edgesOf(set).find(isFree)
  return point === undefined ? undefined : { point, text: String(point) }
}

/** The first two and the last point of each interval. */
function edgesOf(set: IntervalSet): number[] {
  return intervalsOf(set).flatMap(([first, end]) => [first, first + 1, end - 1])
}
