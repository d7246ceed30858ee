import { loadBalancerKey } from "../azure/service-tags.ts"
import { everyIpv4, platformPrefix } from "../azure/special-addresses.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { keptFor } from "../values/kept-for.ts"
import { anyAddress } from "../values/parse-address.ts"
import { singlePort } from "../values/port-term.ts"
import { remembering } from "../values/remember.ts"
import { type GroupRule, isDefault } from "./group-rule.ts"
import { customJudgements, isPartial, type JudgedGroup } from "./judged-group.ts"

/** An inbound Allow of what only health probes send, where it is clients who are to be let in. */
export interface ProbesInsteadOfClients {
  readonly rule: LocatedRule
  readonly ports: readonly number[]
  /** Whether the virtual network reaches the ports all the same, by a default rule. */
  readonly isOpenToNetwork: boolean
}

/** Administrators come to these: to allow them says nothing about clients. */
const managementPorts: ReadonlySet<number> = new Set([22, 3389, 5985, 5986])

/**
 * Finds the rules from the load balancer's tag, or its address, to ports of `servicePorts`, in a group that has no other rule
 * for clients. Where another port is open to clients the probe's may be one of its own, and where a load balancer of the same
 * document has a probe of the port the rule is meant for it. Nothing is found where rules are not known here.
 */
export function probesInsteadOfClients(
  judged: JudgedGroup,
  servicePorts: ReadonlySet<number>,
): readonly ProbesInsteadOfClients[] {
  return foundIn(judged)(servicePorts)
}

/** More than one check asks. */
const foundIn = keptFor((judged: JudgedGroup) =>
  remembering((servicePorts: ReadonlySet<number>) => findProbes(judged, servicePorts)),
)

function findProbes(judged: JudgedGroup, servicePorts: ReadonlySet<number>): readonly ProbesInsteadOfClients[] {
  const judgements = customJudgements(judged)
  // In most groups one of the first rules does.
  if (judgements.some(({ reach, rule }) => reach !== "dead" && letsClientsIn(rule)) || isPartial(judged)) return []
  const concerned = judgements.filter(
    ({ reach, rule }) => reach !== "dead" && isFromBalancer(rule) && (rule.protocol === "Tcp" || rule.protocol === "*"),
  )
  return concerned.flatMap(({ rule }) => {
    const ports = rule.destinationPorts.map(singlePort).filter(port => port !== undefined)
    const isService = ports.length === rule.destinationPorts.length && ports.every(port => servicePorts.has(port))
    if (!isService || mayBeProbed(judged, ports)) return []
    return { rule, ports, isOpenToNetwork: ports.some(port => isOpen(judged, port)) }
  })
}

export function isFromBalancer({ direction, access, source }: GroupRule): boolean {
  return direction === "Inbound" && access === "Allow" && source.every(isBalancer)
}

function isBalancer({ key }: LocatedRule["source"][number]): boolean {
  return key === loadBalancerKey || key === platformPrefix.key
}

function letsClientsIn(rule: LocatedRule): boolean {
  if (rule.direction !== "Inbound" || rule.access === "Deny" || rule.source.every(isBalancer)) return false
  return !rule.destinationPorts.every(term => managementPorts.has(singlePort(term) ?? -1))
}

function mayBeProbed({ group: { probes = [] } }: JudgedGroup, ports: readonly number[]): boolean {
  return probes.some(({ port }) => port === undefined || ports.includes(port))
}

/** Whether a default rule may let anything but probes through to the port. */
function isOpen({ analysis }: JudgedGroup, destinationPort: number): boolean {
  const { outcomes } = evaluateFlow(analysis.prepared, {
    direction: "Inbound",
    protocol: "Tcp",
    source: everyIpv4,
    sourcePort: "*",
    destination: anyAddress,
    destinationPort,
  })
  return outcomes.some(({ rule, access }) => rule && access !== "Deny" && isDefault(rule) && !isFromBalancer(rule))
}
