import { expect, test } from "vitest"
import { describeTopology } from "./describe-topology.ts"

const id = (path: string) => `/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Network/${path}`
const shown = (path: string) => ({ id: id(path), name: path.slice(path.lastIndexOf("/") + 1) })
const listed = (path: string, properties: object, beside: object = {}) => ({
  ...shown(path),
  type: `microsoft.network/${path.split("/")[0]!.toLowerCase()}`,
  properties,
  ...beside,
})

const group = listed("networkSecurityGroups/web", {
  securityRules: [],
  subnets: [{ id: id("virtualNetworks/hub/subnets/app") }],
})
const hub = listed("virtualNetworks/hub", {
  addressSpace: { addressPrefixes: ["10.0.0.0/16", "fd00::/48"] },
  subnets: [
    {
      ...shown("virtualNetworks/hub/subnets/app"),
      properties: {
        addressPrefix: "10.0.1.0/24",
        networkSecurityGroup: { id: id("networkSecurityGroups/WEB") },
        ipConfigurations: [{ id: id("networkInterfaces/nic/ipConfigurations/ip") }],
      },
    },
  ],
  virtualNetworkPeerings: [
    {
      ...shown("virtualNetworks/hub/virtualNetworkPeerings/p"),
      properties: {
        ...{ peeringState: "Disconnected", allowVirtualNetworkAccess: false },
        remoteVirtualNetwork: { id: id("virtualNetworks/far") },
      },
    },
  ],
})
const nic = listed("networkInterfaces/nic", {
  networkSecurityGroup: null,
  ipConfigurations: [
    {
      ...shown("networkInterfaces/nic/ipConfigurations/ip"),
      properties: {
        ...{ privateIPAddress: "10.0.1.4", primary: true },
        subnet: { id: id("virtualNetworks/HUB/subnets/App") },
        publicIPAddress: { id: id("publicIPAddresses/ip") },
        applicationSecurityGroups: [{ id: id("applicationSecurityGroups/ASG") }],
      },
    },
  ],
  virtualMachine: { id: "/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Compute/virtualMachines/vm" },
})
const ip = listed("publicIPAddresses/ip", { ipAddress: "20.1.2.3" }, { sku: { name: "Standard" } })
const balancer = listed("loadBalancers/lb", {
  frontendIPConfigurations: [
    {
      ...shown("loadBalancers/lb/frontendIPConfigurations/front"),
      properties: { publicIPAddress: { id: id("publicIPAddresses/ip") } },
    },
  ],
  backendAddressPools: [
    {
      ...shown("loadBalancers/lb/backendAddressPools/pool"),
      properties: { backendIPConfigurations: [{ id: id("networkInterfaces/nic/ipConfigurations/ip") }] },
    },
  ],
  loadBalancingRules: [
    {
      ...shown("loadBalancers/lb/loadBalancingRules/all"),
      type: "Microsoft.Network/loadBalancers/loadBalancingRules",
      properties: {
        ...{ protocol: "All", frontendPort: 0, backendPort: 0, enableFloatingIP: false },
        frontendIPConfiguration: { id: id("loadBalancers/lb/frontendIPConfigurations/front") },
        backendAddressPool: { id: id("loadBalancers/lb/backendAddressPools/pool") },
      },
    },
  ],
})
const expected = [
  "network hub 10.0.0.0/16,fd00::/48",
  `  peer ?${id("virtualNetworks/far")} not connected no access`,
  "  subnet app 10.0.1.0/24 group web",
  "interface nic virtualMachine vm primary",
  "  ip 10.0.1.4/32 in hub/app public ip security groups asg",
  "loadBalancer lb",
  "  front end front ip",
  "  rule all All front:0 to nic/ip:0",
  "public ip 20.1.2.3/32 Standard",
  `unresolved virtualNetwork ${id("virtualNetworks/far")}`,
]

test("Resource Graph: all in one export, or each resource in a file of its own folder", () => {
  const all = [group, hub, nic, ip, balancer]
  expect(describeTopology({ "export.json": { data: all } })).toEqual(withPrimary(expected))
  const apart = Object.fromEntries(all.map((one, place) => [`${place}/a.json`, { data: [one] }]))
  expect(describeTopology(apart)).toEqual(withPrimary(expected))
})

/** No document has the machine: which of its interfaces is the primary one is not stated. */
function withPrimary(lines: readonly string[]) {
  return lines.map(line => line.replace("vm primary", "vm"))
}

test("az prints properties without their object, PowerShell in Pascal case", () => {
  const flat = ({ properties, ...rest }: { properties: object }): object => ({ ...rest, ...inside(properties) })
  const inside = (value: object): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        Array.isArray(item) ? item.map(each => ("properties" in Object(each) ? flat(each) : each)) : item,
      ]),
    )
  const az = [group, hub, nic, ip, balancer].map(flat)
  expect(describeTopology({ "az.json": az })).toEqual(withPrimary(expected))
  const pascal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(pascal)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key.charAt(0).toUpperCase() + key.slice(1), pascal(item)]),
    )
  }
  expect(describeTopology({ "powershell.json": pascal(az) as object })).toEqual(withPrimary(expected))
})

test("a machine in the export says which network interface is its primary one", () => {
  const vm = {
    id: "/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Compute/virtualMachines/vm",
    ...{ name: "vm", type: "microsoft.compute/virtualmachines" },
    properties: {
      networkProfile: { networkInterfaces: [{ id: id("networkInterfaces/NIC"), properties: { primary: true } }] },
    },
  }
  expect(describeTopology({ "export.json": { data: [group, hub, nic, ip, balancer, vm] } })).toEqual(expected)
})
