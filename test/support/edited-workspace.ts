import type { Random } from "../engine/support/random.ts"

/** A workspace that someone edits: groups in one document, the network that they are attached to in another. */
export interface EditedWorkspace {
  readonly parameter: string
  readonly groups: readonly EditedGroup[]
  /** Of each subnet the place of its group. */
  readonly subnets: readonly EditedSubnet[]
  /** Of each network interface the places of its subnet and its group. */
  readonly interfaces: readonly (readonly [subnet: number, group: number])[]
}

interface EditedSubnet {
  readonly group: number
  readonly prefix: string
}

type EditedGroup = readonly EditedRule[]

interface EditedRule {
  readonly name: string
  readonly priority: number
  readonly direction: string
  readonly access: string
  readonly protocol: string
  readonly source: string
  readonly destination: string
  readonly port: string
  /** White space before it. */
  readonly space: string
  /** A check that a comment above it suppresses. */
  readonly ignored: string | undefined
}

const sources = ["*", "Internet", "VirtualNetwork", "AzureLoadBalancer", "10.1.0.0/16", "0.0.0.0/1", "203.0.113.0/24"]
const destinations = ["*", "10.0.1.0/24", "10.0.0.0/16", "AzurePlatformDNS"]
const ports = ["22", "443", "1433", "0-1023", "1024-65535", "*", "53", "70000"]
const codes = ["shadowed-rule", "exposed-management-port", "platform-tag-shape", "invalid-port"]
const parameterSource = "[parameters('source')]"

/** With these choices most rules meet others: they shadow, repeat and expose. */
const choices = {
  priority: (random: Random) => 100 + random.below(40),
  direction: (random: Random) => (random.chance(0.8) ? "Inbound" : "Outbound"),
  access: (random: Random) => random.pick(["Allow", "Deny"]),
  protocol: (random: Random) => random.pick(["Tcp", "Udp", "*"]),
  source: (random: Random) => (random.chance(0.1) ? parameterSource : random.pick(sources)),
  destination: (random: Random) => random.pick(destinations),
  port: (random: Random) => random.pick(ports),
  space: (random: Random) => random.pick(["", " ", "\n", "\n\n  "]),
  ignored: (random: Random) => (random.chance(0.5) ? random.pick(codes) : undefined),
} as const

export function someWorkspace(random: Random): EditedWorkspace {
  return {
    parameter: "10.2.0.0/16",
    groups: [10, 6].map(count => Array.from({ length: count }, (_, index) => someRule(random, `r${index}`))),
    subnets: [0, 1].map(group => ({ group, prefix: `10.0.${group}.0/24` })),
    interfaces: [
      [0, 1],
      [1, 0],
    ],
  }
}

function someRule(random: Random, name: string): EditedRule {
  const made = Object.entries(choices).map(([field, choose]) => [field, choose(random)])
  return { ...(Object.fromEntries(made) as Omit<EditedRule, "name">), name }
}

/** One change, of the kind that people make: nearly always of a rule, now and then of the network. */
export function someEdit(random: Random, workspace: EditedWorkspace): EditedWorkspace {
  if (random.chance(0.15)) return editedNetwork(random, workspace)
  const place = random.below(workspace.groups.length)
  const edited = editedGroup(random, workspace.groups[place] ?? [])
  return { ...workspace, groups: workspace.groups.map((group, index) => (index === place ? edited : group)) }
}

function editedNetwork(random: Random, workspace: EditedWorkspace): EditedWorkspace {
  const { subnets, interfaces, groups } = workspace
  const group = random.below(groups.length)
  const place = random.below(2)
  const without = <T>(items: readonly T[], item: T) => items.map((each, index) => (index === place ? item : each))
  switch (random.below(4)) {
    case 0:
      return { ...workspace, parameter: random.pick(["*", "10.2.0.0/16", "Internet"]) }
    case 1:
      return { ...workspace, subnets: without(subnets, { group, prefix: `10.0.${random.below(3)}.0/24` }) }
    case 2:
      return { ...workspace, interfaces: random.chance(0.5) ? [] : [[0, group]] }
    default:
      return { ...workspace, interfaces: [...interfaces, [place, group] as const].slice(-3) }
  }
}

function editedGroup(random: Random, group: EditedGroup): EditedGroup {
  const place = random.below(group.length)
  const rule = group[place]
  if (!rule || random.chance(0.08)) return [...group, someRule(random, `n${random.below(1000)}`)]
  const others = group.toSpliced(place, 1)
  if (random.chance(0.06) && others.length > 4) return others
  if (random.chance(0.06)) return others.toSpliced(random.below(others.length), 0, rule)
  const field = random.pick(Object.keys(choices) as (keyof typeof choices)[])
  return group.with(place, { ...rule, [field]: choices[field](random) })
}

/** The groups as an ARM template with comments. */
export function groupsText({ parameter, groups }: EditedWorkspace): string {
  const resources = groups.map((rules, index) =>
    resourceText("networkSecurityGroups", `nsg-${index}`, `"securityRules": [\n${rules.map(ruleText).join(",\n")}\n]`),
  )
  return templateText(resources, `"parameters": { "source": { "type": "string", "defaultValue": "${parameter}" } },`)
}

