import { type ExposedService, exposedServices, type ServiceKind } from "../../azure/exposed-services.ts"
import type { AskedRule, Exposure } from "../../judging/exposures.ts"
import { areAllPorts, type CountedShare, portsOf } from "../../judging/wide-shares.ts"
import { keptFor } from "../../values/kept-for.ts"
import type { PortRange, PortTerm } from "../../values/port.ts"
import { joinedPorts, portsWithout } from "../../values/port-ranges.ts"
import { remembering } from "../../values/remember.ts"
import { isUnknown } from "../../values/unknown.ts"

/** The worst that a rule opens, and with that the check that speaks of it. */
export interface ExposedPorts {
  readonly kind: "any to any" | "any port" | ServiceKind | "port"
  readonly protocols: readonly CountedShare["protocol"][]
  readonly ports: readonly PortRange[]
  /** The well-known services among them, of the kind. */
  readonly services: readonly ExposedService[]
  /** The part of what is left in which the worst of it is. */
  readonly share: CountedShare
}

/** One finding a rule: everything, all ports, else the first of management, databases, file shares, UDP, anything. */
export function exposedPorts({ left, open }: Pick<Exposure, "left" | "open">): ExposedPorts | undefined {
  return worstOf(left)(open)
}

/** Whether what a rule exposes may be of another kind than "port": at sight, since most rules name a port of no such service. */
export const mayBeMoreThanPort: AskedRule = ({ protocol, destinationPorts }) =>
  isUnknown(protocol) || protocol === "*" || protocol === "Udp" || mayHoldService(destinationPorts)

/** Of ports that are the same list in a rule that an edit moves. */
const mayHoldService = keptFor((all: readonly PortTerm[]) => {
  const ports = all.filter(port => "first" in port)
  const isKnown = ports.length === all.length
  return !isKnown || areAllPorts(joinedPorts(ports)) || exposedServices.some(({ port }) => holds(ports, port))
})

type Shares = readonly CountedShare[]

/** Several checks ask it of each exposure, and an edit leaves most of these as they were. */
const worstOf = keptFor((left: Shares) => remembering((open: Shares) => findWorst(left, open)))

/** Every UDP port beside part of TCP: a service that is known by TCP goes before what may be no service at all. */
function findWorst(left: Shares, whole: Shares): ExposedPorts | undefined {
  const open = left.filter(({ ports }) => ports.length > 0)
  const share = widest(open)
  if (!share) return undefined
  const allPorts = withAllPorts(whole, open)
  return (
    (allPorts?.protocols.includes("Tcp") ? allPorts : undefined) ??
    withService("management", left) ??
    withService("database", left) ??
    withService("file share", left) ??
    allPorts ??
    ofUdp(left) ?? {
      kind: "port",
      protocols: [share.protocol],
      ports: portsOf(left, share.protocol),
      services: [],
      share,
    }
  )
}

const all: readonly PortRange[] = [{ first: 0, last: 65535 }]

/** Judged by what no earlier Deny takes: that an earlier Allow lets some of it in closes nothing. */
function withAllPorts(whole: Shares, open: Shares): ExposedPorts | undefined {
  const protocols = (["Tcp", "Udp"] as const).filter(protocol => areAllPorts(portsOf(whole, protocol)))
  const share = widest(open.filter(({ protocol }) => protocols.some(one => one === protocol))) ?? widest(open)
  if (protocols.length === 0 || !share) return undefined
  const isAnything = (["Icmp", "Esp", "Ah"] as const).every(one => whole.some(({ protocol }) => protocol === one))
  const kind = protocols.length === 2 && isAnything ? "any to any" : "any port"
  return { kind, protocols, ports: all, services: [], share }
}

function withService(kind: "management" | "database" | "file share", left: Shares) {
  const services = servicesAmong(portsOf(left, "Tcp"), kind)
  return services.length === 0 ? undefined : exposed(kind, "Tcp", services.map(onlyPort), services, left)
}

/**
 * UDP that stands alone; where a rule for all protocols opens TCP as well, someone meant the service that is known by TCP, and only
 * what attackers use is told.
 */
function ofUdp(left: Shares): ExposedPorts | undefined {
  const ports = portsOf(left, "Udp")
  const alone = portsWithout(ports, portsOf(left, "Tcp"))
  const services = servicesAmong(alone.length > 0 ? alone : ports, "udp")
  if (alone.length > 0) return exposed("udp", "Udp", alone, services, left)
  return services.length === 0 ? undefined : exposed("udp", "Udp", services.map(onlyPort), services, left)
}

function exposed(
  kind: ServiceKind,
  protocol: "Tcp" | "Udp",
  ports: readonly PortRange[],
  services: readonly ExposedService[],
  left: Shares,
): ExposedPorts | undefined {
  const [first] = ports
  const share = left.find(one => one.protocol === protocol && first && holds(one.ports, first.first))
  return share && { kind, protocols: [protocol], ports, services, share }
}

/** The well-known services of a kind that are among the ports. */
export function servicesAmong(ports: readonly PortRange[], kind: ServiceKind): readonly ExposedService[] {
  return exposedServices.filter(service => service.kind === kind && holds(ports, service.port))
}

function onlyPort({ port }: ExposedService): PortRange {
  return { first: port, last: port }
}

function holds(ports: readonly PortRange[], port: number): boolean {
  return ports.some(({ first, last }) => first <= port && port <= last)
}

function widest(shares: Shares): CountedShare | undefined {
  return shares.toSorted((a, b) => b.ipv4 - a.ipv4)[0]
}
