import type { Flow, Outcome } from "../engine/flow.ts"
import type { Access, Protocol } from "../engine/security-rule.ts"
import { formatPacket } from "../flows/packet-text.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { mayOverlap } from "../judging/outcome-branches.ts"
import { readableExample } from "../judging/readable-example.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import type { AddressTerm } from "../values/address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { formatAddress } from "./flow-text.ts"
import { prefixedName } from "./rule-cells.ts"

/**
 * Packets of a flow that one rule decides: a box, as a rule would have its terms. Parts stand in evaluation order, and a
 * packet belongs to the first part that holds it.
 */
export interface FlowPart {
  readonly access: Access
  /** Null for traffic of the platform that no ordinary rule judges. */
  readonly ruleName: string | null
  readonly protocol: readonly Protocol[]
  readonly source: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly destination: readonly string[]
  readonly destinationPorts: readonly string[]
  /** What earlier parts take of these addresses, where they differ from this part in nothing else. */
  readonly sourceOutside?: readonly string[]
  readonly destinationOutside?: readonly string[]
  /** One of the packets. */
  readonly example?: string
}

export function flowParts(verdict: FlowVerdict): FlowPart[] {
  const { judged, outcomes, platformParts } = verdict
  const platform = platformParts.flatMap(({ access, flow: part, rule }): FlowPart[] =>
    access === "Unknown" ? [] : [{ access, ruleName: rule && prefixedName(judged, rule), ...boxOf(part, []) }],
  )
  const parts = outcomes.flatMap((one, place) => partOf(verdict, one, outcomes.slice(0, place)))
  // A rule's example may be one of the packets that the platform takes.
  return platform.length > 0 ? [...platform, ...parts.map(({ example: _, ...part }) => part)] : parts
}

function partOf(verdict: FlowVerdict, part: Outcome<GroupRule>, earlier: readonly Outcome<GroupRule>[]): FlowPart[] {
  if (part.access === null) return []
  const { judged, flow } = verdict
  const cuts = earlier.filter(one => mayOverlap(one, part))
  return [
    {
      access: part.access,
      ruleName: part.rule && prefixedName(judged, part.rule),
      ...boxOf(flow, part.needs),
      ...outsideOf(cuts),
      example: formatPacket(readableExample(verdict, part)),
    },
  ]
}

type Needs = Outcome<GroupRule>["needs"]

function boxOf(flow: Flow, needs: Needs): Omit<FlowPart, "access" | "ruleName"> {
  const sets = (side: "source" | "destination") => setsOf(needs, side) ?? [flow[side]]
  const ports = (part: "sourcePort" | "destinationPort") => {
    const need = needs.find(one => one.part === part)
    const port = flow[part]
    if (port === null || port === "*") return need && "terms" in need ? need.terms.map(portText) : ["*"]
    return [`${port}`]
  }
  return {
    protocol: [flow.protocol],
    source: sets("source").map(formatAddress),
    sourcePorts: ports("sourcePort"),
    destination: sets("destination").map(formatAddress),
    destinationPorts: ports("destinationPort"),
  }
}

/** Where all earlier parts are held apart by one and the same side. */
function outsideOf(cuts: readonly Outcome<GroupRule>[]): Pick<FlowPart, "sourceOutside" | "destinationOutside"> {
  if (cuts.length === 0) return {}
  for (const side of ["source", "destination"] as const) {
    if (cuts.every(({ needs }) => needs.length === 1 && needs[0]?.part === side)) {
      const outside = [...new Set(cuts.flatMap(({ needs }) => setsOf(needs, side) ?? []).map(formatAddress))]
      return side === "source" ? { sourceOutside: outside } : { destinationOutside: outside }
    }
  }
  return {}
}

function setsOf(needs: Needs, side: "source" | "destination"): readonly AddressTerm[] | undefined {
  const need = needs.find(({ part }) => part === side)
  return need && "sets" in need ? need.sets : undefined
}

function portText(term: PortTerm): string {
  if ("unknown" in term) return "*"
  return rangeText(term)
}
