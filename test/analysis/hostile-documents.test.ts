import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { expressionMarkdown } from "../../server/src/features/expression-markdown.ts"
import { open } from "../features/support.ts"
import { plainRule } from "../support/plain-rule.ts"

/** A template with one rule, in which some properties differ from an ordinary one. */
function template(properties: object, variables: object = {}, more: object = {}): string {
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { p: { type: "string" } },
    variables,
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2023-09-01",
        name: "web",
        properties: {
          securityRules: [{ name: "rule", properties: { ...plainRule, ...properties } }],
        },
        ...more,
      },
    ],
  })
}

function messages(text: string, language: "json" | "yaml" = "json"): string[] {
  return analyseDocument({ uri: `file:///web.${language}`, language, text }, defaultSettings).findings.map(
    ({ message }) => message,
  )
}

test.each(["constructor", "toString", "hasOwnProperty"])("%s is a word of every object and none of Azure's", word => {
  for (const property of ["access", "direction", "protocol"]) {
    expect(messages(template({ [property]: word })).join()).toContain(`"${word}" is not a valid ${property}`)
  }
})

test("a negative priority is out of range", () => {
  expect(messages(template({ priority: -1 })).join()).toContain("priority -1 is out of range")
})

test("what an expression makes of long texts and lists is paid for, and never thrown", () => {
  const long = "split(padLeft('', 131072, ','), ',')"
  expect(
    messages(template({ destinationPortRange: `[string(length(union(${long}, createArray('a'))))]` })),
  ).toBeDefined()
  const many = { copy: [{ name: "v", count: 800, input: `[${long}]` }] }
  expect(messages(template({ priority: "[length(variables('v'))]" }, many))).toBeDefined()
  const lambda = "length(map(range(0, 10000), lambda('i', base64(padLeft('', 90000)))))"
  expect(messages(template({ priority: `[${lambda}]` }))).toBeDefined()
  expect(
    messages(template({}, {}, { name: "[padLeft('', 131072, '/')]", copy: { name: "c", count: 800 } })),
  ).toBeDefined()
})

test("choices between choices end", () => {
  const choice = (at: number) =>
    `if(equals(parameters('p'), 'a${at}'), variables('v${at - 1}'), variables('v${at - 1}'))`
  const variables: Record<string, string> = { v0: "[if(equals(parameters('p'), 'a'), createArray(1), createArray(2))]" }
  for (let at = 1; at <= 40; at++) variables[`v${at}`] = `[${choice(at)}]`
  expect(messages(template({ destinationPortRanges: "[variables('v40')]" }, variables))).toBeDefined()
})

test("a rule with very many unknown keys, and with very long ones", () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 1]))
  expect(messages(template(many)).length).toBeGreaterThan(1)
  const long = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`.padEnd(100_000, "x"), 1]))
  expect(messages(template(long)).length).toBeGreaterThan(1)
})

test("a merge key with very many maps", () => {
  expect(messages(`name: web\nsecurityRules:\n- <<: [${"{},".repeat(140_000)}]\n  name: a\n`, "yaml")).toBeDefined()
})

/** Deployments in a loop, three deep: half a milliard of what the innermost template makes. */
function loops(inner: object): object {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
  }
  return [1, 2, 3].reduce<object>(
    (held, depth) => ({
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name: `[concat('d${depth}-', copyIndex())]`,
      copy: { name: "loop", count: 800 },
      properties: { mode: "Incremental", template: { ...template, resources: [held] } },
    }),
    inner,
  )
}

const group = (name: string, ...priorities: readonly (number | string)[]) => ({
  type: "Microsoft.Network/networkSecurityGroups",
  apiVersion: "2023-09-01",
  name,
  properties: {
    securityRules: priorities.map(priority => ({ name: `at-${priority}`, properties: { ...plainRule, priority } })),
  },
})

const networkInterfaces = {
  type: "Microsoft.Network/networkInterfaces",
  apiVersion: "2023-09-01",
  name: "nic",
  copy: { name: "nics", count: 800 },
  properties: { networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } },
}

test.each([
  ["loops in loops", [loops(group("many", 100))]],
  ["loops of network interfaces", Array.from({ length: 20 }, () => networkInterfaces)],
  ["a value that doubles", [group("[variables('v39')]", "[length(variables('v39'))]")]],
])("%s take nothing from what is written once", (_, taking) => {
  const variables: Record<string, unknown> = { v0: ["a"] }
  for (let at = 1; at < 40; at++) {
    variables[`v${at}`] = `[concat(variables('v${at - 1}'), variables('v${at - 1}'))]`
  }
  const resources = [...taking, group("plain", 50, "[add(100, 1)]")]
  const found = messages(JSON.stringify({ ...JSON.parse(template({}, variables)), resources }))
  expect(found.join("\n")).toContain('"at-50": priority 50 is out of range')
  expect(found.join("\n")).toContain("reach the work limit")
})

test("of a value that holds another many times over no more is looked at than is shown", () => {
  const variables: Record<string, unknown> = { v0: ["a"] }
  for (let at = 1; at < 150; at++)
    variables[`v${at}`] = `[createArray(variables('v${at - 1}'), variables('v${at - 1}'))]`
  const text = template({ destinationPortRanges: "[variables('v149')]" }, variables)
  const { analysed, cursor } = open(text.replace("variables('v149')]", "$0variables('v149')]"), "json")
  expect(expressionMarkdown(analysed, cursor)?.markdown).toMatch(/…/)
})
