import * as l10n from "@vscode/l10n"
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
  const text = listWords(parts.map(part => partText(part, true)))
  const isShort = parts.length <= 2 && text.length <= longest
  return isShort ? text : l10n.t`some ${partText(commonPart(parts), false)}`
}

const longest = 100

interface End {
  /** "" where it is any. */
  readonly where: string
  readonly except: string
  /** Of the source: "" where they are any, "some" where there are too many to tell. */
  readonly ports: string
}

/** What is said of a box. Boxes of both families that are alike otherwise become one. */
interface Part {
  readonly direction: "" | "outbound" | "both"
  readonly protocols: ReadonlySet<string>
  readonly ports: string
  readonly from: End
  readonly to: End
  /** Where nothing else shows the family of a part. */
  readonly families: ReadonlySet<4 | 6>
}

function partOf({ directions, protocols, source, sourcePorts, destination, destinationPorts }: TrafficBox): Part {
  const families = [source, destination].map(familyOf)
  const isShown = [source, destination].some(({ prefixes }) => !prefixes.every(isWhole))
  const from = formatPorts(sourcePorts)
  return {
    direction: !directions.includes("Outbound") ? "" : directions.length > 1 ? "both" : "outbound",
    protocols: new Set(protocols.map(protocol => protocol.toLowerCase())),
    ports: formatPorts(destinationPorts),
    from: { ...endOf(source), ports: from.length > 12 ? "some" : from },
    to: { ...endOf(destination), ports: "" },
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
function endOf({ prefixes, inside, outside }: BoxEnd): Pick<End, "where" | "except"> {
  const shown = prefixes.filter(text => !isWhole(text))
  const isOfInternet = inside.some(({ key }) => key === internetKey)
  const where = [...(shown.length === 0 || isOfInternet ? [] : [shortList(shown, 2)]), ...inside.map(formatAddress)]
  const without = outside.filter(({ key }) => key !== platformPrefix.key).map(formatAddress)
  return { where: where.join(" in "), except: without.length === 0 ? "" : shortList(without, 2) }
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
  const same = <T extends string>(of: (part: Part) => T): T | "" => {
    const [only, another] = new Set(parts.map(of))
    return another === undefined ? (only ?? "") : ""
  }
  return {
    direction: same(({ direction }) => direction),
    protocols: new Set(parts.flatMap(({ protocols }) => [...protocols])),
    ports: same(({ ports }) => ports),
    from: { where: same(({ from }) => from.where), except: "", ports: "" },
    to: { where: same(({ to }) => to.where), except: "", ports: "" },
    families: new Set(parts.flatMap(({ families }) => [...families])),
  }
}

function partText({ direction, protocols, ports, from, to, families }: Part, isAll: boolean): string {
  const [family, another] = families
  const ip = family !== undefined && another === undefined ? [`IPv${family}`] : []
  const way = { "": [], outbound: [l10n.t`outbound`], both: [l10n.t`in- and outbound`] }[direction]
  const kind = [...way, ...ip].join(" ")
  const what =
    protocols.size === 5 ? trafficText(kind, ports, isAll) : protocolText(kind, [...protocols].join(", "), ports)
  return `${what}${sourceText(from)}${to.where === "" && to.except === "" ? "" : l10n.t` to ${endText(to)}`}`
}

function protocolText(kind: string, protocols: string, ports: string): string {
  return `${kind === "" ? "" : `${kind} `}${protocols}${ports === "" ? "" : `/${ports}`}`
}

function trafficText(kind: string, ports: string, isAll: boolean): string {
  if (ports !== "") return kind === "" ? l10n.t`traffic to port ${ports}` : l10n.t`${kind} traffic to port ${ports}`
  if (!isAll) return kind === "" ? l10n.t`traffic` : l10n.t`${kind} traffic`
  return kind === "" ? l10n.t`all traffic` : l10n.t`all ${kind} traffic`
}

function sourceText(from: End): string {
  const end = from.where === "" && from.except === "" ? "" : l10n.t` from ${endText(from)}`
  if (from.ports === "") return end
  return from.ports === "some" ? l10n.t`${end}, some source ports` : l10n.t`${end}, source port ${from.ports}`
}

function endText({ where, except }: End): string {
  return except === "" ? where : l10n.t`${where || "*"} except ${except}`
}
