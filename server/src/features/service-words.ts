import * as l10n from "@vscode/l10n"
import { groupedBy } from "../values/grouped.ts"
import type { RuleBox } from "./rule-box.ts"

const protocols = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]
const lastPort = 65_535
/** With more exceptions than these it is shorter to say what is there. */
const mostExcepted = 4

/**
 * Protocols and ports of boxes that differ in nothing else, a protocol a line: `Tcp 80, 443`, or `everything except Tcp 22`. For the
 * exceptions what others allow anyway, `besides`, is no gap.
 */
export function serviceWords(boxes: readonly RuleBox[], besides: readonly RuleBox[] = []): readonly string[] {
  const gaps = protocols.map(protocol => ({ protocol, ranges: gapsIn(portsOf([...boxes, ...besides], protocol)) }))
  const excepted = byRanges(gaps.filter(({ ranges }) => ranges.length > 0))
  if (areAllServices(boxes, besides)) return [l10n.t`everything`]
  const count = excepted.reduce((sum, { ranges }) => sum + ranges.length, 0)
  const isNearlyAll = gaps.every(({ ranges }) => !isAll(ranges)) && count <= mostExcepted
  if (isNearlyAll) return [l10n.t`everything except ${excepted.map(words).join(", ")}`]
  const there = protocols.map(protocol => ({ protocol, ranges: portsOf(boxes, protocol) }))
  return byRanges(there.filter(({ ranges }) => ranges.length > 0)).map(words)
}

/** Whether boxes that differ in nothing else, with others besides, hold all protocols and ports. */
export function areAllServices(boxes: readonly RuleBox[], besides: readonly RuleBox[]): boolean {
  return protocols.every(protocol => isAll(portsOf([...boxes, ...besides], protocol)))
}

type Ports = readonly [number, number]

function portsOf(boxes: readonly RuleBox[], protocol: string): readonly Ports[] {
  const own = boxes.filter(box => box.protocol.includes("*") || box.protocol.includes(protocol))
  return joined(own.flatMap(({ destinationPorts }) => destinationPorts.map(readPorts)))
}

/** As boxes have them: `*`, `443`, `8000-8080`. */
function readPorts(text: string): Ports {
  if (text === "*") return [0, lastPort]
  const [first = 0, last = first] = text.split("-").map(Number)
  return [first, last]
}

function joined(ranges: readonly Ports[]): readonly Ports[] {
  const all: [number, number][] = []
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = all.at(-1)
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else all.push([first, last])
  }
  return all
}

/** `ranges`: sorted, and none touches another. */
function gapsIn(ranges: readonly Ports[]): readonly Ports[] {
  const starts = [0, ...ranges.map(([, last]) => last + 1)]
  const ends = [...ranges.map(([first]) => first - 1), lastPort]
  return starts.map((start, place) => [start, ends[place] ?? lastPort] as const).filter(([start, end]) => start <= end)
}

function isAll(ranges: readonly Ports[]): boolean {
  return ranges.some(([first, last]) => first === 0 && last === lastPort)
}

interface Service {
  readonly protocols: readonly string[]
  readonly ranges: readonly Ports[]
}

function byRanges(services: readonly { protocol: string; ranges: readonly Ports[] }[]): readonly Service[] {
  return [...groupedBy(services, ({ ranges }) => ranges.join(" ")).values()].map(alike => ({
    protocols: alike.map(({ protocol }) => protocol),
    ranges: alike[0]?.ranges ?? [],
  }))
}

function words({ protocols: own, ranges }: Service): string {
  const name = own.length === protocols.length ? l10n.t`any protocol` : own.join("/")
  if (isAll(ranges)) return name
  const ports = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
  return `${name} ${ports.join(", ")}`
}
