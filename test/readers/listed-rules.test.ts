import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const type = "Microsoft.Network/networkSecurityGroups/securityRules"

function read(text: string, language: "json" | "yaml" = "json") {
  const groups = readDocument(parseText(text, language, defaultBounds))?.groups ?? []
  return groups.map(({ name, rules }) => [
    name,
    rules.map(rule => [rule.name, rule.problems.map(({ reason }) => reason)]),
  ])
}

test.each<readonly [string, object]>([
  ["its type", { type }],
  ["PowerShell's word for the type", { ResourceType: type }],
  ["an API version", { apiVersion: "2023-09-01" }],
])("a listed rule with %s is named group/rule", (_title, more) => {
  const text = JSON.stringify([{ name: "web/ssh", ...more, properties: plainRule }])
  expect(read(text)).toEqual([["web", [["ssh", []]]]])
})

test("but without any of them a slash in the name is a fault", () => {
  expect(read(JSON.stringify([{ name: "web/ssh", ...plainRule }]))).toEqual([
    ["(unnamed group)", [["web/ssh", ["bad-name"]]]],
  ])
})

test("what has another tool's type need not be written as Azure's API has it", () => {
  const { securityRules, ...rest } = { securityRules: [{ name: "ssh", ...plainRule }], a: 1 }
  const group = { type: "azure-native:network:NetworkSecurityGroup", properties: { securityRules }, ...rest }
  expect(read(JSON.stringify({ g: group }))).toEqual([["(unnamed group)", [["ssh", []]]]])
  const own = { type: "Microsoft.Network/networkSecurityGroups", properties: { securityRules } }
  expect(read(JSON.stringify({ g: own }))).toEqual([["(unnamed group)", [["ssh", ["no-properties"]]]]])
})
