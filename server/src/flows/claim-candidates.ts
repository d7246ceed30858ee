import { exposedServices } from "../azure/exposed-services.ts"
import { nameRule } from "../checks/wording.ts"
import type { Direction } from "../engine/security-rule.ts"
import { inEvaluationOrder } from "../judging/evaluation-order.ts"
import { type GroupRule, isCustom } from "../judging/group-rule.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import { allPorts, rangeText } from "../values/parse-ports.ts"
import { joinedPorts, portsWithout } from "../values/port-ranges.ts"
import { endsText, portsText, protocolText } from "./claim-words.ts"

/** Lines of which the first that holds is to be taken; none of them has been proved. */
export interface Candidates {
  readonly lines: readonly string[]
  /** Whose rule it is, where it should not be passed over in silence that none of them holds. */
  readonly rule?: string
}

/** What may be claimed of a group, under headings. */
export interface CandidateSection {
  readonly title: string
  readonly candidates: readonly Candidates[]
}

export function candidateSections(group: RuledGroup): readonly CandidateSection[] {
  const inbound = customRules(group, "Inbound")
  const outbound = customRules(group, "Outbound")
  return [
    { title: "What comes in", candidates: ruleCandidates(inbound) },
    { title: "What stays closed to the Internet", candidates: closedCandidates(inbound) },
    { title: "What goes out", candidates: [...ruleCandidates(outbound), ...eitherWay("outbound any * -> Internet")] },
    { title: "Platform traffic: health probes, DNS and IMDS", candidates: platformLines.flatMap(eitherWay) },
  ]
}

const platformLines = [
  "inbound any AzureLoadBalancer -> *",
  "outbound udp * -> 168.63.129.16:53",
  "outbound tcp * -> 169.254.169.254:80",
]

function customRules(group: RuledGroup, direction: Direction): readonly LocatedRule[] {
  return inEvaluationOrder(group, direction).filter(isCustom)
}

function eitherWay(claim: string): Candidates[] {
  return [{ lines: [`allow ${claim}`, `deny ${claim}`] }]
}

/** Of each rule its own traffic: all of it, or what is left when the addresses of earlier rules that do the opposite are taken away. */
function ruleCandidates(rules: readonly LocatedRule[]): Candidates[] {
  return rules.map((rule, place) => {
    const earlier = rules.slice(0, place).filter(({ access }) => access !== rule.access)
    return { lines: ruleLines(rule, earlier), rule: nameRule(rule) }
  })
}

function ruleLines(rule: LocatedRule, earlier: readonly LocatedRule[]): string[] {
  const { access, direction, source, sourcePorts, destination, destinationPorts } = rule
  const protocol = protocolText(rule.protocol)
  const [from, to] = [endsText(source), endsText(destination)]
  const [fromPorts, toPorts] = [portsText(sourcePorts), portsText(destinationPorts)]
  const known = [protocol, from, to, fromPorts, toPorts]
  if (typeof access !== "string" || typeof direction !== "string" || known.some(text => text === undefined)) return []
  const line = (fromExcept: string, toExcept: string) =>
    `${access.toLowerCase()} ${direction.toLowerCase()} ${protocol} ${from}${fromPorts}${fromExcept} -> ${to}${toPorts}${toExcept}`
  const sources = exceptText(earlier.flatMap(one => one.source))
  const destinations = exceptText(earlier.flatMap(one => one.destination))
  return [...new Set([line("", ""), line(sources, ""), line("", destinations), line(sources, destinations)])]
}

function exceptText(terms: readonly AddressTerm[]): string {
  const ends = endsText(terms.filter(({ kind }) => kind !== "any"))
  return ends === undefined || ends === "" ? "" : ` except ${ends}`
}

/** Management ports one by one, without those that may manage, and all ports that no rule opens. */
function closedCandidates(inbound: readonly LocatedRule[]): Candidates[] {
  const allows = inbound.filter(({ access }) => access !== "Deny")
  const management = exposedServices
    .filter(({ kind }) => kind === "management")
    .map(({ port }) => {
      const managers = exceptText(allows.filter(rule => takesPort(rule, port)).flatMap(({ source }) => source))
      return { lines: ["", managers].map(except => `deny inbound tcp Internet${except} -> *:${port}`) }
    })
  const open = joinedPorts(allows.flatMap(({ destinationPorts }) => destinationPorts.filter(port => "first" in port)))
  const closed = portsWithout([allPorts], open)
  if (closed.length === 0) return management
  return [...management, { lines: [`deny inbound any Internet -> *:${closed.map(rangeText).join(",")}`] }]
}

function takesPort({ destinationPorts }: GroupRule, port: number): boolean {
  return destinationPorts.some(range => "first" in range && range.first <= port && port <= range.last)
}
