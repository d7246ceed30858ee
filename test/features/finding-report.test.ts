import { expect, test } from "vitest"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { findingReport } from "../../server/src/features/finding-report.ts"
import { azGroup, type SampleRule } from "../support/sample-groups.ts"
import { open } from "./support.ts"

const many: readonly SampleRule[] = Array.from({ length: 30 }, (_, place) => ({
  name: `customer-${place}`,
  priority: 1000 + place,
  source: `52.10.${place}.0/24`,
  port: `${8000 + place}`,
}))

/** The report on the first finding of a code. */
function reportOf(code: string, rules: readonly SampleRule[]): string {
  const { analysed } = open(azGroup("contoso-payroll", rules), "json")
  const finding = analysed.findings.find(one => one.code === code)
  if (!finding) throw new Error(`No ${code}`)
  let place = 0
  return findingReport(analysed, finding, defaultSettings, () => place++ % 3 !== 0)
}

const shadowed: readonly SampleRule[] = [
  ...many.slice(0, 15),
  { name: "allow-contoso-hq", priority: 200, source: "52.99.0.0/16", port: "3389" },
  { name: "deny-contoso-hq", priority: 300, source: "52.99.7.0/24", port: "3389", access: "Deny" },
  ...many.slice(15),
]

test("a report has no more rules than the finding takes, and the finding with them", () => {
  const report = reportOf("shadowed-rule", shadowed)
  expect(report.match(/"priority"/g)).toHaveLength(2)
  expect(report).toMatch(/^> "rule-\d+" \(300\) never matches: "rule-\d+" \(200\) already allows this traffic\./m)
})

test("nothing in it tells whose it is", () => {
  const report = reportOf("shadowed-rule", shadowed)
  expect(report).not.toMatch(/contoso|customer|payroll|-hq|52\.99\.|52\.10\./)
  // Ports, priorities and the first number of addresses are what is needed to understand it.
  expect(report).toMatch(/"52\.\d+\.0\.0\/16"/)
})

test("an expression stays something that is not known, under another name", () => {
  const source = "[parameters('contosoOffices')]"
  const report = reportOf("shadowed-rule", [
    { name: "one", priority: 100, source },
    { name: "two", priority: 200, source },
  ])
  expect(report.match(/"\[parameters\('value-1'\)\]"/g)).toHaveLength(2)
  expect(report).not.toContain("contoso")
  expect(report).toContain("never matches")
})

test("a block with host bits keeps its fault", () => {
  const report = reportOf("invalid-address", [{ name: "office", priority: 100, source: "52.99.7.9/24" }])
  expect(report).toMatch(/"52\.\d+\.\d+\.\d+\/24"/)
  expect(report).not.toContain("52.99.7.9")
  expect(report).toMatch(/^> /m)
})

test("a finding that needs more than its NSG is said to, and its message is left out", () => {
  const report = reportOf("invalid-name", [{ name: "contoso hq!", priority: 100, source: "10.0.0.0/8" }])
  expect(report).toContain("The NSG alone, as below, does not show it")
  expect(report).not.toContain("contoso")
})
