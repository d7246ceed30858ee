import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const groupsOf = (rows: unknown) =>
  readDocument(parseText(JSON.stringify(rows), "json", defaultBounds))?.groups.map(({ name, rules }) => [
    name,
    ...rules.map(rule => rule.name),
    ...rules.flatMap(rule => rule.unknownKeys.map(({ key }) => `? ${key}`)),
  ])

const row = (columns: object) => ({ ...plainRule, ...columns })

// A report on all rules of a subscription says of each in which group it is: rules of two groups do not meet.
test.each<readonly [string, readonly object[], readonly unknown[]]>([
  [
    "by name",
    [
      row({ nsgName: "web", ruleName: "a" }),
      row({ nsgName: "db", ruleName: "b" }),
      row({ nsgName: "Web", ruleName: "c" }),
    ],
    [
      ["web", "a", "c"],
      ["db", "b"],
    ],
  ],
  [
    "in other words",
    [row({ NetworkSecurityGroup: "web", name: "a" }), row({ nsg_name: "db", name: "b" })],
    [
      ["web", "a"],
      ["db", "b"],
    ],
  ],
  [
    "by resource group, too",
    [row({ NSG: "web", ResourceGroup: "one", name: "a" }), row({ NSG: "web", ResourceGroup: "two", name: "b" })],
    [
      ["web", "a"],
      ["web", "b"],
    ],
  ],
  ["not at all", [row({ name: "a" }), row({ name: "b", foo: "me" })], [["(unnamed group)", "a", "b", "? foo"]]],
])("rows of rules tell their group: %s", (_title, rows, groups) => {
  expect(groupsOf(rows)).toEqual(groups)
})

test("what PowerShell 5 prints a second time is no slip, and leaves the side as it is", () => {
  const shown = { SourceApplicationSecurityGroupsText: "[]", DestinationApplicationSecurityGroupsText: "[]" }
  const rule = { Name: "a", Priority: 100, Direction: "Inbound", Access: "Allow", Protocol: "Tcp", ...shown }
  const sides = { SourceAddressPrefix: ["Internet"], DestinationAddressPrefix: ["*"], DestinationPortRange: ["22"] }
  const Id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web"
  const read = readDocument(
    parseText(JSON.stringify({ Id, Name: "web", SecurityRules: [{ ...rule, ...sides }] }), "json", defaultBounds),
  )
  expect(read?.groups[0]?.rules[0]).toMatchObject({ unknownKeys: [], source: [{ kind: "tag" }] })
})
