// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { describe, expect, test } from "vitest"
import { nsg } from "./nsg.ts"

// What cannot be known counts as the same in both versions only where it is surely the same.

async function compare(name: string, old: string, now: string) {
  const files = { [`old/${name}`]: old, [`new/${name}`]: now }
  const { code, out } = await nsg(["diff", "old", "new", "--format", "json"], { files })
  const [group] = JSON.parse(out).groups
  expect(group.newlyAllowed.length + group.newlyDenied.length).toBe(0)
  return `${group.status} ${code}`
}

const rule = (name: string, priority: number | string, more: object = {}) => ({
  name,
  properties: {
    ...{ priority, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "Internet" },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443" },
    ...more,
  },
})

function template(properties: object, { condition, ...more }: { variables?: object; condition?: string } = {}): string {
  const parameters = Object.fromEntries(["a", "b"].map(name => [name, { type: "string" }]))
  const lists = Object.fromEntries(["ra", "rb"].map(name => [name, { type: "array" }]))
  const group = { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name: "web", properties }
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  const resources = [{ ...(condition !== undefined && { condition }), ...group }]
  return JSON.stringify({
    $schema,
    contentVersion: "1.0.0.0",
    parameters: { ...parameters, ...lists },
    ...more,
    resources,
  })
}

const source = (text: string) => ({ sourceAddressPrefix: text })
const unchanged = "equal 0"
const open = "unknown 3"

// Another deployment may make them, though the defaults do not: what changes in them may change traffic.
test.each<[string, (port: string) => object]>([
  ["a condition", port => ({ securityRules: [], resources: [{ condition: "[parameters('on')]", port }] })],
  ["a loop", port => ({ copy: [{ name: "securityRules", count: "[parameters('n')]", input: onPort(port) }] })],
  [
    "a choice",
    port => ({
      securityRules: `[if(parameters('on'), createArray(json('${JSON.stringify(onPort(port))}')), createArray())]`,
    }),
  ],
])("a rule that by default %s leaves out", async (_, made) => {
  const version = (port: string) => {
    const { resources = [], ...properties } = made(port) as { resources?: readonly { port: string }[] }
    const group = { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name: "web", properties }
    const own = resources.map(({ port: its, ...more }) => ({
      ...{ type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-04-01", name: "web/x" },
      ...more,
      properties: onPort(its).properties,
    }))
    return JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      parameters: { on: { type: "bool", defaultValue: false }, n: { type: "int", defaultValue: 0 } },
      resources: [group, ...own],
    })
  }
  expect(await compare("a.json", version("443"), version("443"))).toBe(unchanged)
  expect(await compare("a.json", version("443"), version("22"))).toBe(open)
})

const onPort = (port: string) => rule("x", 100, { destinationPortRange: port })

describe("templates", () => {
  const listed = (text: string) => template({ securityRules: text })
  const withRule = (...rules: object[]) => template({ securityRules: [...rules, "[parameters('ra')]"] })
  const loop = (count: string, first: number) => {
    const input = rule("[concat('r', copyIndex('securityRules'))]", `[add(${first}, copyIndex('securityRules'))]`)
    return template({ copy: [{ name: "securityRules", count: `[length(parameters('${count}'))]`, input }] })
  }
  const variable = (value: string) =>
    template({ securityRules: [rule("x", 100, source("[variables('v')]"))] }, { variables: { v: value } })
  test.each<[string, string, string, string]>([
    ["a list of rules", listed("[parameters('ra')]"), listed("[parameters('ra')]"), unchanged],
    ["another list of rules", listed("[parameters('ra')]"), listed("[parameters('rb')]"), open],
    ["a loop", loop("ra", 100), loop("ra", 100), unchanged],
    ["a loop over something else", loop("ra", 100), loop("rb", 100), open],
    ["a loop at other priorities", loop("ra", 100), loop("ra", 200), open],
    ["a variable", variable("[parameters('a')]"), variable("[parameters('a')]"), unchanged],
    ["a variable with another value", variable("[parameters('a')]"), variable("[parameters('b')]"), open],
    [
      "a value that Azure takes for something unknown",
      template({ securityRules: [rule("x", 100, source("12345"))] }),
      template({ securityRules: [rule("x", 100, source("67890"))] }),
      open,
    ],
    [
      "a condition of the group",
      template({ securityRules: [rule("x", 100)] }),
      template({ securityRules: [rule("x", 100)] }, { condition: "[equals(parameters('a'), 'b')]" }),
      open,
    ],
    ["a rule beside hidden ones, renamed", withRule(rule("x", 200)), withRule(rule("y", 200)), unchanged],
    ["a rule beside hidden ones, renumbered", withRule(rule("x", 200)), withRule(rule("x", 300)), open],
    [
      "the first rule beside hidden ones, renumbered where none can stand between",
      withRule(rule("x", 100), rule("y", 101, { destinationPortRange: "80" })),
      withRule(rule("y", 100, { destinationPortRange: "80" }), rule("x", 101)),
      unchanged,
    ],
  ])("%s", async (_, old, now, expected) => {
    expect(await compare("main.json", old, now)).toBe(expected)
  })
})

