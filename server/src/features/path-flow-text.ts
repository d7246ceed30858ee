import * as l10n from "@vscode/l10n"
import { twoFamilies } from "../flows/empty-claim.ts"
import { explainEnd, formatWrittenEnd } from "../flows/explain-end.ts"
import type { PathQuestion, WrittenFlow } from "../judging/path-question.ts"
import type { PathProblem } from "../judging/path-remark.ts"
import type { WrittenEnd } from "../topology/endpoint.ts"
import type { AzWords } from "./flow-spelling.ts"
import {
  endName,
  type FlowProblem,
  type FlowWords,
  isProblem,
  readAzWords,
  readEnds,
  readFlowWords,
  readPlainAddress,
  withoutMissedTag,
} from "./flow-text.ts"

export { formatWrittenEnd }

/** Reads a flow whose ends may be things of a topology; without a direction the whole path is meant. */
export function parsePathFlow(line: string): WrittenFlow | FlowProblem {
  const words = readFlowWords(line)
  return isProblem(words) ? words : makePathFlow(words)
}

/** The same in az's words, whose direction says which side is meant. */
export function parseAzPathWords(words: AzWords): WrittenFlow | FlowProblem {
  const read = readAzWords(words)
  return isProblem(read) ? read : makePathFlow(read)
}

function makePathFlow({ direction, protocol, ...texts }: FlowWords): WrittenFlow | FlowProblem {
  const ends = readEnds(texts, protocol, readPathEnd)
  if (isProblem(ends)) return ends
  const { source, destination, ...ports } = ends
  if (source.kind === "address" && destination.kind === "address") {
    const [from, to] = [source.term, destination.term]
    if (from.kind === "prefix" && to.kind === "prefix" && from.family !== to.family) return { problem: twoFamilies() }
    const flow = { direction: direction ?? "Outbound", protocol, source: from, destination: to, ...ports }
    const missed = withoutMissedTag(flow)
    if (isProblem(missed)) return missed
  }
  return { protocol, source, destination, ...ports, ...(direction && { direction }) }
}

function readPathEnd(text: string): WrittenEnd | FlowProblem {
  const [, type, name] = endName(text) ?? []
  if (type && name !== undefined) return { kind: "named", type, name }
  if (/^\/[^/]*[^\d/]/.test(text)) return { kind: "id", id: text }
  const term = readPlainAddress(text)
  return isProblem(term) ? term : { kind: "address", term }
}

/** The flow as `parsePathFlow` reads it back. */
export function formatPathFlow({
  direction,
  protocol,
  source,
  sourcePort,
  destination,
  destinationPort,
}: WrittenFlow): string {
  const words = [...(direction ? [direction.toLowerCase()] : []), protocol.toLowerCase()]
  const from = withPort(source, sourcePort === "*" ? null : sourcePort)
  return `${words.join(" ")} ${from} -> ${withPort(destination, destinationPort)}`
}

function withPort(end: WrittenEnd, port: number | "*" | null): string {
  const text = formatWrittenEnd(end)
  const bracketed = end.kind === "address" && text.includes(":") ? `[${text}]` : text
  return port === null ? bracketed : `${bracketed}:${port}`
}

/** Why a flow cannot be judged, and what could be meant: one sentence or two. */
export function explainPathProblem(problem: PathProblem): string {
  if (problem.kind === "starts-nothing") {
    return l10n.t`A load balancer opens no connections: its probes come from AzureLoadBalancer, its clients' traffic from the clients.`
  }
  if (problem.kind === "two-families") return twoFamilies()
  return problem.kind === "not-here" ? explainAbsence(problem.question) : explainEnd(problem)
}

function explainAbsence({ written: { direction, source, destination } }: PathQuestion): string {
  if (!direction) {
    return l10n.t`Neither ${formatWrittenEnd(source)} nor ${formatWrittenEnd(destination)} is in the networks of these files.`
  }
  return direction === "Inbound"
    ? l10n.t`${formatWrittenEnd(destination)} is not in the networks of these files: inbound asks about the destination.`
    : l10n.t`${formatWrittenEnd(source)} is not in the networks of these files: outbound asks about the source.`
}
