import type { Random } from "../../engine/support/random.ts"
import { drawNetwork } from "../../paths/random-network.ts"
import { exportForms, type Row, resourceGraphRows } from "../../support/resource-graph.ts"

const scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network"

/** Files of a working directory: an export of one estate, and perhaps others that have to do with it. */
export function drawEstate(random: Random): Record<string, string> {
  const rows = shuffled(drawRows(random), random)
  const form = random.pick([
    "rows alone",
    "rows alone",
    "az graph query",
    "in Windows PowerShell's lists",
    ...Object.keys(exportForms),
  ])
  return {
    "estate.json": written(exportForms[form]!(rows), random),
    ...(random.chance(0.4) && { "rules.json": written(looseRules(rows, random), random) }),
    ...(random.chance(0.4) && { "again.json": written({ data: rows.slice(0, 3) }, random) }),
    ...(random.chance(0.4) && templateWithParameters(random)),
    ...(random.chance(0.4) && linkedTemplates(random)),
    ...(random.chance(0.3) && { "sub/broken.json": '{ "securityRules": [ { "name": "a", "priority": 100 ' }),
    ...(random.chance(0.2) && {
      ".nsgrc.json": '{ "checks": { "redundant-rule": "error", "unattached-group": "off" } }',
    }),
  }
}

function drawRows(random: Random): readonly Row[] {
  const rows = [...resourceGraphRows(drawNetwork(random).sample)]
  const more = [
    () => loadBalancer(random),
    () => odd(rows, random),
    () => withMetadata(rows, random),
    () => expanded(rows, random),
  ]
  for (const add of more) if (random.chance(0.4)) rows.push(...add())
  return rows
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map(item => ({ item, place: random.below(1e6) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** Resources that are printed inside of another one, and of which one is listed, too. */
function loadBalancer(random: Random): readonly Row[] {
  const pool = {
    id: `${scope}/loadBalancers/lb/backendAddressPools/p`,
    name: "p",
    type: "Microsoft.Network/loadBalancers/backendAddressPools",
  }
  const own = { ...pool, properties: { backendIPConfigurations: [] } }
  const row = {
    id: `${scope}/loadBalancers/lb`,
    name: "lb",
    type: "microsoft.network/loadbalancers",
    properties: { backendAddressPools: [own] },
  }
  return random.chance(0.5) ? [row] : [row, { ...own, properties: {} }]
}

function groupsIn(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ type }) => `${type}`.endsWith("networksecuritygroups"))
}

/** A group that stands there twice, one of another subscription with signs of more than one byte, and one without rules. */
function odd(rows: readonly Row[], random: Random): readonly Row[] {
  const group = random.pick(groupsIn(rows))
  if (!group) return []
  const strange = JSON.parse(JSON.stringify(group).replaceAll("/subscriptions/s/", "/subscriptions/zwölf-𝟙𝟚/")) as Row
  return [group, strange, { ...group, id: `${group.id}-empty`, name: "empty", properties: { securityRules: [] } }]
}

function withMetadata(rows: readonly Row[], random: Random): readonly Row[] {
  const group = random.pick(groupsIn(rows))
  if (!group) return []
  const metadata = { "nsg-ignore": ["redundant-rule: kept", "exposed-any-port", "no-such-check: really"] }
  return [{ ...group, id: `${group.id}-quiet`, name: "quiet", metadata }]
}

/** A subnet that prints its group, which may be listed, too. */
function expanded(rows: readonly Row[], random: Random): readonly Row[] {
  const group = random.pick(groupsIn(rows))
  if (!group || random.chance(0.7)) return []
  const subnet = {
    id: `${scope}/virtualNetworks/e/subnets/s`,
    name: "s",
    properties: { addressPrefix: "10.9.0.0/24", networkSecurityGroup: group },
  }
  return [
    {
      id: `${scope}/virtualNetworks/e`,
      name: "e",
      type: "microsoft.network/virtualnetworks",
      properties: { addressSpace: { addressPrefixes: ["10.9.0.0/16"] }, subnets: [subnet] },
    },
  ]
}

/** Rules of groups of the export, as `az network nsg rule list` prints them. */
function looseRules(rows: readonly Row[], random: Random): unknown {
  return groupsIn(rows)
    .filter(() => random.chance(0.5))
    .map(({ id }, place) => ({
      ...{
        id: `${id}/securityRules/loose${place}`,
        name: `loose${place}`,
        type: "Microsoft.Network/networkSecurityGroups/securityRules",
      },
      ...{
        priority: 90 + 10 * random.below(20),
        direction: "Inbound",
        access: random.pick(["Allow", "Deny"]),
        protocol: "Tcp",
      },
      ...{ sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" },
    }))
}

function templateWithParameters(random: Random): Record<string, string> {
  const rule = (priority: string | number) => ({
    name: "web",
    properties: {
      ...{ priority, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
      ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443" },
    },
  })
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { priority: { type: "int", defaultValue: 100 } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "templated" },
        properties: { securityRules: [rule("[parameters('priority')]"), rule(100)] },
      },
    ],
  }
  const values = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
    parameters: { priority: { value: 99 } },
  }
  return { "main.json": written(template, random), "main.parameters.json": written(values, random) }
}

