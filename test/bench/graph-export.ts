const place = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers"
const network = `${place}/Microsoft.Network`
const subnetsEach = 10

/** A Resource Graph export: each group on one subnet, ten subnets in a network, the network interfaces spread over them. */
export function graphExport(size: { readonly interfaces: number; readonly groups: number }): string {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index)
  const networks = range(Math.ceil(size.groups / subnetsEach))
  const rows = [
    ...range(size.groups).map(groupRow),
    ...networks.map(index => networkRow(index, size)),
    ...range(size.interfaces).map(index => interfaceRow(index, size.groups)),
  ]
  return JSON.stringify({ count: rows.length, data: rows }, undefined, 2)
}

function row(type: string, name: string, properties: object) {
  return {
    ...{
      id: `${network}/${type}/${name}`,
      name,
      type: `microsoft.network/${type.toLowerCase()}`,
      location: "westeurope",
    },
    ...{ resourceGroup: "rg", subscriptionId: "00000000-0000-0000-0000-000000000000", tags: {} },
    properties: { provisioningState: "Succeeded", ...properties },
  }
}

function groupRow(group: number) {
  const securityRules = Array.from({ length: 10 }, (_, rule) => ({
    ...{ id: `${network}/networkSecurityGroups/nsg-${group}/securityRules/r${rule}`, name: `r${rule}` },
    properties: {
      ...{ priority: 100 + rule, direction: "Inbound", access: "Allow", protocol: "Tcp" },
      ...{ sourceAddressPrefix: `10.${rule}.0.0/16`, sourcePortRange: "*", sourceAddressPrefixes: [] },
      ...{ destinationAddressPrefix: "*", destinationPortRange: `${1000 + rule}`, destinationAddressPrefixes: [] },
    },
  }))
  return row("networkSecurityGroups", `nsg-${group}`, { securityRules })
}

function networkRow(index: number, size: { readonly interfaces: number; readonly groups: number }) {
  const subnets = Array.from({ length: subnetsEach }, (_, subnet) => {
    const group = index * subnetsEach + subnet
    const own = Array.from(
      { length: Math.floor(size.interfaces / size.groups) },
      (_, place) => group + place * size.groups,
    )
    return {
      ...{ id: `${network}/virtualNetworks/v${index}/subnets/s${subnet}`, name: `s${subnet}` },
      properties: {
        ...{ addressPrefix: `10.${index}.${subnet}.0/24`, delegations: [], privateEndpointNetworkPolicies: "Disabled" },
        networkSecurityGroup: { id: `${network}/networkSecurityGroups/nsg-${group}` },
        ipConfigurations: own.map(nic => ({ id: `${network}/networkInterfaces/nic-${nic}/ipConfigurations/ip` })),
      },
    }
  })
  const addressSpace = { addressPrefixes: [`10.${index}.0.0/16`] }
  return row("virtualNetworks", `v${index}`, { addressSpace, subnets, virtualNetworkPeerings: [] })
}

function interfaceRow(index: number, groups: number) {
  const subnet = index % groups
  const [hub, own] = [Math.floor(subnet / subnetsEach), subnet % subnetsEach]
  return row("networkInterfaces", `nic-${index}`, {
    ...{ primary: true, enableIPForwarding: false, macAddress: "00-0D-3A-00-00-00", dnsSettings: { dnsServers: [] } },
    networkSecurityGroup: { id: `${network}/networkSecurityGroups/nsg-${(index * 7) % groups}` },
    virtualMachine: { id: `${place}/Microsoft.Compute/virtualMachines/vm-${index}` },
    ipConfigurations: [
      {
        ...{ id: `${network}/networkInterfaces/nic-${index}/ipConfigurations/ip`, name: "ip" },
        properties: {
          ...{ primary: true, privateIPAddress: `10.${hub}.${own}.${4 + Math.floor(index / groups)}` },
          subnet: { id: `${network}/virtualNetworks/v${hub}/subnets/s${own}` },
        },
      },
    ],
  })
}