test("a rule added beside hidden ones surely changes what none of them can come before", async () => {
  const files = {
    "old.json": template({ securityRules: ["[parameters('ra')]"] }),
    "first.json": template({ securityRules: [rule("x", 100), "[parameters('ra')]"] }),
    "later.json": template({ securityRules: [rule("x", 200), "[parameters('ra')]"] }),
  }
  for (const name of ["first", "later"]) {
    const { code, out } = await nsg(["diff", "old.json", `${name}.json`, "--format", "json"], { files })
    const [{ newlyAllowed, uncertain }] = JSON.parse(out).groups
    // What the hidden rules do with that traffic was not known before either.
    expect(newlyAllowed).toEqual([])
    expect(uncertain).toMatchObject([{ protocol: ["Tcp"], source: ["Internet"], destinationPorts: ["443"] }])
    expect(code).toBe(3)
  }
})

test.each([
  ["an unknown value", { sourceAddressPrefix: "[parameters('a')]" }],
  ["a value that Azure refuses", { sourceAddressPrefix: "12345" }],
  ["an unknown priority", { priority: "[parameters('a')]" }],
])(
  "an edit of a rule with %s changes no other NSG, and leaves what is hidden beside it the same",
  async (_, unknown) => {
    const version = (destinationPortRange: string) => {
      const edited = rule("x", 4000, { ...unknown, destinationPortRange })
      const { resources, ...rest } = JSON.parse(
        template({ securityRules: [rule("y", 100), edited, "[parameters('ra')]"] }),
      )
      const other = { ...resources[0], name: "other", properties: { securityRules: "[parameters('rb')]" } }
      return JSON.stringify({ ...rest, resources: [...resources, other] })
    }
    const files = { "old.json": version("22"), "new.json": version("23") }
    const { out } = await nsg(["diff", "old.json", "new.json", "--format", "json"], { files })
    const [web, other] = JSON.parse(out).groups
    expect(other).toMatchObject({ name: "other", status: "equal" })
    expect(web).toMatchObject({ name: "web", status: "unknown", newlyAllowed: [], newlyDenied: [] })
    for (const { destinationPorts } of web.uncertain) expect(destinationPorts.join()).toMatch(/^(22|23|22-23)$/)
  },
)

describe("names that a document defines", () => {
  const terraform = (definitions: object) =>
    JSON.stringify({
      ...definitions,
      resource: {
        azurerm_network_security_group: {
          web: {
            name: "web",
            security_rule: [
              {
                ...{ name: "x", priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp" },
                ...{ source_address_prefix: "${local.office}", source_port_range: "*" },
                ...{ destination_address_prefix: "*", destination_port_range: "443" },
              },
            ],
          },
        },
      },
    })
  const local = (value: string) => terraform({ variable: { a: {}, b: {} }, locals: { office: value } })
  const playbook = (value: string, beside = "") => `
- hosts: localhost
  vars:
    office: "{{ ${value} }}"${beside}
  tasks:
  - azure_rm_securitygroup:
      name: web
      resource_group: rg
      rules:
      - { name: x, priority: 100, protocol: Tcp, source_address_prefix: "{{ office }}", destination_port_range: 443 }
`
  test.each<[string, string, string, string, string]>([
    ["main.tf.json", "a local", local("${var.a}"), local("${var.a}"), unchanged],
    ["main.tf.json", "another local", local("${var.a}"), local("${var.b}"), open],
    ["play.yml", "a variable", playbook("a"), playbook("a", "\n    other: 1"), unchanged],
    ["play.yml", "another variable", playbook("a"), playbook("b"), open],
  ])("%s: %s", async (name, _, old, now, expected) => {
    expect(await compare(name, old, now)).toBe(expected)
  })
})

test("behind a syntax error nothing is sure", async () => {
  const sound = template({ securityRules: [rule("x", 100)] })
  const files = { "old.json": sound, "new.json": sound.slice(0, -4) }
  const { code, err, out } = await nsg(["diff", "old.json", "new.json"], { files })
  expect(err).toBe("nsg: new.json: line 1 has a syntax error; what may be missing is unknown.\n")
  expect(out).toContain("web: equal as far as can be known")
  expect(code).toBe(3)
  expect((await nsg(["diff", "new.json", "new.json"], { files })).code).toBe(0)
})
