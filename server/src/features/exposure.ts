import * as l10n from "@vscode/l10n"
import type { Direction } from "../engine/security-rule.ts"
import { groupedBy } from "../values/grouped.ts"
import type { ToldTraffic } from "./effective-interface.ts"
import type { RuleBox } from "./rule-box.ts"
import { areAllServices, serviceWords } from "./service-words.ts"
import type { DocumentPlace } from "./topology-json.ts"

/** What traffic of one direction reaches and where it ends, before anything is known of the picture's size. */
export interface Exposure {
  readonly direction: Direction
  /** What is exposed: an NSG, a subnet, a NIC. */
  readonly name: string
  /** The levels, in the order in which traffic meets them. */
  readonly gates: readonly Gate[]
  readonly ways: readonly Way[]
}

export interface Gate {
  /** `front-nsg (subnet hub/front)` */
  readonly title: string
  /** What is said to stop traffic: `front-nsg`. */
  readonly by: string
  readonly blocksInternet: boolean
  /** Where its NSG is written. */
  readonly place?: DocumentPlace
}

/** Traffic that takes the same way: through all gates, perhaps through all, or up to the one that stops it. */
export interface Way {
  readonly end: "passes" | "perhaps" | { readonly stoppedAt: number }
  /** Who is at the other end: sources of what comes in, destinations of what goes out. */
  readonly peers: readonly string[]
  /** Protocols and ports, and what limits them: `Tcp 443`, `at 10.0.1.0/24`. */
  readonly service: readonly string[]
}

interface JudgedTraffic extends Pick<ToldTraffic, "known" | "perhaps"> {
  /** What each gate but the first stops of what gets to it. */
  readonly levels: readonly { readonly stops?: readonly RuleBox[] }[]
  /** Whether all that is not among these is surely stopped by the first gate. */
  readonly isRestStopped: boolean
}

/** `own`: the addresses that rules apply to, which need not be repeated. */
export function waysOf(
  direction: Direction,
  { known, perhaps, levels, isRestStopped }: JudgedTraffic,
  own: readonly string[],
): readonly Way[] {
  const ends = endsFor(direction, own)
  const ofAnyone = known.filter(box => isAnyones(ends(box)))
  const passing = waysTo("passes", known, ends, ofAnyone)
  const hasRest = isRestStopped && !passing.some(way => way.isWhole && way.peers.includes("*"))
  const ways = [
    ...passing,
    ...waysTo("perhaps", perhaps, ends, []),
    ...levels.flatMap(({ stops = [] }, stoppedAt) => waysTo({ stoppedAt }, stops, ends, [])),
    ...(hasRest ? [restOf(direction)] : []),
  ]
  return ways.map(toldWay)
}

/** The two ends of traffic, as boxes have addresses. */
interface Ends {
  readonly peers: readonly string[]
  /** Those of the peers that it is not about. */
  readonly except: readonly string[]
  /** What limits the traffic besides. */
  readonly limits: readonly string[]
}

/** A way before it is put into words. */
interface UntoldWay extends Pick<Way, "end" | "service">, Pick<Ends, "peers" | "except"> {
  /** Everything that these peers send, or get, takes it. */
  readonly isWhole: boolean
}

function toldWay({ end, peers, except, service }: UntoldWay): Way {
  const told = peers.map(text => (text === "*" ? l10n.t`anyone` : text))
  return { end, peers: less(told, except), service }
}

/** Platform traffic is no part of what is told. */
function restOf(direction: Direction): UntoldWay {
  const except = direction === "Inbound" ? [] : [l10n.t`Azure's platform`]
  return { end: { stoppedAt: 0 }, peers: ["*"], except, service: [l10n.t`everything else`], isWhole: false }
}

/** Boxes between the same ends are one way. */
function waysTo(
  end: Way["end"],
  boxes: readonly RuleBox[],
  ends: (box: RuleBox) => Ends,
  ofAnyone: readonly RuleBox[],
): readonly UntoldWay[] {
  const alike = [...groupedBy(boxes, box => JSON.stringify(ends(box))).values()]
  const ways = alike.flatMap((some): UntoldWay[] => {
    const [first] = some
    if (!first) return []
    const { peers, except, limits } = ends(first)
    const besides = limits.length === 0 ? ofAnyone : []
    const isWhole = limits.length === 0 && except.length === 0 && areAllServices(some, besides)
    return [{ end, peers, except, service: [...serviceWords(some, besides), ...limits], isWhole }]
  })
  return onceEach(ways).toSorted((a, b) => width(b.peers) - width(a.peers))
}

/** A peer of which everything passes needs no mention among others of which less does. */
function onceEach(ways: readonly UntoldWay[]): readonly UntoldWay[] {
  const wholly = new Set(ways.filter(({ isWhole }) => isWhole).flatMap(({ peers }) => peers))
  return ways.map(way => {
    const peers = way.isWhole || way.except.length > 0 ? [] : way.peers.filter(peer => !wholly.has(peer))
    return peers.length > 0 ? { ...way, peers } : way
  })
}

function endsFor(direction: Direction, own: readonly string[]): (box: RuleBox) => Ends {
  const isInbound = direction === "Inbound"
  const [peer, here] = isInbound ? (["source", "destination"] as const) : (["destination", "source"] as const)
  return box => {
    const isEverywhere = box[`${here}Outside`] === undefined && coversAll(box[here], own)
    const place = less(box[here], box[`${here}Outside`]).join(", ").replaceAll(` in ${own.join()}`, "")
    return {
      peers: box[peer],
      except: box[`${peer}Outside`] ?? [],
      limits: [
        ...(box.sourcePorts.includes("*") ? [] : [l10n.t`with source port ${box.sourcePorts.join(", ")}`]),
        ...(isEverywhere ? [] : [isInbound ? l10n.t`at ${place}` : l10n.t`out of ${place}`]),
      ],
    }
  }
}

function isAnyones({ peers, except, limits }: Ends): boolean {
  return peers.length === 1 && peers[0] === "*" && except.length === 0 && limits.length === 0
}

function less(texts: readonly string[], outside: readonly string[] = []): readonly string[] {
  return outside.length === 0 ? texts : [...texts, l10n.t`except ${outside.join(", ")}`]
}

function coversAll(texts: readonly string[], own: readonly string[]): boolean {
  return texts.includes("*") || (own.length > 0 && own.every(address => texts.includes(address)))
}

/** Who is widest comes first: anyone, then the Internet. */
function width(peers: readonly string[]): number {
  if (peers[0] === "*") return 2
  return peers.includes("Internet") ? 1 : 0
}
