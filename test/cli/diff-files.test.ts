import { chmod } from "node:fs/promises"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { tagFileText } from "../support/tag-data.ts"
import { nsg, type Surroundings } from "./nsg.ts"

const https = { name: "https", priority: 100, source: "Internet", port: "443" }
const ssh = { name: "ssh", priority: 110, source: "203.0.113.0/24", port: "22" }

async function compare(args: readonly string[], surroundings: Surroundings) {
  const { code, out, err } = await nsg(["diff", ...args, "--format", "json"], surroundings)
  const groups = out === "" ? [] : JSON.parse(out).groups
  return { code, err, told: groups.map(told) }
}

function told({ name, status, newlyAllowed, newlyDenied, uncertain }: Record<string, string & unknown[]>): string {
  return `${name} ${status} +${newlyAllowed?.length} -${newlyDenied?.length} ?${uncertain?.length}`
}

describe("a Terraform plan", () => {
  const rule = (name: string, priority: number, ports: string) => ({
    ...{ name, priority, direction: "Inbound", access: "Allow", protocol: "Tcp", source_address_prefix: "Internet" },
    ...{ source_port_range: "*", destination_address_prefix: "*", destination_port_range: ports },
  })
  const group = (address: string, name: string, rules: readonly object[]) => ({
    ...{ address, type: "azurerm_network_security_group", name: "x" },
    values: { name, resource_group_name: "rg", security_rule: rules },
  })
  const change = (
    address: string,
    name: string,
    before: readonly object[] | null,
    after: readonly object[] | null,
  ) => ({
    ...{ address, type: "azurerm_network_security_group", name: "x", mode: "managed" },
    change: {
      actions: [before === null ? "create" : after === null ? "delete" : "update"],
      before: before && group(address, name, before).values,
      after: after && group(address, name, after).values,
      after_unknown: {},
    },
  })
  const resource_changes = [
    change(
      "azurerm_network_security_group.a",
      "a",
      [rule("x", 100, "443")],
      [rule("x", 100, "443"), rule("y", 110, "22")],
    ),
    change("module.m[0].azurerm_network_security_group.b", "b", [rule("x", 100, "443")], [rule("z", 200, "443")]),
    change("azurerm_network_security_group.c", "c", [rule("x", 100, "443")], null),
    change("azurerm_network_security_group.d", "d", null, []),
  ]
  const plan = JSON.stringify({ format_version: "1.2", terraform_version: "1.9.0", resource_changes })
  const expected = ["a changed +1 -0 ?0", "b equal +0 -0 ?0", "d added +0 -0 ?0", "c removed +0 -0 ?0"]

  test("compares before with after", async () => {
    expect(await compare(["plan.json"], { files: { "plan.json": plan } })).toEqual({ code: 1, err: "", told: expected })
  })

  test("also in a folder, where what is no plan is no part of it", async () => {
    const files = { "out/plan.json": plan, "out/other.json": azGroup("other", [https]) }
    expect(await compare(["out"], { files })).toEqual({ code: 1, err: "", told: expected })
  })

  test("what is known only after apply may be another value after another plan", async () => {
    const later = (more: object) => {
      const values = rule("x", 100, "443")
      const { source_address_prefix: _, ...known } = values
      const after = { name: "a", resource_group_name: "rg", security_rule: [known] }
      const unknown = { security_rule: [{ source_address_prefix: true }] }
      const own = { actions: ["create"], before: null, after, after_unknown: unknown }
      const address = "azurerm_network_security_group.a"
      const type = "azurerm_network_security_group"
      return JSON.stringify({ format_version: "1.2", ...more, resource_changes: [{ address, type, change: own }] })
    }
    const files = { "one.json": later({ a: 1 }), "two.json": later({ a: 2 }) }
    expect(await compare(["one.json", "one.json"], { files })).toMatchObject({ code: 0 })
    expect(await compare(["one.json", "two.json"], { files })).toMatchObject({ code: 3 })
  })

  test("what is none has to be compared with something", async () => {
    const { code, err } = await compare(["a.json"], { files: { "a.json": azGroup("a", [https]) } })
    expect({ code, err }).toEqual({
      code: 2,
      err: "nsg: a.json is not a Terraform plan: give OLD and NEW.\n",
    })
  })
})

