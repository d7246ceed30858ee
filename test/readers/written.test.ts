import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule } from "../../server/src/readers/reader.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

test.each([
  "[concat('r', copyIndex('securityRules'))]",
  "[format('{0}-{1}', 'r', copyIndex('securityRules'))]",
  "[parameters('rules')[copyIndex('securityRules')].name]",
])("a name that cannot be known is the text of its expression: %s", name => {
  const input = { name, properties: { ...properties, priority: "[add(100, copyIndex('securityRules'))]" } }
  const [rule] = readTemplate({ copy: [{ name: "securityRules", count: "[parameters('n')]", input }] })
  expect(rule).toMatchObject({ name, problems: [], written: { values: { name }, unknown: ["name", "priority"] } })
})

test("a group that is an expression is written as its text, and unknown", () => {
  const web = "[resourceId('Microsoft.Network/applicationSecurityGroups', 'WEB')]"
  const db = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/applicationSecurityGroups/db"
  const { sourceAddressPrefix: _, ...others } = properties
  const groups = { ...others, sourceApplicationSecurityGroups: [{ id: web }, { id: db }] }
  const [rule] = readTemplate({ securityRules: [{ name: "r", properties: { ...groups, priority: 100 } }] })
  expect(rule?.written.values.sourceApplicationSecurityGroups).toEqual([web, db])
  expect(rule?.written.unknown).toEqual(["sourceApplicationSecurityGroups"])
  expect(rule?.source).toMatchObject([
    { kind: "group", name: web },
    { kind: "group", name: "db" },
  ])
})

// What stands in a field that takes a value or a list, and where Azure has it.
test.each<readonly [string, object, readonly string[]]>([
  ["destination_port_range: 80", { destinationPortRange: "80" }, []],
  ["destination_port_range: [80, '90-91']", { destinationPortRanges: ["80", "90-91"] }, []],
  ["destination_port_range: [80]", { destinationPortRanges: ["80"] }, []],
  ["destination_port_range: ['*']", { destinationPortRanges: ["*"] }, []],
  ["source_address_prefix: [10.0.0.0/8, 11.0.0.0/8]", { sourceAddressPrefixes: ["10.0.0.0/8", "11.0.0.0/8"] }, []],
  ["source_address_prefix: [Storage.WestUS2]", { sourceAddressPrefixes: ["Storage.WestUS2"] }, []],
  [
    "source_address_prefix: ['{{ a }}', 10.0.0.0/8]",
    { sourceAddressPrefixes: ["{{ a }}", "10.0.0.0/8"] },
    ["sourceAddressPrefixes"],
  ],
])("a list is written under Azure's plural: %s", (written, values, unknown) => {
  const [rule] = readYaml(`
- azure_rm_securitygroup: { name: web, rules: [{ name: r, priority: 100, ${written} }] }
`)
  const [property] = Object.keys(values) as [keyof LocatedRule["written"]["values"]]
  const singular = property.replace("Ranges", "Range").replace("Prefixes", "Prefix")
  expect(rule?.written.values).toMatchObject(values)
  expect(Object.keys(rule?.written.values ?? {}).filter(key => key.startsWith(singular))).toEqual([property])
  expect(rule?.written.unknown).toEqual(unknown)
})

test("a dialect's defaults are written where the document says nothing", () => {
  const [bare, rich] = readYaml(`
- azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
    - { name: bare, priority: 100 }
    - name: rich
      priority: 110
      access: Deny
      source_application_security_groups: [app]
      source_port_range: [80, 443]
      destination_address_prefix: [10.0.0.1]
`)
  const defaults = { direction: "Inbound", access: "Allow", protocol: "*" }
  const sides = { sourceAddressPrefix: "*", destinationAddressPrefix: "*" }
  const ports = { sourcePortRange: "*", destinationPortRange: "*" }
  expect(bare?.written.values).toEqual({ name: "bare", priority: 100, ...defaults, ...sides, ...ports })
  expect(rich?.written.values).toEqual({
    name: "rich",
    priority: 110,
    ...defaults,
    access: "Deny",
    sourceApplicationSecurityGroups: ["app"],
    sourcePortRanges: ["80", "443"],
    destinationAddressPrefixes: ["10.0.0.1"],
    destinationPortRange: "*",
  })
})

const properties = {
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sourceAddressPrefix: "10.0.0.0/8",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "443",
}

function readTemplate(group: object): readonly LocatedRule[] {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { n: { type: "int" }, rules: { type: "array" } },
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2023-04-01",
        name: "nsg",
        properties: group,
      },
    ],
  }
  return rulesIn(JSON.stringify(template), "json")
}

function readYaml(text: string): readonly LocatedRule[] {
  return rulesIn(text, "yaml")
}

function rulesIn(text: string, language: "json" | "yaml"): readonly LocatedRule[] {
  return readDocument(parseText(text, language, defaultBounds))?.groups.flatMap(group => group.rules) ?? []
}
