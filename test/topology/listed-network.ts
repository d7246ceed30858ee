/** Resources as the API prints them, of one resource group. */
export function id(path: string): string {
  return `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${path}`
}

export function listed(path: string, properties: object): object {
  const [type = "", name = ""] = path.split("/")
  return { id: id(path), name, type: `Microsoft.Network/${type}`, properties }
}

export function securityGroup(name: string): object {
  return listed(`networkSecurityGroups/${name}`, { securityRules: [] })
}

interface DrawnSubnet {
  readonly name: string
  readonly prefix?: string
  readonly group?: string
  /** Network interfaces that it lists. */
  readonly claims?: readonly string[]
}

export function networkOf(
  name: string,
  addressPrefixes: readonly string[],
  subnets: readonly DrawnSubnet[],
  peers: readonly string[] = [],
): object {
  const path = `virtualNetworks/${name}`
  return listed(path, {
    addressSpace: { addressPrefixes },
    subnets: subnets.map(subnet => ({
      ...{ id: id(`${path}/subnets/${subnet.name}`), name: subnet.name },
      properties: {
        ...(subnet.prefix !== undefined && { addressPrefix: subnet.prefix }),
        ...(subnet.group !== undefined && {
          networkSecurityGroup: { id: id(`networkSecurityGroups/${subnet.group}`) },
        }),
        ipConfigurations: subnet.claims?.map(nic => ({ id: id(`networkInterfaces/${nic}/ipConfigurations/ipconfig`) })),
      },
    })),
    virtualNetworkPeerings: peers.map(peer => ({
      ...{ id: id(`${path}/virtualNetworkPeerings/to-${peer}`), name: `to-${peer}` },
      properties: { peeringState: "Connected", remoteVirtualNetwork: { id: id(`virtualNetworks/${peer}`) } },
    })),
  })
}

interface DrawnInterface {
  readonly address?: string
  readonly group?: string
  /** Ids of application security groups. */
  readonly securityGroups?: readonly string[]
}

/** `subnet`: `VNET/SUBNET`. */
export function interfaceIn(name: string, subnet: string, { address, group, securityGroups }: DrawnInterface): object {
  const [network, own] = subnet.split("/")
  return listed(`networkInterfaces/${name}`, {
    networkSecurityGroup: group === undefined ? null : { id: id(`networkSecurityGroups/${group}`) },
    ipConfigurations: [
      {
        ...{ id: id(`networkInterfaces/${name}/ipConfigurations/ipconfig`), name: "ipconfig" },
        properties: {
          privateIPAddress: address,
          subnet: { id: id(`virtualNetworks/${network}/subnets/${own}`) },
          applicationSecurityGroups: securityGroups?.map(each => ({ id: each })),
        },
      },
    ],
  })
}
