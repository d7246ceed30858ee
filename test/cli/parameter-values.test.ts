import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"

const properties = {
  ...{ priority: 110, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
  ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "23" },
}
const type = "Microsoft.Network/networkSecurityGroups"
const group = {
  type,
  apiVersion: "2023-09-01",
  name: "web",
  properties: { securityRules: [{ name: "a", properties }] },
}
const rule = (name: string, condition: unknown) => ({
  ...{ type: `${type}/securityRules`, apiVersion: "2023-09-01", name: `web/${name}`, condition },
  properties: { ...properties, priority: 200, destinationPortRange: "24" },
})

function files(...resources: object[]): Record<string, string> {
  const parameters = { on: { type: "bool", defaultValue: true }, adminAddress: { type: "string" } }
  const variables = { isOn: "[parameters('on')]" }
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  return {
    "main.json": JSON.stringify({ $schema, contentVersion: "1.0.0.0", parameters, variables, resources }),
    "main.parameters.json": JSON.stringify({ parameters: { on: { value: false } } }),
  }
}

const flow = "inbound tcp 8.8.8.8 -> 10.0.0.4:24"

test.each(["[parameters('on')]", "[variables('isOn')]", "[and(parameters('on'), true())]"])(
  "a rule that a parameter file leaves out is said to be: %s",
  async condition => {
    const remark = `"b" is not deployed: ${condition} is false with the values of main.parameters.json.`
    const read = { files: files(group, rule("b", condition)) }
    expect((await nsg(["verify", "main.json", "--flow", flow], read)).out).toContain(`- ${remark}`)
    expect((await nsg(["effective", "main.json"], read)).out).toContain(remark)
  },
)

const listing = (securityRules: unknown, more: object = {}) => ({ ...group, properties: { securityRules, ...more } })
const values = { ...properties, priority: 200 }
const created = `createObject('name', 'b', 'properties', json('${JSON.stringify(values)}'))`

test.each([
  ["[parameters('on')]", listing(`[if(parameters('on'), createArray(${created}), createArray())]`)],
  [
    "[parameters('on')]",
    listing(`[concat(createArray(), if(parameters('on'), createArray(${created}), createArray()))]`),
  ],
  [
    "[greater(if(parameters('on'),1,0), 0)]",
    {
      ...group,
      properties: {
        copy: [
          {
            ...{ name: "securityRules", count: "[if(parameters('on'), 1, 0)]" },
            input: { name: "b", properties: values },
          },
        ],
      },
    },
  ],
])("a rule of a list that a parameter file leaves out is said to be: %s", async (condition, resource) => {
  const { out } = await nsg(["effective", "main.json"], { files: files(resource) })
  expect(out).toContain(`"b" is not deployed: ${condition} is false with the values of main.parameters.json.`)
  const { "main.json": alone = "" } = files(resource)
  expect((await nsg(["effective", "alone.json"], { files: { "alone.json": alone } })).out).toMatch(/^ +200 +b /m)
})

test("of a list in which each way has a rule of that name none is left out", async () => {
  const other = created.replace("200", "201")
  const resource = listing(`[if(parameters('on'), createArray(${created}), createArray(${other}))]`)
  expect((await nsg(["effective", "main.json"], { files: files(resource) })).out).not.toContain("is not deployed")
})

test("what is false whatever is given is no rule, and nothing is left out that another form of it makes", async () => {
  for (const resources of [
    [rule("b", false)],
    [rule("b", "[parameters('on')]"), rule("b", "[not(parameters('on'))]")],
  ]) {
    const { out } = await nsg(["effective", "main.json"], { files: files(group, ...resources) })
    expect(out).not.toContain("is not deployed")
  }
})

test("a group that a parameter file leaves out is the reason why there is none", async () => {
  const left = { ...group, condition: "[parameters('on')]" }
  expect((await nsg(["effective", "main.json"], { files: files(left) })).err).toBe(
    `nsg: no NSG found in main.json: "web" is not deployed: [parameters('on')] is false with the values of main.parameters.json.\n`,
  )
})

test("a parameter without a value that an answer hangs on is named as one, and how to set it", async () => {
  const open = {
    ...rule("b", true),
    properties: { ...rule("b", true).properties, sourceAddressPrefix: "[parameters('adminAddress')]" },
  }
  const { out } = await nsg(["verify", "main.json", "--flow", flow], { files: files(group, open) })
  expect(out).toContain("Parameter adminAddress has no value. Set it in a parameter file beside the template")
})

test.each(["[parameters('on'", "[parameters('on']", "[bogus(]"])(
  "a condition that breaks off is not quoted: %s",
  async condition => {
    const read = { files: files({ ...group, condition }) }
    for (const command of [
      ["effective", "main.json"],
      ["verify", "main.json", "--flow", flow],
    ]) {
      const { out } = await nsg(command, read)
      expect(out).toContain("deployed only if a condition that cannot be read is true.".slice(1))
      expect(out).not.toContain(condition)
    }
  },
)

test("a condition that the text ends in is not quoted", async () => {
  const text = JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    resources: [{ ...group, condition: "[false()]" }],
  })
  const { out } = await nsg(["effective", "cut.json"], { files: { "cut.json": text.slice(0, text.indexOf('"}]}')) } })
  expect(out).toContain("eployed only if a condition that cannot be read is true.")
})
