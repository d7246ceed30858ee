import { expect, test } from "vitest"
import { issueOf, latestOf } from "../../server/src/azure/tag-data.ts"
import { isTagFileName, readTagFile } from "../../server/src/azure/tag-file.ts"
import { tagDataOf, tagFileText } from "../support/tag-data.ts"

const name = "ServiceTags_Public_20251028.json"
const text = tagFileText({ Storage: ["20.38.98.0/24", "2603:1000::/47"], "Storage.WestEurope": ["20.38.98.0/25"] })

test("Microsoft's file: tags in lower case, its cloud and change number, the date of its name", () => {
  const data = tagDataOf(text, `/w/${name}`)
  expect(data).toMatchObject({ cloud: "Public", changeNumber: 375, date: "2025-10-28", problems: [] })
  expect([...data.tags.keys()]).toEqual(["tag:storage", "tag:storage.westeurope"])
  const storage = data.tags.get("tag:storage")
  expect(storage?.prefixes.map(({ key }) => key)).toEqual(["20.38.98.0/24", "2603:1000::/47"])
  expect(storage?.networkFeatures).toContain("VSE")
  expect(issueOf(data)).toBe("2025-10-28 (Public)")
})

test("what the discovery API and az print: a name, a type, numbers as text, and a link to another page", () => {
  const page = {
    name: "Public",
    id: "/subscriptions/x/providers/Microsoft.Network/serviceTags/Public",
    type: "Microsoft.Network/serviceTags",
    changeNumber: "63",
    cloud: "Public",
    values: [
      {
        name: "ApiManagement",
        id: "ApiManagement",
        serviceTagChangeNumber: "63",
        properties: {
          changeNumber: "4",
          region: "",
          state: "GA",
          networkFeatures: null,
          systemService: "AzureApiManagement",
          addressPrefixes: ["13.64.39.16/32"],
        },
      },
    ],
    nextLink: "",
  }
  const data = tagDataOf(JSON.stringify(page), "tags.json")
  expect(data).toMatchObject({ cloud: "Public", changeNumber: 63, date: undefined, problems: [] })
  expect(data.tags.get("tag:apimanagement")?.networkFeatures).toEqual([])
  expect(issueOf(data)).toBe("change 63 (Public)")
  const first = tagDataOf(JSON.stringify({ ...page, nextLink: "https://management.azure.com/next" }), "tags.json")
  expect(first.problems).toEqual(['"nextLink": there are more pages, whose tags are missing here.'])
})

test("what PowerShell prints of it: keys in capitals", () => {
  const printed = {
    ChangeNumber: "63",
    Cloud: "AzureGovernment",
    Values: [{ Name: "Sql", Properties: { AddressPrefixes: ["13.72.19.232/32"], NetworkFeatures: ["NSG"] } }],
  }
  const data = tagDataOf(JSON.stringify(printed), "tags.json")
  expect(data.cloud).toBe("AzureGovernment")
  expect(data.tags.get("tag:sql")).toMatchObject({ name: "Sql", networkFeatures: ["NSG"] })
})

test("a tag of which anything cannot be read is left out as a whole, and the others stay", () => {
  const bad = tagFileText({
    Storage: ["20.38.98.0/24", "20.38.98.1/24"],
    Sql: ["13.65.25.19/32"],
    Internet: ["0.0.0.0/0"],
  })
  const data = tagDataOf(bad, name)
  // Internet is computed for each network, whatever a file says.
  expect([...data.tags.keys()]).toEqual(["tag:sql"])
  expect(data.problems).toEqual(['Storage is left out: "20.38.98.1/24" is not an address prefix.'])
  const parts = tagDataOf(
    '{ "values": [{}, { "name": "A" }, { "name": "B", "properties": { "addressPrefixes": [] } }, { "name": "C", "properties": { "addressPrefixes": ["1.2.3.4"] } }] }',
    "x",
  )
  expect(parts.problems).toEqual([
    "values[0] has no name.",
    'A is left out: it has no list "addressPrefixes".',
    "B is left out: it has no prefix.",
  ])
  expect(parts).toMatchObject({ cloud: undefined, changeNumber: undefined })
  expect(issueOf(parts)).toBe("unknown date")
})

test.each([
  ["", "is cut off: its JSON does not end."],
  ["{ values: [] }", "is not JSON."],
  ["<html></html>", "is not JSON."],
  ['{ "values": [x] }', "is not JSON."],
  ["[]", 'is not a service tag file: it has no list "values".'],
  ["null", 'is not a service tag file: it has no list "values".'],
  ['{ "values": {} }', 'is not a service tag file: it has no list "values".'],
  ['{ "values": [] }', "lists no service tag."],
  ['{ "values": [1] }', "lists no service tag: values[0] has no name."],
])("%j %s", (text, problem) => expect(readTagFile(text, name)).toMatchObject({ problem }))

test("wherever a file is cut off, it is said where, and nothing of it is taken", () => {
  for (let end = 0; end < text.length; end += 7) {
    const cut = text.slice(0, end)
    const lines = cut.split("\n")
    const found = readTagFile(cut, name)
    expect(found).toMatchObject({ problem: "is cut off: its JSON does not end." })
    expect("problem" in found && found.at?.line).toBe(lines.length)
  }
})

test.each([
  ["ServiceTags_Public_20251028.json", true, "2025-10-28"],
  ["/w/ServiceTags_AzureGovernment_20260720.json", true, "2026-07-20"],
  ["file:///w/servicetags_China_20260720.JSON", true, "2026-07-20"],
  ["ServiceTags_Public.json", true, undefined],
  ["ServiceTags_Public_20251399.json", true, undefined],
  ["20251028/tags.json", false, undefined],
  ["MyServiceTags_Public_20251028.json", false, "2025-10-28"],
])("%s: a tag file's name %s, date %s", (path, isTagFile, date) => {
  expect(isTagFileName(path)).toBe(isTagFile)
  expect(tagDataOf(text, path).date).toBe(date)
})

test("of several files the latest of a cloud; of several clouds none, for none is named", () => {
  const [old, late, china] = [
    { ...tagDataOf(text, name), changeNumber: 375 },
    { ...tagDataOf(text, "ServiceTags_Public_20251117.json"), changeNumber: 376 },
    tagDataOf(tagFileText({ Sql: ["1.2.3.4"] }, "China"), "ServiceTags_China_20260720.json"),
  ] as const
  expect(latestOf([old, late])).toBe(late)
  expect(latestOf([late, old])).toBe(late)
  expect(latestOf([old, china])).toBeUndefined()
  expect(latestOf([])).toBeUndefined()
})
