import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { analyseRules } from "./support/random-group.ts"
import type { SampleRule } from "./support/sample-groups.ts"

const codesOf = (rules: readonly SampleRule[]) =>
  analyseRules(rules).findings.map(({ code, rule }) => `${code} ${rule?.name}`)

const denyAll = { name: "deny", priority: 100, access: "Deny", protocol: "*" }
const allow = (name: string, priority: number, more: Partial<SampleRule> = {}) => ({
  name,
  priority,
  port: "443",
  ...more,
})

test("a Deny before one Allow is told of at the Allow, before several at the Deny", () => {
  const told = (rules: readonly SampleRule[]) => codesOf(rules).filter(text => !text.startsWith("blocked-"))
  expect(told([denyAll, allow("a", 110)])).toEqual(["shadowed-rule a"])
  expect(told([denyAll, allow("a", 110), allow("b", 120, { port: "22" })])).toEqual(["deny-before-allows deny"])
  const outbound = { direction: "Outbound" }
  expect(told([denyAll, allow("a", 110), allow("b", 120, { ...outbound, destination: "10.0.0.4" })])).toEqual([
    "shadowed-rule a",
  ])
})

test("an Allow that an earlier Allow repeats does not keep the Deny from being the fault", () => {
  const rules = [allow("first", 90 + 10), { ...denyAll, priority: 110 }, allow("again", 120)]
  const more = [allow("a", 130, { port: "22" }), allow("b", 140, { port: "80" })]
  expect(codesOf([...rules, ...more]).filter(text => !text.startsWith("blocked-"))).toEqual([
    "deny-before-allows deny",
    "shadowed-rule again",
  ])
})

test("replies: the ports of a service to high ports, and no rule of which clients make use", () => {
  const yaml = (rule: string) => analyseYaml(`name: a\nsecurityRules:\n- { ${rule} }\n`)
  const rule = (source: string, destination: string, protocol = "Tcp") =>
    `name: r, priority: 100, direction: Inbound, access: Allow, protocol: ${protocol}, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: ${source}, destinationAddressPrefix: "*", destinationPortRange: ${destination}`
  expect(yaml(rule("443", "49152-65535"))).toEqual(["reply-rule"])
  expect(yaml(rule("53", "1024-65535", "Udp"))).toEqual(["reply-rule"])
  expect(yaml(rule("443", "8000-8010"))).toEqual([])
  expect(yaml(rule("20", "1024-65535"))).toEqual([])
  expect(yaml(rule("1024-65535", "1024-65535"))).toEqual([])
  expect(yaml(rule("443", '"*"'))).toEqual(["source-port-restricted"])
})

test("a private address that looks like a network, unless its neighbours are listed or its length is written", () => {
  const source = (text: string) => codesOf([allow("a", 100, { source: text })])
  for (const address of ["10.0.1.0", "192.168.0.0", "172.16.0.0"])
    expect(source(address)).toEqual(["unmatchable-rule a"])
  for (const address of ["10.0.1.0/32", "10.0.1.1", "52.169.218.0", "10.0.1.0/24"]) expect(source(address)).toEqual([])
})

test("a Terraform plan is told of rules in both places only where its configuration has the blocks", () => {
  const rule = (name: string, priority: number) => ({
    ...{ name, priority, direction: "Inbound", access: "Allow", protocol: "Tcp" },
    ...{ source_address_prefix: "203.0.113.0/24", source_port_range: "*" },
    ...{ destination_address_prefix: "*", destination_port_range: "443" },
  })
  const [group, ruleType] = ["azurerm_network_security_group", "azurerm_network_security_rule"]
  const owner = { resource_group_name: "rg", network_security_group_name: "web" }
  const plan = (expressions: object) =>
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.9.0",
      planned_values: {
        root_module: {
          resources: [
            {
              ...{ address: `${group}.web`, mode: "managed", type: group, name: "web" },
              values: { name: "web", resource_group_name: "rg", security_rule: [rule("inline", 100)] },
            },
            {
              ...{ address: `${ruleType}.own`, mode: "managed", type: ruleType, name: "own" },
              values: { ...rule("own", 200), ...owner, destination_port_range: "22" },
            },
          ],
        },
      },
      configuration: {
        root_module: { resources: [{ address: `${group}.web`, type: group, name: "web", expressions }] },
      },
    })
  const codes = (expressions: object) =>
    analyseDocument(
      { uri: "file:///plan.json", language: "json", text: plan(expressions) },
      defaultSettings,
    ).findings.map(({ code, severity }) => `${code} ${severity}`)
  expect(codes({ security_rule: {} })).toEqual(["inline-and-standalone-rules warning"])
  expect(codes({})).toEqual([])
})

function analyseYaml(text: string): string[] {
  return analyseDocument({ uri: "file:///a.yaml", language: "yaml", text }, defaultSettings).findings.map(
    ({ code }) => code,
  )
}
