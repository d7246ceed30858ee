import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import { finished } from "node:stream/promises"
import { type RuleValues, rulesOf, statedDefaults } from "./estate-rules.ts"

// An estate as Azure prints it: every group another one, 20 rules each in the middle, about 1,000 characters a rule.

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

/** A rule's fields as the API has them: in the singular where there is one value, and the other one empty. */
function fieldsOf({ name: _, description, sources, destinations, ports, ...rule }: RuleValues): object {
  return {
    provisioningState: "Succeeded",
    ...(description !== undefined && { description }),
    ...rule,
    ...{ sourcePortRange: "*", sourcePortRanges: [] },
    ...several("destinationPortRange", "destinationPortRanges", ports),
    ...several("sourceAddressPrefix", "sourceAddressPrefixes", sources),
    ...several("destinationAddressPrefix", "destinationAddressPrefixes", destinations),
  }
}

function several(singular: string, plural: string, values: readonly string[]): object {
  return values.length === 1 ? { [singular]: values[0], [plural]: [] } : { [plural]: values }
}

/** `securityRules` or `defaultSecurityRules` of a group, with their values under `properties` or, as az has them, beside the name. */
function printedRules(list: string, index: number, rules: readonly RuleValues[], isFlat: boolean): readonly object[] {
  const { network, group } = place(index)
  return rules.map(rule => ({
    ...{ name: rule.name, id: `${network}/networkSecurityGroups/nsg-${index}/${list}/${rule.name}` },
    ...{ etag: 'W/"12345678-1234-1234-1234-123456789012"' },
    type: `Microsoft.Network/networkSecurityGroups/${list}`,
    ...(isFlat ? { resourceGroup: group, ...fieldsOf(rule) } : { properties: fieldsOf(rule) }),
  }))
}

function contentOf(index: number, isFlat: boolean): object {
  return {
    securityRules: printedRules("securityRules", index, rulesOf(index), isFlat),
    defaultSecurityRules: printedRules("defaultSecurityRules", index, statedDefaults, isFlat),
    subnets: [{ id: `${place(index).network}/virtualNetworks/v${index}/subnets/s` }],
  }
}

/** As Resource Graph has it. */
function groupRow(index: number): object {
  return row("networkSecurityGroups", `nsg-${index}`, index, contentOf(index, false))
}

/** As `az network nsg list` prints it. */
function listedGroup(index: number): object {
  const { network, group } = place(index)
  return {
    ...contentOf(index, true),
    ...{ etag: 'W/"12345678-1234-1234-1234-123456789012"', flowLogs: null, flushConnection: false },
    ...{ id: `${network}/networkSecurityGroups/nsg-${index}`, location: "westeurope", name: `nsg-${index}` },
    ...{ networkInterfaces: null, provisioningState: "Succeeded", resourceGroup: group },
    ...{ resourceGuid: "22222222-2222-2222-2222-222222222222", tags: { environment: "production" } },
    type: "Microsoft.Network/networkSecurityGroups",
  }
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
export function writeExport(file: string, { groups, interfaces }: EstateSize): Promise<number> {
  return writeItems(file, ['{\n  "data": [\n', '\n  ],\n  "skip_token": null\n}\n'], function* () {
    for (let index = 0; index < groups; index++) yield groupRow(index)
    if (interfaces !== undefined) for (let index = 0; index < groups; index++) yield networkRow(index)
    for (let index = 0; index < (interfaces ?? 0); index++) yield interfaceRow(index, groups)
  })
}

/** What `az network nsg list` prints of it. Answers with the number of bytes. */
export function writeList(file: string, { groups }: EstateSize): Promise<number> {
  return writeItems(file, ["[\n", "\n]\n"], function* () {
    for (let index = 0; index < groups; index++) yield listedGroup(index)
  })
}

async function writeItems(
  file: string,
  [head, tail]: readonly [string, string],
  items: () => Iterable<object>,
): Promise<number> {
  const out = createWriteStream(file)
  const indent = /^ */.exec(head.split("\n").at(-2) ?? "")?.[0] ?? ""
  let separator = head
  for (const item of items()) {
    const text = JSON.stringify(item, undefined, 2).replace(/^/gm, `${indent}  `)
    if (!out.write(separator + text)) await once(out, "drain")
    separator = ",\n"
  }
  out.end(tail)
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
