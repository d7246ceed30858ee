import { internetKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import { listWords } from "../checks/wording.ts"
import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"
import { formatPorts } from "./box-text.ts"
import { formatAddress } from "./flow-text.ts"
import { shortList } from "./rule-cells.ts"

/**
 * Traffic in a few words, for a title: `tcp/443 from 10.0.0.0/8`. Where these would be too many, it is `some tcp/443`, with
 * what all of it has in common.
 */
export function trafficWords(boxes: readonly TrafficBox[]): string {
  const parts = joined(boxes.map(partOf))
  const text = listWords(parts.map(partText))
  const isShort = parts.length <= 2 && text.length <= longest
  return isShort ? text : `some ${partText(commonPart(parts)).replace(/^all /, "")}`
}

const longest = 100

/** What is said of a box. Boxes of both families that are alike otherwise become one. */
interface Part {
  readonly direction: string
  readonly protocols: ReadonlySet<string>
  readonly ports: string
  readonly from: string
  readonly to: string
  /** Where nothing else shows the family of a part. */
  readonly families: ReadonlySet<4 | 6>
}

function partOf({ directions, protocols, source, sourcePorts, destination, destinationPorts }: TrafficBox): Part {
  const families = [source, destination].map(familyOf)
  const isShown = [source, destination].some(({ prefixes }) => !prefixes.every(isWhole))
  const from = formatPorts(sourcePorts)
  const shownPorts = from === "" ? "" : from.length > 12 ? ", some source ports" : `, source port ${from}`
  return {
    direction: directions.includes("Outbound") ? (directions.length > 1 ? "in- and outbound " : "outbound ") : "",
    protocols: new Set(protocols.map(protocol => protocol.toLowerCase())),
    ports: formatPorts(destinationPorts),
    from: `${endWords(source)}${shownPorts}`,
    to: endWords(destination),
    families: new Set(isShown ? [4, 6] : families.flatMap(family => family ?? [])),
  }
}

function isWhole(prefix: string): boolean {
  return prefix === "0.0.0.0/0" || prefix === "::/0"
}

/** The only family of which an end has every address, or all that are in its sets. */
function familyOf({ prefixes }: BoxEnd): 4 | 6 | undefined {
  const [only, another] = prefixes
  return another !== undefined || only === undefined ? undefined : only.includes(":") ? 6 : 4
}

/** "" for every address. The platform's own address, which VirtualNetwork has too, is no exception worth a word. */
function endWords({ prefixes, inside, outside }: BoxEnd): string {
  const shown = prefixes.filter(text => !isWhole(text))
  const isOfInternet = inside.some(({ key }) => key === internetKey)
  const where = [...(shown.length === 0 || isOfInternet ? [] : [shortList(shown, 2)]), ...inside.map(formatAddress)]
  const without = outside.filter(({ key }) => key !== platformPrefix.key).map(formatAddress)
  return `${where.join(" in ")}${without.length === 0 ? "" : `${where.length === 0 ? "*" : ""} except ${shortList(without, 2)}`}`
}

function joined(parts: readonly Part[]): readonly Part[] {
  const byFamily = joinBy(parts, ({ direction, protocols, ports, from, to }) => [
    direction,
    ...protocols,
    ports,
    from,
    to,
  ])
  return joinBy(byFamily, ({ direction, ports, from, to, families }) => [direction, ports, from, to, ...families])
}

function joinBy(parts: readonly Part[], keyOf: (part: Part) => readonly unknown[]): readonly Part[] {
  const known = new Map<string, Part>()
  for (const part of parts) {
    const key = JSON.stringify(keyOf(part))
    const before = known.get(key)
    known.set(key, before ? { ...part, ...unions(before, part) } : part)
  }
  return [...known.values()]
}

function unions(one: Part, other: Part): Pick<Part, "protocols" | "families"> {
  return {
    protocols: new Set([...one.protocols, ...other.protocols]),
    families: new Set([...one.families, ...other.families]),
  }
}

/** What all parts have in common, and the protocols of any. */
function commonPart(parts: readonly Part[]): Part {
  const same = (of: (part: Part) => string) => {
    const [only, another] = new Set(parts.map(of))
    return another === undefined ? (only ?? "") : ""
  }
  return {
    direction: same(({ direction }) => direction),
    protocols: new Set(parts.flatMap(({ protocols }) => [...protocols])),
    ports: same(({ ports }) => ports),
    from: same(({ from }) => withoutExceptions(from)),
    to: same(({ to }) => withoutExceptions(to)),
    families: new Set(parts.flatMap(({ families }) => [...families])),
  }
}

function withoutExceptions(end: string): string {
  return end.replace(/^\*/, "").replace(/ except .*$|, s.*source ports?.*$/, "")
}

function partText({ direction, protocols, ports, from, to, families }: Part): string {
  const [family, another] = families
  const isEvery = protocols.size === 5
  const words = isEvery ? "traffic" : [...protocols].join(", ")
  const what = ports === "" ? words : isEvery ? `${words} to port ${ports}` : `${words}/${ports}`
  const all = isEvery && ports === "" ? "all " : ""
  const ip = family !== undefined && another === undefined ? `IPv${family} ` : ""
  return `${all}${direction}${ip}${what}${from === "" ? "" : from.startsWith(",") ? from : ` from ${from}`}${to === "" ? "" : ` to ${to}`}`
}