/** Documents that link a template with a group, one with a network, and these in turn another one with rules of the group. */
function linkedTemplates(random: Random): Record<string, string> {
  const deployment = (name: string, file: string, given: Readonly<Record<string, unknown>>) => ({
    ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name },
    properties: {
      mode: "Incremental",
      templateLink: { relativePath: file },
      parameters: Object.fromEntries(Object.entries(given).map(([key, value]) => [key, { value }])),
    },
  })
  const resource = (type: string, name: string, properties: object) => ({
    ...{ type: `Microsoft.Network/${type}`, apiVersion: "2023-09-01", name, properties },
  })
  const rule = (priority: unknown, port: unknown) => ({
    ...{ priority, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: port },
  })
  const template = (resources: readonly object[], parameters: readonly string[] = [], more: object = {}) =>
    written(
      {
        ...{ $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#" },
        ...{ contentVersion: "1.0.0.0", resources, ...more },
        parameters: Object.fromEntries(parameters.map(name => [name, { type: "object" }])),
      },
      random,
    )
  const linking = (name: string) => {
    const group = random.pick(["shared", `nsg-${name}`])
    const port = random.pick(["22", "443", "99999"])
    return template([
      deployment("group", "parts/group.json", { name: group, port }),
      ...(random.chance(0.6)
        ? [deployment("net", "parts/net.json", { name: `net-${name}`, group: "[reference('group').outputs.id.value]" })]
        : []),
      ...(random.chance(0.3) ? [deployment("gone", "parts/gone.json", {})] : []),
    ])
  }
  const id = "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]"
  const subnet = "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('name'), 's')]"
  const isDeep = random.chance(0.5)
  return {
    "link-a.json": linking("a"),
    ...(random.chance(0.5) && { "link-b.json": linking("b") }),
    "parts/group.json": template(
      [
        resource("networkSecurityGroups", "[parameters('name')]", {
          securityRules: [
            { name: "own", properties: rule(100, "[parameters('port')]") },
            { name: "again", properties: rule(110, "[parameters('port')]") },
            { name: "elsewhere", properties: { ...rule(130, "8443"), destinationAddressPrefix: "10.77.0.0/24" } },
          ],
        }),
        ...(isDeep
          ? [deployment("more", "more.json", { name: "[parameters('name')]", port: "[parameters('port')]" })]
          : []),
      ],
      ["name", "port"],
      { outputs: { id: { type: "string", value: id } } },
    ),
    "parts/more.json": template(
      [
        resource(
          "networkSecurityGroups/securityRules",
          "[concat(parameters('name'), '/more')]",
          rule(120, "[parameters('port')]"),
        ),
      ],
      ["name", "port"],
    ),
    "parts/net.json": template(
      [
        resource("virtualNetworks", "[parameters('name')]", {
          addressSpace: { addressPrefixes: ["10.8.0.0/16"] },
          subnets: [
            {
              name: "s",
              properties: { addressPrefix: "10.8.0.0/24", networkSecurityGroup: { id: "[parameters('group')]" } },
            },
          ],
        }),
        resource("networkInterfaces", "[parameters('name')]", {
          networkSecurityGroup: { id: "[parameters('group')]" },
          ipConfigurations: [{ name: "c", properties: { subnet: { id: subnet }, privateIPAddress: "10.8.0.4" } }],
        }),
      ],
      ["name", "group"],
    ),
  }
}

/** Indented, minified, a row a line, with the line ends of Windows. */
function written(value: unknown, random: Random): string {
  const text = JSON.stringify(value, undefined, random.pick([0, 2, 4]))
  return random.pick([
    (all: string) => all,
    (all: string) => all.replaceAll("\n", "\r\n"),
    (all: string) => `\uFEFF${all}\n`,
    (all: string) => all.replaceAll("},{", "},\n {"),
  ])(text)
}
