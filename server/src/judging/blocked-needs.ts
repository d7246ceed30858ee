import { everyPort, type ServiceNeed } from "../azure/service-need.ts"
import { requirementsOf } from "../azure/service-requirements.ts"
import type { Flow } from "../engine/flow.ts"
import type { MatchingRule, Protocol } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { parsePort, rangeText } from "../values/parse-ports.ts"
import type { PortRange } from "../values/port.ts"
import { joinedPorts } from "../values/port-ranges.ts"
import { isEveryPort } from "../values/port-term.ts"
import { adminDecider, type DecideByAdmin } from "./admin-decision.ts"
import type { AttachedAdminRule } from "./admin-level.ts"
import { anyFlow } from "./any-flow.ts"
import type { GroupRule } from "./group-rule.ts"
import type { HostedService } from "./hosted-services.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { verifyFlow } from "./verify-flow.ts"

/** Something that a service needs and a rule surely blocks, all of it or, of particular ports, all at some. */
export interface BlockedNeed {
  /** With the ports that are blocked. */
  readonly need: ServiceNeed
  /** All but the last port of a range gets through, as in groups that are in use. */
  readonly isLastPort?: true
  /** The rule that blocks it. */
  readonly by: GroupRule | AttachedAdminRule
}

/**
 * What of a service's needs the group surely blocks, or a security admin rule before it: where that depends on anything unknown,
 * nothing is said.
 */
export function blockedNeeds(judged: JudgedGroup, hosted: HostedService): readonly BlockedNeed[] {
  const byAdmin = adminDecider(hosted.admin.rules, judged.context.factsAbout(anyFlow))
  return requirementsOf(hosted.service).needs.flatMap(need => {
    const parts = partsOf([...judged.rules, ...hosted.admin.rules], need)
    const tried = parts.map(part => ({ part, by: blockerOf(judged, need, part, hosted, byAdmin) }))
    const blocked = tried.filter(({ by }) => by)
    const by = blocked[0]?.by
    if (!by) return []
    if (blocked.length === tried.length || need.ports.includes(everyPort)) return [{ need, by }]
    const missing = joinedPorts(blocked.map(({ part }) => part))
    const [first] = missing
    const isLastPort = missing.length === 1 && need.ports.some(range => range.endsWith(`-${first?.first}`))
    return [{ need: { ...need, ports: missing.map(rangeText) }, by, ...(isLastPort && { isLastPort }) }]
  })
}

function blockerOf(
  judged: JudgedGroup,
  need: ServiceNeed,
  { first: port }: PortRange,
  hosted: HostedService,
  byAdmin: DecideByAdmin<AttachedAdminRule>,
): BlockedNeed["by"] | undefined {
  const protocols: readonly Protocol[] = need.protocol === "*" ? ["Tcp", "Udp"] : [need.protocol]
  for (const protocol of protocols) {
    const flow = flowOf(need, protocol, port, hosted)
    const admin = byAdmin(flow)
    if (admin?.access === "Deny" && !takesLittle(admin.decider, need)) return admin.decider
    if (admin && !admin.asksGroups) continue
    const { access, decider } = verifyFlow(judged, flow, judged.context)
    if (access === "Deny" && decider && !takesLittle(decider, need)) return decider
  }
  return undefined
}

/**
 * Of a service that needs every port, a rule for some of them blocks little: what it really listens on there is not
 * published, and hardly anybody means a Deny of SSH.
 */
function takesLittle({ destinationPorts }: MatchingRule, { ports }: ServiceNeed): boolean {
  return ports.includes(everyPort) && !destinationPorts.some(isEveryPort)
}

/** The parts of a need's ports that rules tell apart: what they do with the first port of one they do with all of it. */
function partsOf(rules: readonly MatchingRule[], { direction, ports }: ServiceNeed): readonly PortRange[] {
  const ends = rules
    .filter(rule => rule.direction === direction)
    .flatMap(rule => rule.destinationPorts)
    .flatMap(port => ("first" in port ? [port.first, port.last + 1] : []))
  return ports.flatMap(text => {
    const range = parsePort(text)
    if ("fault" in range) return []
    const within = ends.filter(end => range.first < end && end <= range.last)
    const starts = [...new Set([range.first, ...within])].toSorted((a, b) => a - b)
    return starts.map((first, index) => ({ first, last: (starts[index + 1] ?? range.last + 1) - 1 }))
  })
}

function flowOf(need: ServiceNeed, protocol: Protocol, port: number, { prefixes }: HostedService): Flow {
  const { direction, remote } = need
  const local = prefixes.find(({ family }) => family === 4) ?? tag("VirtualNetwork")
  const other = remote === "subnet" ? local : tag(remote)
  const [source, destination] = direction === "Inbound" ? [other, local] : [local, other]
  return { direction, protocol, source, sourcePort: "*", destination, destinationPort: port }
}

function tag(name: string): AddressTerm {
  return { kind: "tag", key: `tag:${name.toLowerCase()}`, name }
}
