import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { azGroup } from "../support/sample-groups.ts"

const whole = azGroup("web", [
  { name: "open", priority: 100 },
  { name: "close", priority: 200, access: "Deny" },
])

test("a group that is whole is complete", () => {
  expect(judge(whole).groups).toEqual(["web, complete"])
})

test("a group that the text breaks off in is partial, and keeps the findings of what can be read", () => {
  const cut = whole.slice(0, whole.lastIndexOf("]"))
  expect(judge(cut)).toEqual({ groups: ["web, partial"], codes: ["shadowed-rule", "unreadable-document"] })
})

test("a fault elsewhere in the document leaves the group complete", () => {
  expect(judge(`[${whole}, { "name": tru }]`).groups).toEqual(["web, complete"])
})

test.each([
  '{"type":"Microsoft.Network/networkSecurityGroups","name":"n","properties":{',
  '{"resources":[{"type":"Microsoft.Network/networkSecurityGroups" "name":"n"',
])("a broken attempt at a group is reported: %s", text => {
  const { codes } = judge(text)
  expect(new Set(codes)).toEqual(new Set(["unreadable-document"]))
})

test("a broken document that names no group is nobody's business", () => {
  expect(judge('{"note": "a securityRule or two", ').codes).toEqual([])
})

function judge(text: string) {
  const { groups, findings } = analyseDocument({ uri: "a.json", language: "json", text }, defaultSettings)
  return {
    groups: groups.map(({ group }) => `${group.name}, ${group.complete ? "complete" : "partial"}`),
    codes: findings.map(({ code }) => code),
  }
}
