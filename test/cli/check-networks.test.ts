import { expect, test } from "vitest"
import { id, interfaceIn, networkOf, securityGroup } from "../topology/listed-network.ts"
import { nsg } from "./nsg.ts"

const text = (...resources: readonly object[]) => JSON.stringify(resources, undefined, 1)
const hub = networkOf("hub", ["10.0.0.0/16"], [{ name: "GatewaySubnet", prefix: "10.0.1.0/24", group: "web" }])

const places = async (args: readonly string[], files: Readonly<Record<string, string>>) => {
  const { out } = await nsg(["check", "--format", "json", ...args], { files })
  const report = JSON.parse(out) as {
    files: {
      path: string
      dialect: unknown
      findings: { code: string; range: unknown; related: { path: string }[] }[]
    }[]
  }
  return report.files.map(({ path, findings }) => [path, ...findings.map(({ code }) => code)])
}

test("a finding in a file without any group stands in it, and a file without either is not listed", async () => {
  const spoke = networkOf("spoke", ["10.1.0.0/16"], [{ name: "app", prefix: "10.9.0.0/24" }])
  const files = {
    "a.json": text(spoke),
    "b.json": text(networkOf("other", ["10.2.0.0/16"], [])),
    "c/x.json": text(hub),
  }
  expect(await places(["a.json", "b.json", "c/x.json"], files)).toEqual([
    ["a.json", "subnet-outside-network"],
    ["c/x.json", "group-on-excluded-subnet"],
  ])
  const { out, code } = await nsg(["check", "a.json"], { files })
  expect(code).toBe(1)
  expect(out).toMatch(/^a\.json:\d+:\d+: error: Subnet "app" has prefix 10\.9\.0\.0\/24, which is outside/)
})

test("a file without any group has code frames, and what it says of its findings counts", async () => {
  const lines = [
    "- name: spoke",
    "  type: Microsoft.Network/virtualNetworks",
    "  addressSpace: { addressPrefixes: [10.1.0.0/16] }",
  ]
  const subnet = "  subnets: [{ name: app, addressPrefix: 10.9.0.0/24 }]"
  const output = async (...more: readonly string[]) => {
    const text = `${[...lines, ...more].join("\n")}\n`
    return nsg(["check", "net/spoke.yaml"], { files: { "net/spoke.yaml": text } })
  }
  expect((await output(subnet)).out).toContain(`  4 | ${subnet}\n    | ${" ".repeat(20)}^^^\n`)
  const ignored = await output(`${subnet} # nsg-ignore subnet-outside-network: it moves next week`)
  expect(ignored.out).toContain("No problems in 0 NSGs with 0 rules (1 file); 1 suppressed.")
  expect(ignored.code).toBe(0)
  const unused = await output("  subnets: [] # nsg-ignore subnet-outside-network: it moves next week")
  expect(unused.out).toContain("[unused-suppression]")
})

test("a place in another file is told with that file's path", async () => {
  const files = {
    "a.json": text(networkOf("hub", ["10.0.0.0/16"], [], ["spoke"])),
    "b.json": text(networkOf("spoke", ["10.1.0.0/16"], [])),
  }
  const { out } = await nsg(["check", "--format", "json", "."], { files })
  const [file] = JSON.parse(out).files
  expect(file).toMatchObject({ path: "a.json", groups: [], findings: [{ code: "one-sided-peering" }] })
  expect(file.findings[0]).toMatchObject({ severity: "warning", group: null, related: [{ path: "b.json" }] })
})

test("a folder is the whole, unless it holds files that are not read; single files are not", async () => {
  const template = (...resources: readonly object[]) =>
    JSON.stringify({ $schema, contentVersion: "1.0.0.0", resources })
  const own = (type: string, name: string, properties: object) => {
    return { type: `Microsoft.Network/${type}`, apiVersion: "2023-09-01", name, properties }
  }
  const files = {
    "group.json": template(own("networkSecurityGroups", "old", { securityRules: [] })),
    "net.json": template(own("virtualNetworks", "hub", { subnets: [{ name: "app", properties: {} }] })),
  }
  const found = async (args: readonly string[], more = {}) => (await places(args, { ...files, ...more })).flat()
  expect(await found(["."])).toContain("unattached-group")
  expect(await found(["group.json", "net.json"])).not.toContain("unattached-group")
  expect(await found(["."], { "main.tf": "" })).not.toContain("unattached-group")
})

const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

test("an export is the whole, also of a single file", async () => {
  const nic = interfaceIn("nic", "hub/app", { group: "web" })
  const network = networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.0.1.0/24" }])
  const all = text(network, nic, securityGroup("web"), securityGroup("old"))
  expect(await places(["all.json"], { "all.json": all })).toEqual([["all.json", "unattached-group"]])
  const claimed = text(network, nic, securityGroup("web"), {
    ...securityGroup("old"),
    properties: { securityRules: [], subnets: [{ id: id("virtualNetworks/far/subnets/far") }] },
  })
  expect(await places(["all.json"], { "all.json": claimed })).toEqual([["all.json"]])
})

test("what one level opens is no exposure where the other is known to be closed for each machine", async () => {
  const group = (name: string, ...ports: readonly string[]) => {
    const any = { sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*" }
    const rule = { priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", ...any }
    const securityRules = ports.map((port, index) => ({
      name: `open-${port}`,
      properties: { ...rule, priority: 100 + index, destinationPortRange: port },
    }))
    return { ...securityGroup(name), properties: { securityRules } }
  }
  const net = networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.0.1.0/24", group: "outer" }])
  const nic = interfaceIn("web-0", "hub/app", { address: "10.0.1.4", group: "inner" })
  const found = (outer: object, inner: object) =>
    places(["."], { "all.json": text(outer, inner, net, nic) }).then(([file = []]) => file.slice(1))
  expect(await found(group("outer"), group("inner", "22"))).toEqual(["one-way-path"])
  expect(await found(group("outer", "22"), group("inner"))).toEqual(["one-way-path"])
  expect(await found(group("outer", "22"), group("inner", "22"))).toEqual([
    "exposed-management-port",
    "exposed-management-port",
  ])
})
