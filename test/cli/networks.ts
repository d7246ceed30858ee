import { azGroup, type SampleRule } from "../support/sample-groups.ts"

const provider = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network"

export const nicId = (name: string) => `${provider}/networkInterfaces/${name}`
export const groupId = (name: string) => `${provider}/networkSecurityGroups/${name}`
const subnetId = (vnet: string, subnet: string) => `${provider}/virtualNetworks/${vnet}/subnets/${subnet}`

interface Attached {
  /** Name of its group. */
  readonly group?: string
}

/** A network as `az network vnet show` prints it. */
export function azNetwork(
  name: string,
  prefix: string,
  subnets: Readonly<Record<string, Attached & { readonly prefix: string }>>,
): string {
  return JSON.stringify(
    {
      name,
      id: `${provider}/virtualNetworks/${name}`,
      type: "Microsoft.Network/virtualNetworks",
      addressSpace: { addressPrefixes: [prefix] },
      subnets: Object.entries(subnets).map(([subnet, { prefix, group }]) => ({
        name: subnet,
        id: subnetId(name, subnet),
        type: "Microsoft.Network/virtualNetworks/subnets",
        addressPrefix: prefix,
        ...groupOf(group),
      })),
    },
    null,
    2,
  )
}

/** A network interface as `az network nic show` prints it; without an address Azure chooses one. */
export function azInterface(
  name: string,
  {
    address,
    group,
    subnet: [vnet, subnet],
  }: Attached & { readonly address?: string; readonly subnet: [string, string] },
): string {
  return JSON.stringify(
    {
      name,
      id: nicId(name),
      type: "Microsoft.Network/networkInterfaces",
      ...groupOf(group),
      ipConfigurations: [
        {
          name: "ipconfig1",
          primary: true,
          ...(address === undefined ? {} : { privateIPAddress: address }),
          subnet: { id: subnetId(vnet, subnet) },
        },
      ],
    },
    null,
    2,
  )
}

function groupOf(name: string | undefined) {
  return name === undefined ? {} : { networkSecurityGroup: { id: groupId(name) } }
}

/** A group with its id, as others refer to it. */
export function identifiedGroup(name: string, rules: readonly SampleRule[]): string {
  return JSON.stringify({ id: groupId(name), ...JSON.parse(azGroup(name, rules)) }, null, 2)
}

const https: SampleRule = { name: "https", priority: 100, source: "Internet", port: "443" }

/** A network interface, its network, and the groups of both, each in a file. */
export const fourFiles = {
  "net/nics/web-0.json": azInterface("web-0", { address: "10.0.1.4", group: "nic-nsg", subnet: ["hub", "web"] }),
  "net/vnet.json": azNetwork("hub", "10.0.0.0/16", {
    web: { prefix: "10.0.1.0/24", group: "web-nsg" },
    db: { prefix: "10.0.2.0/24" },
  }),
  "net/nsgs/web-nsg.json": identifiedGroup("web-nsg", [
    https,
    { name: "ssh", priority: 110, source: "203.0.113.0/24", port: "22" },
  ]),
  "net/nsgs/nic-nsg.json": identifiedGroup("nic-nsg", [https]),
}
