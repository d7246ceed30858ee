import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import { finished } from "node:stream/promises"

// An estate as Azure prints it: every group another one, 20 rules each, about 1,000 characters a rule.

const rulesEach = 20

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed + 1
  return sides => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % sides
  }
}

function place(index: number): { readonly subscription: string; readonly group: string; readonly network: string } {
  const subscription = `00000000-0000-0000-0000-${`${index % 40}`.padStart(12, "0")}`
  const group = `rg-${index % 500}`
  return {
    subscription,
    group,
    network: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network`,
  }
}

function row(type: string, name: string, index: number, properties: object): object {
  const { subscription, group, network } = place(index)
  return {
    ...{ id: `${network}/${type}/${name}`, name, type: `microsoft.network/${type.toLowerCase()}` },
    ...{ tenantId: "11111111-1111-1111-1111-111111111111", kind: "", location: "westeurope", resourceGroup: group },
    ...{ subscriptionId: subscription, managedBy: "", sku: null, plan: null },
    properties: { provisioningState: "Succeeded", ...properties },
    ...{ tags: { environment: "production", owner: "network-team" }, identity: null, zones: null },
  }
}

const sources = ["10.0.0.0/8", "VirtualNetwork", "AzureLoadBalancer", "192.168.0.0/16", "203.0.113.0/24", "Internet"]
const ports = ["443", "8443", "1433", "8080", "5000-5100", "9000", "53", "22"]

function ruleOf(group: string, index: number, rule: number, roll: (sides: number) => number): object {
  const name = `rule-${rule}`
  const isMany = roll(3) === 0
  const source = roll(2) === 0 ? sources[roll(sources.length)] : `10.${roll(200)}.${roll(200)}.0/24`
  return {
    ...{ name, id: `${place(index).network}/networkSecurityGroups/${group}/securityRules/${name}` },
    ...{ etag: 'W/"12345678-1234-1234-1234-123456789012"' },
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    properties: {
      ...{ provisioningState: "Succeeded", description: "Traffic of the application tier", priority: 100 + rule * 10 },
      ...{ protocol: ["Tcp", "Udp", "*"][roll(3)], access: roll(3) === 0 ? "Deny" : "Allow" },
      ...{ direction: roll(4) === 0 ? "Outbound" : "Inbound", sourcePortRange: "*", sourcePortRanges: [] },
      ...(isMany
        ? { destinationPortRanges: [`${1000 + roll(1000)}`, `${3000 + roll(1000)}`] }
        : { destinationPortRange: ports[roll(ports.length)], destinationPortRanges: [] }),
      ...(roll(3) === 0
        ? { sourceAddressPrefixes: [`10.${roll(200)}.0.0/16`, `172.16.${roll(200)}.0/24`] }
        : { sourceAddressPrefix: source, sourceAddressPrefixes: [] }),
      ...{ destinationAddressPrefix: "*", destinationAddressPrefixes: [] },
    },
  }
}

function groupRow(index: number): object {
  const name = `nsg-${index}`
  const roll = dice(index)
  const securityRules = Array.from({ length: rulesEach }, (_, rule) => ruleOf(name, index, rule, roll))
  const subnets = [{ id: `${place(index).network}/virtualNetworks/v${index}/subnets/s` }]
  return row("networkSecurityGroups", name, index, { securityRules, defaultSecurityRules: [], subnets })
}

/** A network with one subnet, which has the group of the same number. */
function networkRow(index: number): object {
  const { network } = place(index)
  const properties = {
    addressPrefix: `10.${index % 200}.0.0/24`,
    networkSecurityGroup: { id: `${network}/networkSecurityGroups/nsg-${index}` },
  }
  return row("virtualNetworks", `v${index}`, index, {
    addressSpace: { addressPrefixes: [`10.${index % 200}.0.0/16`] },
    ...{ subnets: [{ id: `${network}/virtualNetworks/v${index}/subnets/s`, name: "s", properties }] },
    virtualNetworkPeerings: [],
  })
}

function interfaceRow(index: number, groups: number): object {
  const { network } = place(index)
  const hub = index % groups
  return row("networkInterfaces", `nic-${index}`, index, {
    ...(index % 20 === 0 && {
      networkSecurityGroup: {
        id: `${place((index * 7) % groups).network}/networkSecurityGroups/nsg-${(index * 7) % groups}`,
      },
    }),
    ipConfigurations: [
      {
        ...{ id: `${network}/networkInterfaces/nic-${index}/ipConfigurations/ip`, name: "ip" },
        properties: {
          ...{ primary: true, privateIPAddress: `10.${hub % 200}.0.${4 + (index % 200)}` },
          subnet: { id: `${place(hub).network}/virtualNetworks/v${hub}/subnets/s` },
        },
      },
    ],
    enableIPForwarding: false,
  })
}

export interface EstateSize {
  readonly groups: number
  /** Each group is attached to a subnet of its own network; absent: groups alone. */
  readonly interfaces?: number
}

/** What `az graph query` prints of it. Answers with the number of bytes. */
export async function writeExport(file: string, { groups, interfaces }: EstateSize): Promise<number> {
  const out = createWriteStream(file)
  let first = true
  const write = async (item: object) => {
    const text = JSON.stringify(item, undefined, 2).replace(/^/gm, "    ")
    if (!out.write(`${first ? "" : ",\n"}${text}`)) await once(out, "drain")
    first = false
  }
  out.write('{\n  "data": [\n')
  for (let index = 0; index < groups; index++) await write(groupRow(index))
  if (interfaces !== undefined) for (let index = 0; index < groups; index++) await write(networkRow(index))
  for (let index = 0; index < (interfaces ?? 0); index++) await write(interfaceRow(index, groups))
  out.write('\n  ],\n  "skip_token": null\n}\n')
  out.end()
  await finished(out)
  return out.bytesWritten
}

/** A folder of files with two groups each, a hundred in a folder. Answers with the number of bytes. */
export async function writeTree(folder: string, files: number): Promise<number> {
  let bytes = 0
  for (let file = 0; file < files; file++) {
    const within = path.join(folder, `team-${Math.floor(file / 100)}`)
    await mkdir(within, { recursive: true })
    const text = JSON.stringify([groupRow(2 * file), groupRow(2 * file + 1)], undefined, 2)
    await writeFile(path.join(within, `groups-${file}.json`), text)
    bytes += Buffer.byteLength(text)
  }
  return bytes
}
