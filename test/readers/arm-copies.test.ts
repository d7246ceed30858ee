import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { quietSettings } from "../support/quiet-settings.ts"
import { group, module, rule, schema } from "./arm-templates.ts"

const resource = (name: string, own: object = {}) => ({
  ...{ type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01" },
  ...rule("", own),
  name,
})

const found = (...resources: readonly object[]) => {
  const text = JSON.stringify({ ...schema, resources: [group({}), ...resources] })
  const { groups, findings } = analyseDocument({ uri: "file:///a.json", language: "json", text }, quietSettings)
  return {
    rules: groups.flatMap(one => one.group.rules.map(({ name, priority }) => `${name} ${priority}`)),
    codes: findings.map(({ code }) => code),
  }
}

const inModule = (deployment: string, ...resources: readonly object[]) => module(resources, {}, { name: deployment })

test("a rule that several templates deploy is one rule", () => {
  const copies = [inModule("a", resource("g/r")), inModule("b", resource("g/r"))]
  expect(found(...copies)).toEqual({ rules: ["r 100"], codes: [] })
  expect(found(resource("g/r"), ...copies)).toEqual({ rules: ["r 100"], codes: [] })
})

test("where their values differ, which of them Azure keeps is not known", () => {
  const others = [inModule("a", resource("g/r", { priority: 110 })), inModule("b", resource("g/R"))]
  expect(found(...others)).toEqual({ rules: ["R 100"], codes: ["conflicting-copies"] })
})

test("two of one name in one template are refused, and what a condition decides is no copy", () => {
  const two = inModule("a", resource("g/r"), resource("g/r", { priority: 110 }))
  expect(found(two).codes).toContain("duplicate-name")
  const open = { ...resource("g/r", { priority: 110 }), condition: "[equals(resourceGroup().location, 'x')]" }
  expect(found(inModule("a", resource("g/r")), inModule("b", open)).rules).toEqual(["r 100", "r 110"])
})
