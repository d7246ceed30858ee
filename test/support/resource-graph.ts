import type { NetworkRule, SampleNetwork } from "./sample-network.ts"

/** A drawn network as the rows that Azure Resource Graph has of it. Security admin rules are not among them. */
export function resourceGraphRows(sample: SampleNetwork): readonly Row[] {
  const { groups = {}, networks, peerings = [], interfaces = {} } = sample
  const securityGroups = new Set(Object.values(interfaces).flatMap(({ securityGroups = [] }) => securityGroups))
  return [
    ...Object.entries(groups).map(([name, rules]) =>
      row("networkSecurityGroups", name, { securityRules: rules.map((rule, place) => ruleRow(name, rule, place)) }),
    ),
    ...Object.entries(networks).flatMap(([name, network]) => networkRows(name, network, peerings)),
    ...[...securityGroups].map(name => row("applicationSecurityGroups", name, { provisioningState: "Succeeded" })),
    ...Object.entries(interfaces).map(([name, drawn]) => interfaceRow(name, drawn)),
  ]
}

export interface Row {
  readonly [column: string]: unknown
  readonly id: string
  readonly properties: object
}

const scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network"

function idOf(path: string) {
  return { id: `${scope}/${path}`, resourceGroup: "rg" }
}

function row(type: string, name: string, properties: object): Row {
  return {
    ...{
      id: `${scope}/${type}/${name}`,
      name,
      type: `microsoft.network/${type.toLowerCase()}`,
      tenantId: "t",
      kind: "",
    },
    ...{ location: "westeurope", resourceGroup: "rg", subscriptionId: "s", managedBy: "", sku: null, plan: null },
    ...{ properties, tags: null, identity: null, zones: null, extendedLocation: null },
  }
}

type Networks = SampleNetwork["networks"]

function networkRows(
  name: string,
  { prefixes, subnets, unresolvedPeers = [] }: Networks[string],
  peerings: NonNullable<SampleNetwork["peerings"]>,
): readonly Row[] {
  const path = `virtualNetworks/${name}`
  const peers = peerings.flatMap(([one, other]) => (one === name ? [other] : other === name ? [one] : []))
  const own = Object.entries(subnets)
  return [
    row("virtualNetworks", name, {
      addressSpace: { addressPrefixes: prefixes },
      subnets: own.map(([subnet, drawn]) => ({
        ...{ ...idOf(`${path}/subnets/${subnet}`), name: subnet, type: "Microsoft.Network/virtualNetworks/subnets" },
        properties: {
          addressPrefix: drawn.prefix,
          ...(drawn.group !== undefined && { networkSecurityGroup: groupId(drawn.group) }),
          ...((drawn.routes || drawn.unresolvedRoutes !== undefined) && {
            routeTable: idOf(`routeTables/${name}-${subnet}`),
          }),
        },
      })),
      virtualNetworkPeerings: [...peers, ...unresolvedPeers].map(peer => ({
        ...{ ...idOf(`${path}/virtualNetworkPeerings/to-${peer}`), name: `to-${peer}` },
        properties: {
          ...{ peeringState: "Connected", allowVirtualNetworkAccess: true },
          remoteVirtualNetwork: idOf(`virtualNetworks/${peer}`),
        },
      })),
    }),
    ...own.flatMap(([subnet, { routes }]) => (routes ? [routeTable(`${name}-${subnet}`, routes)] : [])),
  ]
}

function routeTable(name: string, routes: readonly (readonly [string, string])[]): Row {
  return row("routeTables", name, {
    routes: routes.map(([addressPrefix, nextHopType], place) => ({
      name: `route${place}`,
      properties: { addressPrefix, nextHopType },
    })),
  })
}

/** With a question mark: one that the export does not have. */
function groupId(name: string) {
  return idOf(`networkSecurityGroups/${name.replace("?", "")}`)
}

function interfaceRow(
  name: string,
  { subnet, addresses = [""], group, securityGroups = [] }: NonNullable<SampleNetwork["interfaces"]>[string],
): Row {
  const [network, own] = subnet.split("/")
  return row("networkInterfaces", name, {
    ...(group !== undefined && { networkSecurityGroup: groupId(group) }),
    ipConfigurations: addresses.map((address, place) => ({
      ...{ ...idOf(`networkInterfaces/${name}/ipConfigurations/ip${place}`), name: `ip${place}` },
      properties: {
        ...{ primary: place === 0, ...(address !== "" && { privateIPAddress: address }) },
        subnet: idOf(`virtualNetworks/${network}/subnets/${own}`),
        applicationSecurityGroups: securityGroups.map(each => idOf(`applicationSecurityGroups/${each}`)),
      },
    })),
  })
}

function ruleRow(group: string, rule: NetworkRule, place: number) {
  const { name = `r${place}`, priority = 100 + place, access, direction, protocol, port = "*" } = rule
  return {
    ...{ ...idOf(`networkSecurityGroups/${group}/securityRules/${name}`), name },
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    properties: {
      ...{ provisioningState: "Succeeded", priority, access, direction, protocol, sourcePortRange: "*" },
      ...{ destinationPortRange: port, sourcePortRanges: [], destinationPortRanges: [] },
      ...side("source", rule.source),
      ...side("destination", rule.destination),
    },
  }
}

function side(name: string, end: NetworkRule["source"] = "*") {
  const [text = "*"] = [end].flat()
  if (!text.startsWith("asg:")) return { [`${name}AddressPrefix`]: text, [`${name}AddressPrefixes`]: [] }
  const group = idOf(`applicationSecurityGroups/${text.slice("asg:".length)}`)
  return { [`${name}ApplicationSecurityGroups`]: [group], [`${name}AddressPrefixes`]: [] }
}

/** Every form in which such rows are handed on, by its name. */
export const exportForms: Readonly<Record<string, (rows: readonly Row[]) => unknown>> = {
  "rows alone": rows => rows,
  "az graph query": rows => ({ count: rows.length, data: rows, skip_token: null, total_records: rows.length }),
  "pages of the REST API": rows => [{ data: rows.slice(0, 5) }, { data: rows.slice(5), resultTruncated: "false" }],
  "a table of columns and rows": rows => ({ totalRecords: rows.length, data: table(rows), facets: [] }),
  "a batch request": rows => ({ responses: [{ httpStatusCode: 200, content: { data: table(rows) } }] }),
  "properties in a text": rows => rows.map(row => ({ ...row, properties: JSON.stringify(row.properties) })),
  "in Windows PowerShell's lists": rows => ({ value: rows, Count: rows.length }),
  "by their ids": rows => Object.fromEntries(rows.map(row => [row.id, row])),
  "a few columns": rows => rows.map(({ id, type, properties }) => ({ id, type, properties })),
  "ids in lower case": rows => JSON.parse(JSON.stringify(rows).replaceAll(scope, scope.toLowerCase())),
}

function table(rows: readonly Row[]) {
  const names = Object.keys(rows[0] ?? {})
  return {
    columns: names.map(name => ({ name, type: name === "properties" ? "object" : "string" })),
    rows: rows.map(row => names.map(name => row[name])),
  }
}
