import type { ServiceNeed } from "../azure/service-need.ts"
import type { RuleValues } from "../readers/write-rule.ts"

/** A rule that lets through what a service needs, in Azure's words. */
export function needRule({ direction, protocol, remote, ports }: ServiceNeed) {
  const end = needEnd({ remote })
  const [source, destination] = direction === "Inbound" ? [end, "*"] : ["*", end]
  return {
    direction,
    access: "Allow",
    protocol,
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: destination,
    destinationPortRanges: ports.map(port => (port === "0-65535" ? "*" : port)),
  }
}

/** The same as a rule is written: one port has a field of its own. */
export function writtenNeed(need: ServiceNeed, name: string, priority: number): RuleValues {
  const { destinationPortRanges, ...rule } = needRule(need)
  const [port, another] = destinationPortRanges
  const ports = port !== undefined && another === undefined ? { destinationPortRange: port } : { destinationPortRanges }
  return { name, priority, ...rule, ...ports }
}

export function needName(need: ServiceNeed): string {
  const end = needEnd(need).replaceAll(".", "-").toLowerCase()
  return need.direction === "Inbound" ? `allow-${end}` : `allow-to-${end}`
}

/** The tag that stands for its other end: of the service's own subnet that of the network, in which it is. */
export function needEnd({ remote }: Pick<ServiceNeed, "remote">): string {
  return remote === "subnet" ? "VirtualNetwork" : remote
}
