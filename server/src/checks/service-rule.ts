import type { ServiceNeed } from "../azure/service-need.ts"

/** A rule that lets through what a service needs, in Azure's words. */
export function needRule({ direction, protocol, remote, ports }: ServiceNeed) {
  const end = remote === "subnet" ? "VirtualNetwork" : remote
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
