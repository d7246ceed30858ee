import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

const template = (resources: readonly object[], more: object = {}) =>
  JSON.stringify({ $schema: schema, contentVersion: "1.0.0.0", ...more, resources }, undefined, 1)

const deployment = (name: string, properties: object) => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name },
  properties: { mode: "Incremental", ...properties },
})

const main = template([
  deployment("nsg", {
    templateLink: { relativePath: "nested/nsg.json" },
    parameters: { port: { value: "3389" } },
  }),
  deployment("net", {
    templateLink: { uri: "[uri(deployment().properties.templateLink.uri, 'nested/net.json')]" },
    parameters: { nsg: { value: "[reference('nsg').outputs.id.value]" } },
  }),
])

const group = template(
  [
    {
      ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
      properties: {
        securityRules: [
          {
            name: "in",
            properties: {
              ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
              ...{ sourcePortRange: "*", destinationAddressPrefix: "*" },
              destinationPortRange: "[parameters('port')]",
            },
          },
        ],
      },
    },
  ],
  {
    parameters: { port: { type: "string" } },
    outputs: { id: { type: "string", value: "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } },
  },
)

const network = template(
  [
    {
      ...{ type: "Microsoft.Network/virtualNetworks", apiVersion: "2023-09-01", name: "hub" },
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [
          {
            name: "web",
            properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: "[parameters('nsg')]" } },
          },
        ],
      },
    },
  ],
  { parameters: { nsg: { type: "string" } } },
)

const files = { "main.json": main, "nested/nsg.json": group, "nested/net.json": network }

test("what a template links is read with it, though nobody named it", async () => {
  const { code, out, err } = await nsg(["topology", "main.json"], { files })
  expect({ code, out, err }).toEqual({ code: 0, out: "hub  10.0.0.0/16\n  web  10.0.1.0/24  NSG web\n", err: "" })
})

test("a flow is answered by the linked group, with what is handed over", async () => {
  const flow = "inbound tcp 203.0.113.7 -> 10.0.1.4:3389"
  const { code, out, err } = await nsg(["verify", "main.json", "--flow", flow], { files })
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(out).toContain('by "in" (100) of web (subnet hub/web, inbound)')
})

test("findings stand in the linked file, and lead to the value that is handed over", async () => {
  const { code, out } = await nsg(["check", "main.json"], { files })
  expect(code).toBe(1)
  expect(out).toContain('nested/nsg.json:29:32: error: "in" (100) opens RDP')
  expect(out).toMatch(/main\.json:\d+:\d+: The value of port is set here\./)
})

test("a linked file that nobody named has the settings of its own configuration", async () => {
  const off = '{ "checks": { "exposed-management-port": "off" } }'
  expect((await nsg(["check", "main.json"], { files })).out).toContain("exposed-management-port")
  for (const place of [".nsgrc.json", "nested/.nsgrc.json"]) {
    const { code, out } = await nsg(["check", "main.json"], { files: { ...files, [place]: off } })
    expect([place, code, out.includes("exposed-management-port")]).toEqual([place, 0, false])
  }
  const wrong = await nsg(["check", "main.json"], { files: { ...files, "nested/.nsgrc.json": '{ "chekcs": {} }' } })
  expect(wrong.err).toContain("nested/.nsgrc.json:1:4: ")
})

test("a link that leads nowhere is said, and the answer is that of the rest", async () => {
  const { "nested/net.json": _, ...rest } = files
  const gone = { ...rest, "main.json": main.replace("nested/net.json", "gone.json") }
  const { out, err, code } = await nsg(["effective", "main.json"], { files: gone })
  expect(code).toBe(0)
  expect(out).toContain("3389")
  expect(err).toMatch(
    /^nsg: main\.json:\d+:\d+: the linked template \[uri\(.*'gone\.json'\)\] is not among these files\. What it deploys is not part of the answer\.\n$/,
  )
})

test("links that lead nowhere are said once for each template, and no more than a few", async () => {
  const template = JSON.parse(main)
  const [link] = template.resources
  const linksTo = (...names: readonly string[]) =>
    names.map((relativePath, place) => ({
      ...{ type: link.type, apiVersion: link.apiVersion, name: `gone-${place}` },
      properties: { mode: "Incremental", templateLink: { relativePath } },
    }))
  const ask = async (...names: readonly string[]) => {
    const text = JSON.stringify({ ...template, resources: [...template.resources, ...linksTo(...names)] })
    return (await nsg(["effective", "main.json"], { files: { ...files, "main.json": text } })).err
  }
  expect(await ask("a.json", "b.json", "a.json")).toMatch(
    /a\.json \(linked 2 times\) is not .*\n.* b\.json is not .*\n$/,
  )
  const names = Array.from({ length: 9 }, (_, place) => `${place}.json`)
  expect((await ask(...names)).split("\n").at(-2)).toBe("nsg: 4 more linked templates are not among these files.")
})

test("a difference of a linked template is one of what links it", async () => {
  const prefixed = (folder: string, all: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(all).map(([name, text]) => [`${folder}/${name}`, text]))
  const changed = { ...files, "main.json": main.replace('"3389"', '"443"') }
  const both = { ...prefixed("old", files), ...prefixed("new", changed) }
  const { code, out } = await nsg(["diff", "old", "new"], { files: both })
  expect(code).toBe(1)
  expect(out).toContain("443")
  expect(out).toContain("3389")
})

test("of what several deployments make of one template the question says how to ask", async () => {
  const both = { ...files, "second.json": main }
  const flow = "inbound tcp 203.0.113.7 -> 10.9.9.9:22"
  const { code, err } = await nsg(["verify", ".", "--nsg", "web", "--flow", flow], { files: both })
  expect(code).toBe(2)
  expect(err).toContain('2 NSGs here are called "web": several deployments use the same linked template.')
})