test.skipIf(process.getuid?.() === 0)(
  "a file of a folder that cannot be read is told, and the others are compared",
  async () => {
    const files = {
      "old/a.json": azGroup("a", [https]),
      "old/b.json": azGroup("b", [https]),
      "new/a.json": azGroup("a", [https, ssh]),
      "new/b.json": azGroup("b", [https]),
    }
    const prepare = (cwd: string) => chmod(path.join(cwd, "new/b.json"), 0)
    expect(await compare(["old", "new"], { files, prepare })).toEqual({
      code: 2,
      err: "nsg: new/b.json cannot be read: permission denied.\n",
      told: ["a changed +1 -0 ?0"],
    })
  },
)

test("a tag file that cannot be read is told, and the groups are compared", async () => {
  const files = {
    "old/a.json": azGroup("a", [https]),
    "new/a.json": azGroup("a", [https, ssh]),
    "new/ServiceTags_Public_20260101.json": "{}",
  }
  const { code, err, told } = await compare(["old", "new"], { files })
  expect(told).toEqual(["a changed +1 -0 ?0"])
  expect(err).toMatch(/^nsg: new\/ServiceTags_Public_20260101\.json /)
  expect(code).toBe(2)
})

test("a tag file among the files says what tags hold", async () => {
  const storage = { name: "s", priority: 100, source: "Storage", port: "443" }
  const files = {
    "old/a.json": azGroup("a", [storage]),
    "new/a.json": azGroup("a", [{ ...storage, source: "20.38.98.0/24" }]),
    "new/ServiceTags_Public_20260101.json": tagFileText({ Storage: ["20.38.98.0/24"] }),
  }
  expect(await compare(["old", "new"], { files })).toEqual({ code: 0, err: "", told: ["a equal +0 -0 ?0"] })
})

test("standard input is one of the versions", async () => {
  const surroundings = { files: { "a.json": azGroup("a", [https, ssh]) }, stdin: azGroup("a", [https]) }
  expect(await compare(["-", "a.json"], surroundings)).toEqual({ code: 1, err: "", told: ["a changed +1 -0 ?0"] })
})

describe("several groups of one name in a file", () => {
  const pair = (...groups: readonly string[]) => `[${groups.join(",")}]`
  test.each<[string, string, string, readonly string[]]>([
    [
      "in another order",
      pair(azGroup("a", [https]), azGroup("a", [ssh])),
      pair(azGroup("a", [ssh]), azGroup("a", [https])),
      ["equal", "equal"],
    ],
    [
      "one of them gone",
      pair(azGroup("a", [https]), azGroup("a", [ssh])),
      pair(azGroup("a", [ssh])),
      ["equal", "removed"],
    ],
    [
      "one of them edited",
      pair(azGroup("a", [https]), azGroup("a", [])),
      pair(azGroup("a", [https, ssh]), azGroup("a", [])),
      ["changed", "equal"],
    ],
  ])("%s", async (_, old, now, expected) => {
    const { told } = await compare(["old.json", "new.json"], { files: { "old.json": old, "new.json": now } })
    expect(told.map((line: string) => line.split(" ")[1])).toEqual(expected)
  })
})

test("a group that is written out inside of a subnet is compared, too", async () => {
  const subnet = (rules: readonly object[]) =>
    JSON.stringify({
      ...{ name: "hub", type: "Microsoft.Network/virtualNetworks", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
      subnets: [
        { name: "web", addressPrefix: "10.0.0.0/24", networkSecurityGroup: JSON.parse(azGroup("a", rules as [])) },
      ],
    })
  const files = { "old.json": subnet([https]), "new.json": subnet([https, ssh]) }
  const { code, told } = await compare(["old.json", "new.json"], { files })
  expect(told).toEqual(["a changed +1 -0 ?0"])
  expect(code).toBe(1)
})
