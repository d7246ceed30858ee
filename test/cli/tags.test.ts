import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { tagFileText } from "../support/tag-data.ts"
import { nsg } from "./nsg.ts"

const tagText = tagFileText({
  Storage: ["20.38.96.0/19", "2603:1000::/47"],
  "Storage.EastUS": ["20.38.98.0/24"],
  AzureCloud: ["20.0.0.0/8"],
  AzureTomorrow: ["13.65.0.0/16"],
})
const tagFile = "ServiceTags_Public_20251028.json"
const files = {
  [tagFile]: tagText,
  "cut.json": tagText.slice(0, 500),
  "web.json": azGroup("web", [
    { name: "no-storage", priority: 100, direction: "Outbound", access: "Deny", destination: "Storage" },
    { name: "blob", priority: 200, direction: "Outbound", destination: "20.38.98.0/24", port: "443" },
    { name: "new", priority: 300, direction: "Outbound", destination: "AzureTomorrow", port: "443" },
  ]),
}
const option = ["--service-tags", tagFile]

test("tags of an address, the narrowest first", async () => {
  expect((await nsg(["tags", "20.38.98.1", ...option], { files })).out).toMatchInlineSnapshot(`
    "3 service tags contain 20.38.98.1, according to the service tag data of 2025-10-28 (Public):
      Storage.EastUS  20.38.98.0/24
      Storage         20.38.96.0/19
      AzureCloud      20.0.0.0/8
    "
  `)
  const { code, out } = await nsg(["tags", "--format=json", "2603:1000::7", ...option], { files })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    version: 1,
    address: "2603:1000::7",
    tags: [{ name: "Storage", prefix: "2603:1000::/47" }],
    data: { cloud: "Public", changeNumber: 375, date: "2025-10-28" },
  })
  expect((await nsg(["tags", "20.38.0.0/16", ...option], { files })).out).toContain(
    "1 service tag contains all of 20.38.0.0/16",
  )
  expect((await nsg(["tags", "10.0.0.4", ...option], { files })).out).toBe(
    "No service tag contains 10.0.0.4, according to the service tag data of 2025-10-28 (Public).\n",
  )
})

test("a tag: what it is for, its direction, regions, prefixes, and of when the data is", async () => {
  expect((await nsg(["tags", "storage", ...option], { files })).out).toMatchInlineSnapshot(`
    "Storage
      Azure Storage (service, not one account).
      Microsoft lists it for outbound rules.
      Also available for 1 region: Storage.EastUS.
      It has 2 prefixes (1 IPv4, 1 IPv6) in the service tag data of 2025-10-28 (Public).
      The routes of a service endpoint for it have the same prefixes.
    "
  `)
  const { out } = await nsg(["tags", "Sql.WestEurope", "--format", "json", ...option], { files })
  expect(JSON.parse(out)).toMatchObject({
    tag: "Sql.WestEurope",
    clouds: ["Public"],
    prefixes: null,
    direction: "Outbound",
  })
  expect((await nsg(["tags", "Sql", ...option], { files })).out).toContain("Not in the service tag data")
  expect((await nsg(["tags", "AzureTomorrow", ...option], { files })).out).toContain("It has 1 prefix (1 IPv4, 0 IPv6)")
})

test("without data what is known of a tag all the same", async () => {
  expect((await nsg(["tags", "ChaosStudio"])).out).toMatchInlineSnapshot(`
    "ChaosStudio
      Azure Chaos Studio.
      Microsoft lists it for inbound and outbound rules.
      Only in the Public cloud.
    "
  `)
  expect((await nsg(["tags", "VirtualNetwork"])).out).toContain("peered")
})

test.each([
  [["tags"], "tags needs one address or service tag. See nsg tags --help."],
  [["tags", "20.38.98.1"], "the tags of an address need --service-tags FILE. See nsg tags --help."],
  [["tags", "Storag"], 'there is no service tag "Storag". Did you mean Storage?'],
  [
    ["tags", "AzureCloud.norwayeast"],
    'there is no service tag "AzureCloud.norwayeast". Did you mean AzureCloud.norwaye?',
  ],
  [["tags", "20.38.98.1/24"], '"20.38.98.1/24" is not an address, a prefix or a service tag. Use 20.38.98.0/24.'],
  [["tags", "*"], '"*" is not one address, prefix or service tag.'],
  [["tags", "Sql", "--service-tags", "none.json"], "--service-tags: none.json does not exist."],
  [
    ["tags", "Sql", "--service-tags", "web.json"],
    '--service-tags: web.json is not a service tag file: it has no list "values".',
  ],
  [["check", "--service-tags", "cut.json", "."], "--service-tags: cut.json:26:4 is cut off: its JSON does not end."],
  [
    ["verify", "web.json", "--service-tags", "cut.json", "--flow", "outbound tcp 10.0.0.4 -> 8.8.8.8:443"],
    "--service-tags: cut.json:26:4 is cut off: its JSON does not end.",
  ],
  [["effective", "web.json", "--service-tags", "none.json"], "--service-tags: none.json does not exist."],
])("%j is refused", async (args, problem) => {
  expect(await nsg(args, { files })).toEqual({ code: 2, out: "", err: `nsg: ${problem}\n` })
})

