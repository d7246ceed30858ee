import { id } from "./listed-network.ts"

export interface DrawnAdminRule {
  readonly access: "Allow" | "Deny" | "AlwaysAllow"
  readonly direction?: "Inbound" | "Outbound"
  readonly protocol?: string
  readonly source?: string
  readonly destination?: string
  readonly port?: string
}

/** A security admin configuration as the API lists it, with rules in the order of their priorities, from 10 on. */
export function adminOf(
  name: string,
  networks: readonly string[],
  rules: readonly DrawnAdminRule[],
): readonly object[] {
  const [configuration, group] = [`securityAdminConfigurations/${name}`, `networkGroups/${name}`]
  const collection = `${configuration}/ruleCollections/rules`
  return [
    managed("", {}),
    managed(`/${group}`, {}),
    ...networks.map(network =>
      managed(`/${group}/staticMembers/${network}`, { resourceId: id(`virtualNetworks/${network}`) }),
    ),
    managed(`/${configuration}`, {}),
    managed(`/${collection}`, { appliesToGroups: [{ networkGroupId: id(`networkManagers/manager/${group}`) }] }),
    ...rules.map(({ access, direction, protocol, source, destination, port }, place) => ({
      ...managed(`/${collection}/rules/a${10 + place}`, {
        ...{ priority: 10 + place, access, direction: direction ?? "Inbound", protocol: protocol ?? "Tcp" },
        ...{ sources: side(source), sourcePortRanges: ["0-65535"] },
        ...{ destinations: side(destination), destinationPortRanges: [(port ?? "22").replace("*", "0-65535")] },
      }),
      kind: "Custom",
    })),
  ]
}

function managed(path: string, properties: object) {
  const parts = `networkManagers/manager${path}`.split("/")
  const type = parts.filter((_, place) => place % 2 === 0).join("/")
  return { id: id(parts.join("/")), name: parts.at(-1), type: `Microsoft.Network/${type}`, properties }
}

function side(word = "*") {
  return [{ addressPrefixType: /^[A-Z]/.test(word) ? "ServiceTag" : "IPPrefix", addressPrefix: word }]
}
