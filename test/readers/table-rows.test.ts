import { expect, test } from "vitest"
import { readDocument, readResources } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const type = "microsoft.network/networksecuritygroups"
const rule = {
  name: 'web "80" — Ü',
  properties: {
    ...{ priority: 70_000, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "80" },
  },
}

const inText = (properties: object) => JSON.stringify([{ name: "n", type, properties: JSON.stringify(properties) }])

test("what stands in the text of a row's properties has its place in the document", () => {
  const text = inText({ securityRules: [rule] }).replace("—", "\\u2014")
  const read = readDocument(parseText(text, "json", defaultBounds))
  const [located] = read!.groups[0]!.rules
  expect(located?.name).toBe(rule.name)
  const at = (range: { start: number; end: number } | undefined) => range && text.slice(range.start, range.end)
  expect(at(located?.at.properties.priority)).toBe("70000")
  expect(at(located?.at.properties.destinationPortRange)).toBe("80")
  expect(at(located?.at.name)).toBe(String.raw`web \\\"80\\\" \u2014 Ü`)
})

test("a text that is no JSON leaves the group unknown, and no other resource becomes one", () => {
  for (const properties of ["{", "{ is no JSON", "cut off", '{"securityRules": [,]}']) {
    const rows = [
      { name: "n", type, properties },
      { name: "v", type: "microsoft.network/virtualnetworks", properties },
    ]
    const document = parseText(JSON.stringify(rows), "json", defaultBounds)
    expect(
      readDocument(document)?.groups.map(({ name, incompleteReason }) => [name, incompleteReason !== undefined]),
    ).toEqual([["n", true]])
    expect(readResources(document).map(({ name }) => name)).toEqual(["n", "v"])
  }
})

test("a table may have rows that are too short, and other things may have columns and rows", () => {
  const columns = ["name", "type", "properties"].map(name => ({ name, type: "string" }))
  const group = ["n", type, { securityRules: [rule] }]
  const groupsIn = (value: object) =>
    readDocument(parseText(JSON.stringify(value), "json", defaultBounds))?.groups.map(({ name, rules }) => [
      name,
      rules.length,
    ])
  expect(groupsIn({ data: { columns, rows: [["x"], [], group] } })).toEqual([["n", 1]])
  expect(
    groupsIn({ data: { columns: 3, rows: [{ name: "n", type, properties: { securityRules: [rule] } }] } }),
  ).toEqual([["n", 1]])
})

test("columns that are named for parts of the properties make a resource of their row", () => {
  const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web"
  const text = JSON.stringify([
    { id, name: "web", properties_securityRules: [rule], properties_defaultSecurityRules: [] },
  ])
  const read = readDocument(parseText(text, "json", defaultBounds))
  expect(read?.groups.map(({ name, id: own, rules }) => [name, own, rules.map(each => each.name)])).toEqual([
    ["web", id, [rule.name]],
  ])
  const row = { name: "ssh", id: `${id}/securityRules/ssh`, type: `${type}/securityrules` }
  const columns = Object.entries(rule.properties).map(([key, value]) => [`properties_${key}`, value])
  const single = JSON.stringify({ data: [{ ...row, ...Object.fromEntries(columns) }] })
  const [group] = readDocument(parseText(single, "json", defaultBounds))?.groups ?? []
  expect(group).toMatchObject({ name: "web", rules: [{ name: "ssh", direction: "Inbound", access: "Allow" }] })
})
