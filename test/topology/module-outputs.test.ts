import { describe, expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { describeTopology } from "./describe-topology.ts"

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

const template = (resources: unknown, more: object = {}) => ({
  ...{ $schema: schema, contentVersion: "1.0.0.0", resources },
  ...more,
})

interface Module {
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly resources: readonly object[]
  readonly outputs: Readonly<Record<string, unknown>>
  readonly more?: object
  readonly scope?: "inner" | "outer"
}

/** A module as Bicep compiles it: each parameter has a value, each output one. */
function module(name: string, { parameters = {}, resources, outputs, more = {}, scope = "inner" }: Module): object {
  const values = (given: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(given).map(([key, value]) => [key, { value }]))
  return {
    ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name, ...more },
    properties: {
      ...{ mode: "Incremental", expressionEvaluationOptions: { scope }, parameters: values(parameters) },
      template: template(resources, {
        parameters: Object.fromEntries(Object.keys(parameters).map(key => [key, { type: "string" }])),
        outputs: values(outputs),
      }),
    },
  }
}

const resource = (type: string, name: string, properties: object) => ({
  ...{ type: `Microsoft.Network/${type}`, apiVersion: "2023-04-01", name, properties },
})

const groupModule = (name: string, more: Partial<Module> = {}) =>
  module(name, {
    parameters: { name: "web-nsg" },
    resources: [resource("networkSecurityGroups", "[parameters('name')]", { securityRules: [] })],
    outputs: {
      id: "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]",
      name: "[parameters('name')]",
    },
    ...more,
  })

const network = (group: string) =>
  resource("virtualNetworks", "hub", {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "web", properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: group } } }],
  })

const joined = ["network hub 10.0.0.0/16", "  subnet web 10.0.1.0/24 group web-nsg"]

const own = "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]"
const byName = "resourceId('Microsoft.Resources/deployments', 'nsg'), '2022-09-01'"
const placed = "extensionResourceId(subscription().id, 'Microsoft.Resources/deployments', 'nsg'), '2022-09-01'"

/** Bicep's `module groups '…' = [for (name, i) in names: { name: 'nsg-${i}' … }]`. */
const loopOfGroups = groupModule("[concat('nsg-', copyIndex())]", {
  parameters: { name: "[createArray('web-nsg', 'db-nsg')[copyIndex()]]" },
  more: { copy: { name: "groups", count: 2 } },
})

const twoGroups = (web: string, db: string) =>
  resource("virtualNetworks", "hub", {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [
      { name: "web", properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: web } } },
      { name: "db", properties: { addressPrefix: "10.0.2.0/24", networkSecurityGroup: { id: db } } },
    ],
  })

describe("what each module of a loop gives back", () => {
  const both = [
    "network hub 10.0.0.0/16",
    "  subnet web 10.0.1.0/24 group web-nsg",
    "  subnet db 10.0.2.0/24 group db-nsg",
  ]
  const outputOf = (deployment: string) => `[reference(${deployment}).outputs.id.value]`
  const byId = (name: string) => `resourceId('Microsoft.Resources/deployments', ${name}), '2022-09-01'`

  test("by its name", () => {
    const groups = twoGroups(outputOf(byId("'nsg-0'")), outputOf(byId("concat('nsg-', 1)")))
    expect(describeTopology({ "a.json": template([groups, loopOfGroups]) })).toEqual(both)
  })

  test("by its symbolic name and place", () => {
    const hub = twoGroups(outputOf("'groups[0]'"), outputOf("format('groups[{0}]', 1)"))
    const resources = { hub, groups: loopOfGroups }
    expect(describeTopology({ "a.json": template(resources, { languageVersion: "2.0" }) })).toEqual(both)
  })

  test("in a loop that another module makes of it", () => {
    const nics = module("[concat('nic-', copyIndex())]", {
      parameters: { group: outputOf(byId("concat('nsg-', copyIndex())")), name: "[concat('vm-', copyIndex())]" },
      more: { copy: { name: "nics", count: 2 } },
      resources: [
        resource("networkInterfaces", "[parameters('name')]", {
          networkSecurityGroup: { id: "[parameters('group')]" },
        }),
      ],
      outputs: {},
    })
    expect(describeTopology({ "a.json": template([nics, loopOfGroups]) })).toEqual([
      "interface vm-0 group web-nsg",
      "interface vm-1 group db-nsg",
    ])
  })

  test("which one is meant stays open where no place says it, or there is no such one", () => {
    const opened = [outputOf("'groups'"), outputOf("'groups[2]'"), outputOf(byId("'nsg-2'"))]
    for (const open of opened) {
      const resources = { hub: twoGroups(open, outputOf("'groups[1]'")), groups: loopOfGroups }
      const [, web, db] = describeTopology({ "a.json": template(resources, { languageVersion: "2.0" }) })
      expect([web, db]).toEqual([expect.stringMatching(/group \?/), both[2]])
    }
  })
})

