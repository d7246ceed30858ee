import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { azGroup, type SampleRule } from "./support/sample-groups.ts"

const settings = { ...defaultSettings, checks: { "open-egress": "warning" } } as const

function exposuresIn(rules: readonly SampleRule[]): readonly string[] {
  const source = { uri: "file:///a.json", language: "json", text: azGroup("web", rules) } as const
  const { findings } = analyseDocument(source, settings)
  const exposing = findings.filter(({ code }) => /^exposed-|^open-egress$/.test(code))
  return exposing.map(({ code, severity }) => `${code} ${severity}`)
}

// Azure's default rules are the same values in every group: what is kept of them in one must hold in all.
test.each<readonly [string, SampleRule]>([
  ["priority", { name: "ssh", priority: "[parameters('priority')]", port: "22" }],
  ["direction", { name: "ssh", priority: 100, port: "22", direction: "[parameters('direction')]" }],
])("a rule without a known %s leaves the next group's default rules as they are", (_, rule) => {
  exposuresIn([rule])
  expect(exposuresIn([])).toEqual(["open-egress warning"])
})

test("a Deny of the other direction is no reason to doubt", () => {
  const deny: SampleRule = { name: "deny", priority: 100, access: "Deny", direction: "Outbound", protocol: "*" }
  const ssh: SampleRule = { name: "ssh", priority: "[parameters('priority')]", port: "22" }
  expect(exposuresIn([ssh])).toEqual(["open-egress warning", "exposed-management-port warning"])
  expect(exposuresIn([deny, ssh])).toEqual(["exposed-management-port warning"])
})
