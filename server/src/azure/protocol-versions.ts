import type { Protocol } from "../engine/security-rule.ts"

export type PortlessProtocol = Exclude<Protocol, "Tcp" | "Udp">

/**
 * The least API version of Microsoft.Network that is known to take each protocol by itself.
 * Icmp and Esp: Microsoft's NSG team (azure-cli#9090); Ah: the REST specification has it from 2019-09-01, the template
 * schema from 2019-08-01. Whether the service refuses older versions is not known: the type is open.
 */
export const leastApiVersion: Readonly<Record<PortlessProtocol, string>> = {
  Icmp: "2019-02-01",
  Esp: "2019-02-01",
  Ah: "2019-08-01",
}

/** How a resource's API version stands to a protocol: `listed` is 2018-10-01, which listed Icmp and Esp once. */
export function versionSupport(
  protocol: PortlessProtocol,
  apiVersion: string | undefined,
): "older" | "listed" | "enough" | "unknown" {
  const date = apiVersion === undefined ? null : /^\d{4}-\d{2}-\d{2}/.exec(apiVersion)
  if (!date) return "unknown"
  if (date[0] >= leastApiVersion[protocol]) return "enough"
  return date[0] === "2018-10-01" && protocol !== "Ah" ? "listed" : "older"
}