test("check: what the data adds is an Information that names its date; a tag of the data is no unknown word", async () => {
  const without = await nsg(["check", "web.json", "--format=json"], { files })
  const codes = (out: string) =>
    JSON.parse(out).files[0].findings.map(({ code, severity }: Record<string, string>) => `${severity} ${code}`)
  expect(codes(without.out)).toEqual(["information unknown-service-tag"])
  const { code, out, err } = await nsg(["check", "web.json", "--format=json", ...option], { files })
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(codes(out)).toEqual(["information shadowed-by-tag-data"])
  const [finding] = JSON.parse(out).files[0].findings
  expect(finding.message).toContain("never matches with the service tag data of 2025-10-28 (Public)")
  expect(finding.data).toEqual({
    coveredBy: ["no-storage"],
    conflict: true,
    tags: ["Storage"],
    tagData: { cloud: "Public", changeNumber: 375, date: "2025-10-28" },
  })
})

test("check: a tag file among the paths is used, the latest of several; one that cannot be read is said", async () => {
  const newer = tagFileText({ Storage: ["13.64.0.0/16"] }).replace("375", "376")
  const count = async (extra: Readonly<Record<string, string>>) => {
    const { code, out, err } = await nsg(["check", ".", "--format=json"], { files: { ...files, ...extra } })
    const [{ findings }] = JSON.parse(out).files
    const shadowed = findings.filter((one: { code: string }) => one.code === "shadowed-by-tag-data")
    return { code, err, shadowed: shadowed.length }
  }
  expect(await count({})).toEqual({ code: 0, err: "", shadowed: 1 })
  expect(await count({ "tags/ServiceTags_Public_20251117.json": newer })).toEqual({ code: 0, err: "", shadowed: 0 })
  expect(await count({ "ServiceTags_Public_20251117.json": newer.slice(0, 100) })).toEqual({
    code: 2,
    err: "nsg: ServiceTags_Public_20251117.json:7:10 is cut off: its JSON does not end.\n",
    shadowed: 1,
  })
  expect(await count({ "ServiceTags_China_20260720.json": tagFileText({ Sql: ["1.2.3.4"] }, "China") })).toEqual({
    code: 0,
    err: "nsg: service tag files of different clouds, 2026-07-20 (China) and 2025-10-28 (Public): none is used. Name one with --service-tags.\n",
    shadowed: 0,
  })
  const explicit = await nsg(["check", ".", "--format=json", ...option], {
    files: { ...files, "ServiceTags_Public_20251117.json": newer },
  })
  expect(explicit.out).toContain("shadowed-by-tag-data")
})

test("what of a tag file is left out is said on standard error", async () => {
  const bad = tagFileText({ Sql: ["1.2.3.4/33"], Storage: ["20.38.96.0/19"] })
  const { code, err } = await nsg(["tags", "Storage", "--service-tags", "bad.json"], { files: { "bad.json": bad } })
  expect({ code, err }).toEqual({
    code: 0,
    err: 'nsg: bad.json: Sql is left out: "1.2.3.4/33" is not an address prefix.\n',
  })
})

test("verify: with data a tag decides", async () => {
  const flow = ["verify", "web.json", "--flow", "outbound tcp 10.0.0.4 -> 20.38.98.7:443"]
  expect((await nsg(flow, { files })).code).toBe(3)
  const { code, out } = await nsg([...flow, ...option], { files })
  expect(code).toBe(1)
  expect(out).toContain("The addresses of Storage are those in the service tag data of 2025-10-28 (Public).")
  const { assumptions } = JSON.parse((await nsg([...flow, ...option, "--format=json"], { files })).out)
  expect(assumptions).toContain("The addresses of Storage are those in the service tag data of 2025-10-28 (Public).")
})

test("effective: with data Azure's expanded sides and tagMap; without it the same as ever", async () => {
  const plain = await nsg(["effective", "web.json", "--format=json"], { files })
  expect(plain.out).not.toMatch(/expanded|tagMap/)
  const { out } = await nsg(["effective", "web.json", "--format=json", ...option], { files })
  const [{ tagMap, effectiveSecurityRules }] = JSON.parse(out).value
  expect(tagMap).toEqual({ Storage: ["20.38.96.0/19", "2603:1000::/47"], AzureTomorrow: ["13.65.0.0/16"] })
  const expanded = effectiveSecurityRules.flatMap((rule: Record<string, unknown>) =>
    rule.expandedDestinationAddressPrefix ? [[rule.name, rule.expandedDestinationAddressPrefix]] : [],
  )
  expect(expanded).toEqual([
    ["securityRules/no-storage", ["20.38.96.0/19", "2603:1000::/47"]],
    ["securityRules/new", ["13.65.0.0/16"]],
  ])
  const text = (await nsg(["effective", "web.json", ...option], { files })).out
  expect(text).toContain(
    "In the service tag data of 2025-10-28 (Public) Storage has 2 prefixes and AzureTomorrow has 1 prefix.",
  )
})
