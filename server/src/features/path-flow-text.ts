import { listWords } from "../checks/wording.ts"
import { isExpression } from "../expressions/parse.ts"
import type { PathQuestion, WrittenFlow } from "../judging/path-question.ts"
import type { PathProblem } from "../judging/path-remark.ts"
import type { Candidate, EndProblem, EndType, WrittenEnd } from "../topology/endpoint.ts"
import { similarName } from "../values/similar-name.ts"
import {
  type AzWords,
  endName,
  type FlowProblem,
  type FlowWords,
  formatAddress,
  isProblem,
  readAzWords,
  readEnds,
  readFlowWords,
  readPlainAddress,
  twoFamilies,
  withoutMissedTag,
} from "./flow-text.ts"

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
    if (from.kind === "prefix" && to.kind === "prefix" && from.family !== to.family) return { problem: twoFamilies }
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

export function formatWrittenEnd(end: WrittenEnd): string {
  if (end.kind === "named") return `${end.type}:${end.name}`
  return end.kind === "id" ? end.id : formatAddress(end.term)
}

/** Why a flow cannot be judged, and what could be meant: one sentence or two. */
export function explainPathProblem(problem: PathProblem): string {
  if (problem.kind === "starts-nothing") {
    return "A load balancer starts no traffic: its probes come from AzureLoadBalancer, its clients' traffic from the clients."
  }
  if (problem.kind === "two-families") return twoFamilies
  return problem.kind === "not-here" ? explainAbsence(problem.question) : explainEnd(problem)
}

function explainAbsence({ written: { direction, source, destination } }: PathQuestion): string {
  if (!direction) {
    return `Neither ${formatWrittenEnd(source)} nor ${formatWrittenEnd(destination)} is in the networks of these documents.`
  }
  const asked = formatWrittenEnd(direction === "Inbound" ? destination : source)
  const other = direction === "Inbound" ? "destination" : "source"
  return `${asked} is not in the networks of these documents: ${direction.toLowerCase()} asks about the ${other}.`
}

const typeWords: Readonly<Record<EndType, string>> = {
  nic: "network interface",
  vm: "virtual machine or scale set",
  subnet: "subnet",
  lb: "load balancer's front end",
  asg: "application security group",
}

const mostCandidates = 10

function explainEnd({ kind, end, candidates }: EndProblem): string {
  const written = formatWrittenEnd(end)
  if (kind === "ambiguous") {
    return `${written} may be several things here. Name one of them: ${listCandidates(
      candidates.map(one => withType(one, end)),
      true,
      "or",
    )}.`
  }
  if (end.kind !== "named") return `${written} is not in these documents.`
  if (candidates.length === 0) return `There is no ${typeWords[end.type]} in these documents.`
  const names = candidates.map(({ name }) => name)
  const meant = names.length > mostCandidates ? similarName(end.name, names) : undefined
  const hint = names.some(isExpression) ? " Names in brackets are known with values for the template's parameters." : ""
  return `There is no ${typeWords[end.type]} "${end.name}" in these documents, ${
    meant === undefined ? `only ${listCandidates(candidates, false, "and")}.` : `did you mean "${meant}"?`
  }${hint}`
}

/** Of what an address stands for, as one would write it in a flow. */
function withType(candidate: Candidate, { kind }: WrittenEnd): Candidate {
  const { name, type } = candidate
  return kind === "address" && type ? { ...candidate, name: `${type}:${name}` } : candidate
}

/** By name; with `apart` by what tells them from one another. */
function listCandidates(candidates: readonly Candidate[], apart: boolean, conjunction: string): string {
  const texts = candidates.map(one => {
    const isAlone = candidates.filter(({ name }) => name.toLowerCase() === one.name.toLowerCase()).length === 1
    if (!apart || isAlone) return `"${one.name}"`
    return one.id ?? `"${one.name}" (${one.document.slice(one.document.lastIndexOf("/") + 1)})`
  })
  const distinct = [...new Set(texts)]
  const more = distinct.length - mostCandidates
  return listWords(more > 0 ? [...distinct.slice(0, mostCandidates), `${more} more`] : distinct, conjunction)
}