function ruleText({ name, space, ignored, ...rule }: EditedRule): string {
  const { source, destination, port, ...words } = rule
  const properties = {
    ...words,
    ...{ sourceAddressPrefix: source, sourcePortRange: "*" },
    ...{ destinationAddressPrefix: destination, destinationPortRange: port },
  }
  const comment = ignored === undefined ? "" : `// nsg-ignore ${ignored}: accepted\n`
  return `${space}${comment}{ "name": "${name}", "properties": ${JSON.stringify(properties)} }`
}

/** The networks as another template of the same folder. */
export function networkText({ subnets, interfaces }: EditedWorkspace): string {
  const groupId = (group: number) =>
    `"networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-${group}')]" }`
  const subnetTexts = subnets.map(
    ({ group, prefix }, index) =>
      `{ "name": "s${index}", "properties": { "addressPrefix": "${prefix}", ${groupId(group)} } }`,
  )
  const network = `"addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [${subnetTexts.join(", ")}]`
  const interfaceTexts = interfaces.map(([subnet, group], index) => {
    const id = `"subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 's${subnet}')]" }`
    const properties = `"ipConfigurations": [{ "name": "ip", "properties": { ${id} } }], ${groupId(group)}`
    return resourceText("networkInterfaces", `nic-${index}`, properties)
  })
  return templateText([resourceText("virtualNetworks", "hub", network), ...interfaceTexts])
}

function resourceText(type: string, name: string, properties: string): string {
  return `{ "type": "Microsoft.Network/${type}", "apiVersion": "2023-09-01", "name": "${name}", "properties": { ${properties} } }`
}

function templateText(resources: readonly string[], before = ""): string {
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  return `{ "$schema": "${schema}", "contentVersion": "1.0.0.0", ${before}\n"resources": [\n${resources.join(",\n")}\n] }\n`
}

/** The groups as tasks of Ansible. */
export function playbookText({ groups }: EditedWorkspace): string {
  const tasks = groups.map(
    (rules, index) =>
      `    - azure_rm_securitygroup:\n        resource_group: rg\n        name: nsg-${index}\n        rules:\n${rules.map(taskRuleText).join("")}`,
  )
  return `- hosts: localhost\n  tasks:\n${tasks.join("")}`
}

function taskRuleText({ name, priority, direction, access, protocol, space, ignored, ...ends }: EditedRule): string {
  const indent = " ".repeat(10)
  const comment = ignored === undefined ? "" : `${indent}# nsg-ignore ${ignored}: accepted\n`
  const source = ends.source === parameterSource ? "10.2.0.0/16" : ends.source
  const words = `priority: ${priority}, direction: ${direction}, access: ${access}, protocol: "${protocol}"`
  const sides = `source_address_prefix: "${source}", destination_address_prefix: "${ends.destination}", destination_port_range: "${ends.port}"`
  return `${space.includes("\n") ? "\n" : ""}${comment}${indent}- { name: ${name}, ${words}, ${sides} }\n`
}

const place = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network"

/** All of it as rows of Resource Graph, each on lines of its own. */
export function exportText({ groups, subnets, interfaces }: EditedWorkspace): string {
  const groupOf = (group: number) => ({ networkSecurityGroup: { id: `${place}/networkSecurityGroups/nsg-${group}` } })
  const network = {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: subnets.map(({ group, prefix }, index) => ({
      ...{ id: `${place}/virtualNetworks/hub/subnets/s${index}`, name: `s${index}` },
      properties: { addressPrefix: prefix, ...groupOf(group) },
    })),
  }
  const rows = [
    ...groups.map((rules, index) =>
      rowText("networkSecurityGroups", `nsg-${index}`, { securityRules: rules.map(exportedRule) }),
    ),
    rowText("virtualNetworks", "hub", network),
    ...interfaces.map(([subnet, group], index) => {
      const id = `${place}/virtualNetworks/hub/subnets/s${subnet}`
      const ipConfigurations = [{ name: "ip", properties: { subnet: { id } } }]
      return rowText("networkInterfaces", `nic-${index}`, { ipConfigurations, ...groupOf(group) })
    }),
  ]
  return `{ "count": ${rows.length}, "data": [\n${rows.join(",\n")}\n] }\n`
}

function rowText(type: string, name: string, properties: object): string {
  const row = { id: `${place}/${type}/${name}`, name, type: `microsoft.network/${type.toLowerCase()}`, properties }
  return JSON.stringify(row, undefined, 1)
}

function exportedRule({ name, priority, direction, access, protocol, source, destination, port }: EditedRule) {
  const words = { priority, direction, access, protocol }
  const sourceAddressPrefix = source === parameterSource ? "10.2.0.0/16" : source
  const ends = { sourcePortRange: "*", destinationAddressPrefix: destination, destinationPortRange: port }
  return { name, properties: { ...words, sourceAddressPrefix, ...ends } }
}
