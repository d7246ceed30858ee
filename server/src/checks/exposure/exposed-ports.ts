import { type ExposedService, exposedServices, type ServiceKind } from "../../azure/exposed-services.ts"
import type { Exposure } from "../../judging/exposures.ts"
import { areAllPorts, type CountedShare, portsOf } from "../../judging/wide-shares.ts"
import type { PortRange } from "../../values/port.ts"

/** The worst that a rule opens, and with that the check that speaks of it. */
export interface ExposedPorts {
  readonly kind: "any to any" | "any port" | ServiceKind | "udp" | "port"
  readonly protocols: readonly CountedShare["protocol"][]
  readonly ports: readonly PortRange[]
  /** The well-known services among them, of the kind. */
  readonly services: readonly ExposedService[]
  /** The part of what is left in which the worst of it is. */
  readonly share: CountedShare
}

/** One finding a rule: everything, all ports, else the first of management, databases, file shares, UDP, anything. */
export function exposedPorts({ left, open }: Exposure): ExposedPorts | undefined {
  const [tcp, udp] = [portsOf(left, "Tcp"), portsOf(left, "Udp")]
  const share = widest(left.filter(({ ports }) => ports.length > 0))
  if (!share) return undefined
  return (
    withAllPorts(open, share) ??
    serviceIn(left) ??
    (udp.length > 0
      ? { kind: "udp", protocols: ["Udp"], ports: udp, services: [], share: widest(ofProtocol(left, "Udp")) ?? share }
      : undefined) ?? {
      kind: "port",
      protocols: ["Tcp"],
      ports: tcp,
      services: [],
      share,
    }
  )
}

const all: readonly PortRange[] = [{ first: 0, last: 65535 }]

/** Judged by what no earlier Deny takes: that an earlier Allow lets some of it in closes nothing. */
function withAllPorts(open: readonly CountedShare[], share: CountedShare): ExposedPorts | undefined {
  const withAll = (["Tcp", "Udp"] as const).filter(protocol => areAllPorts(portsOf(open, protocol)))
  if (withAll.length === 0) return undefined
  const isAnything = (["Icmp", "Esp", "Ah"] as const).every(protocol => ofProtocol(open, protocol).length > 0)
  const kind = withAll.length === 2 && isAnything ? "any to any" : "any port"
  return { kind, protocols: withAll, ports: all, services: [], share }
}

function serviceIn(left: readonly CountedShare[]): ExposedPorts | undefined {
  for (const kind of ["management", "database", "file share"] as const) {
    const services = servicesAmong(left, kind)
    const [first] = services
    if (!first) continue
    const share = ofProtocol(left, "Tcp").find(({ ports }) => holds(ports, first.port))
    if (share)
      return {
        kind,
        protocols: ["Tcp"],
        ports: services.map(({ port }) => ({ first: port, last: port })),
        services,
        share,
      }
  }
  return undefined
}

/** The well-known TCP services of a kind that are among the ports left. */
export function servicesAmong(left: readonly CountedShare[], kind: ServiceKind): readonly ExposedService[] {
  const ports = portsOf(left, "Tcp")
  return exposedServices.filter(service => service.kind === kind && holds(ports, service.port))
}

function holds(ports: readonly PortRange[], port: number): boolean {
  return ports.some(({ first, last }) => first <= port && port <= last)
}

function ofProtocol(shares: readonly CountedShare[], protocol: CountedShare["protocol"]): readonly CountedShare[] {
  return shares.filter(share => share.protocol === protocol)
}

function widest(shares: readonly CountedShare[]): CountedShare | undefined {
  return shares.toSorted((a, b) => b.ipv4 - a.ipv4)[0]
}
