import { id, interfaceIn, listed, networkOf } from "./listed-network.ts"

export interface Rule {
  readonly access?: "Allow" | "Deny"
  readonly direction?: "Inbound" | "Outbound"
  readonly protocol?: string
  readonly source?: string
  readonly destination?: string
  /** Name of an application security group, instead of a destination. */
  readonly members?: string
  readonly port?: string
}

/** A group whose rules have priorities in the order in which they come, and are named by them. */
export function group(name: string, ...rules: readonly Rule[]): object {
  return listed(`networkSecurityGroups/${name}`, {
    securityRules: rules.map(({ access, direction, protocol, source, destination, members, port }, place) => ({
      name: `r${100 + place}`,
      properties: {
        ...{ priority: 100 + place, direction: direction ?? "Inbound", access: access ?? "Allow" },
        ...{ protocol: protocol ?? "Tcp", sourceAddressPrefix: source ?? "*", sourcePortRange: "*" },
        ...(members === undefined
          ? { destinationAddressPrefix: destination ?? "*" }
          : { destinationApplicationSecurityGroups: [{ id: asg(members) }] }),
        destinationPortRange: port ?? "22",
      },
    })),
  })
}

export const hub = networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.0.1.0/24", group: "web" }])
export const nic = (name: string, own?: string, more: Parameters<typeof interfaceIn>[2] = {}) =>
  interfaceIn(name, "hub/app", { ...(own !== undefined && { group: own }), ...more })
export const asg = (name: string) => id(`applicationSecurityGroups/${name}`)