describe("what a module gives back is what it makes", () => {
  test.each([
    ["by its id", `[reference(${byName}).outputs.id.value]`],
    ["by its name", "[reference('nsg').outputs.id.value]"],
    ["in another scope", `[reference(${placed}).outputs.id.value]`],
    ["by index", "[reference('nsg').outputs['id'].value]"],
    ["in full", `[reference(${byName}, 'Full').properties.outputs.id.value]`],
    ["its name", "[resourceId('Microsoft.Network/networkSecurityGroups', reference('nsg').outputs.name.value)]"],
    ["without case", "[REFERENCE('NSG').Outputs.ID.value]"],
  ])("%s", (_, group) => {
    expect(describeTopology({ "a.json": template([groupModule("nsg"), network(group)]) })).toEqual(joined)
  })

  test("by a symbolic name, whatever it is called", () => {
    const resources = {
      group: groupModule("[uniqueString(deployment().name)]"),
      hub: network("[reference('group').outputs.id.value]"),
    }
    expect(describeTopology({ "a.json": template(resources, { languageVersion: "2.0" }) })).toEqual(joined)
  })

  test("by a name that is not known here, where it is the same expression", () => {
    const name = "nsg-', uniqueString(resourceGroup().id))"
    const group = `[reference(resourceId('Microsoft.Resources/deployments', concat('${name})).outputs.id.value]`
    const resources = [groupModule(`[concat('${name}]`), network(group)]
    expect(describeTopology({ "a.json": template(resources) })).toEqual(joined)
  })

  test("into another module, and on from that one", () => {
    const hub = module("hub", {
      parameters: { group: "[reference('nsg').outputs.id.value]" },
      resources: [network("[parameters('group')]")],
      outputs: { subnets: { web: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'web')]" } },
    })
    const nic = resource("networkInterfaces", "web-0", {
      ipConfigurations: [
        { name: "ip", properties: { subnet: { id: "[reference('hub').outputs.subnets.value.web]" } } },
      ],
    })
    expect(describeTopology({ "a.json": template([nic, hub, groupModule("nsg")]) })).toEqual([
      ...joined,
      "interface web-0",
      "  ip dynamic in hub/web",
    ])
  })

  test("an output that a loop makes", () => {
    const hub = module("hub", {
      resources: [network("[null()]")],
      outputs: {},
    }) as { properties: { template: { outputs: object } } }
    hub.properties.template.outputs = {
      ids: {
        type: "array",
        copy: {
          count: 1,
          input: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', createArray('web')[copyIndex()])]",
        },
      },
    }
    const nic = resource("networkInterfaces", "web-0", {
      ipConfigurations: [{ name: "ip", properties: { subnet: { id: "[reference('hub').outputs.ids.value[0]]" } } }],
    })
    expect(describeTopology({ "a.json": template([hub, nic]) })).toContain("  ip dynamic in hub/web")
  })

  test("what is not given back, is known only later, or is of one of several, stays open", () => {
    const open = (resources: readonly object[], group: string) =>
      describeTopology({ "a.json": template([...resources, network(group)]) })[1]
    const id = "[reference('nsg').outputs.id.value]"
    expect(open([groupModule("nsg")], "[reference('nsg').outputs.none.value]")).toMatch(/group \?/)
    expect(open([groupModule("nsg")], "[reference('other').outputs.id.value]")).toMatch(/group \?/)
    expect(open([groupModule("nsg"), groupModule("nsg")], id)).toMatch(/group \?/)
    expect(open([groupModule("nsg", { more: { copy: { name: "c", count: 2 } } })], id)).toMatch(/group \?/)
    expect(open([groupModule("nsg", { outputs: { id: "[reference(parameters('name')).id]" } })], id)).toMatch(
      /group \?/,
    )
    const linked = {
      type: "Microsoft.Resources/deployments",
      name: "nsg",
      properties: { templateLink: { uri: "https://x" } },
    }
    expect(open([linked], id)).toMatch(/group \?/)
  })

  test("what an output reads on the way leaves what is given beside it as it is", () => {
    const group = groupModule("[concat('nsg', parameters('suffix'))]", {
      parameters: { name: "[concat('web-nsg', parameters('suffix'))]" },
    })
    const hub = module("hub", {
      parameters: { subnet: { group: "[reference('nsg').outputs.id.value]", table: null } },
      outputs: {},
      resources: [
        resource("virtualNetworks", "hub", {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [
            {
              name: "web",
              properties: {
                addressPrefix: "10.0.1.0/24",
                networkSecurityGroup: { id: "[parameters('subnet').group]" },
                routeTable: "[if(empty(parameters('subnet').table), null(), createObject('id', 'x'))]",
              },
            },
          ],
        }),
      ],
    })
    const parameters = { suffix: { type: "string", defaultValue: "" } }
    expect(describeTopology({ "a.json": template([group, hub], { parameters }) })).toEqual(joined)
  })

  test("deployments that need each other come to an end", () => {
    for (const scope of ["inner", "outer"] as const) {
      const needs = (name: string, other: string) =>
        groupModule(name, {
          scope,
          parameters: { name: `[reference('${other}').outputs.name.value]` },
          outputs: { name: scope === "inner" ? "[parameters('name')]" : `[reference('${other}').outputs.name.value]` },
          resources: [resource("networkSecurityGroups", `[reference('${other}').outputs.name.value]`, {})],
        })
      const text = JSON.stringify(template([needs("a", "b"), needs("b", "a"), network(own)]))
      const { groups } = analyseDocument({ uri: "a.json", language: "json", text }, defaultSettings)
      expect(groups.length).toBeGreaterThan(0)
      expect(describeTopology({ "a.json": text })[1]).toMatch(/group \?/)
    }
  })
})
