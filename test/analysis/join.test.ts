import { describe, expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { quietSettings } from "../support/quiet-settings.ts"

const group = (name: string, ...rules: string[]) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "${name}",
      "properties": { "securityRules": [${rules.join(",")}] } }
  ]
}`

const inlineRule = (name: string, priority: number, access: string, port = "*") =>
  `{ "name": "${name}", "properties": ${properties(priority, access, port)} }`

const ruleAlone = (name: string, priority: number, access: string, port = "*") => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "${name}",
      "properties": ${properties(priority, access, port)} }
  ]
}`

function properties(priority: number, access: string, port: string) {
  return JSON.stringify({
    ...{ priority, direction: "Inbound", access, protocol: "Tcp", sourceAddressPrefix: "*", sourcePortRange: "*" },
    ...{ destinationAddressPrefix: "*", destinationPortRange: port },
  })
}

describe("a rule whose group another document defines", () => {
  const files = {
    "a/group.json": group("web", inlineRule("all", 100, "Allow")),
    "a/rule.json": ruleAlone("web/no-rdp", 200, "Deny", "3389"),
  }

  test("is judged with it, and its finding stands where the rule does", () => {
    expect(judge(files)).toEqual({
      "a/group.json": { groups: ["web: all, no-rdp"], findings: [] },
      "a/rule.json": { groups: [], findings: ['shadowed-rule on no-rdp, see "all" in a/group.json'] },
    })
  })

  test("of the same priority is a duplicate, wherever it is written", () => {
    const duplicate = { ...files, "a/rule.json": ruleAlone("web/ssh", 100, "Allow", "22") }
    expect(judge(duplicate)["a/rule.json"]?.findings).toEqual(['duplicate-priority on ssh, see "100" in a/group.json'])
  })

  test("that is written inline, too, conflicts with its copy", () => {
    const copies = { ...files, "a/rule.json": ruleAlone("web/all", 100, "Deny") }
    expect(judge(copies)).toEqual({
      "a/group.json": { groups: ["web: all"], findings: ['conflicting-copies on all, see "web/all" in a/rule.json'] },
      "a/rule.json": { groups: [], findings: [] },
    })
  })
})

describe("nothing is joined", () => {
  test("with a group of the same name in another folder", () => {
    const files = {
      "a/group.json": group("web", inlineRule("all", 100, "Allow")),
      "b/rule.json": ruleAlone("web/x", 200, "Deny"),
    }
    expect(judge(files)["b/rule.json"]?.groups).toEqual(["web: x (partial)"])
  })

  test("where two groups could be meant", () => {
    const files = {
      "a/one.json": group("web", inlineRule("all", 100, "Allow")),
      "a/two.json": group("web"),
      "a/rule.json": ruleAlone("web/x", 200, "Deny"),
    }
    expect(judge(files)["a/rule.json"]?.groups).toEqual(["web: x (partial)"])
  })

  test("by the name that an expression makes", () => {
    const files = {
      "a/group.json": group("[variables('name')]", inlineRule("all", 100, "Allow")),
      "a/rule.json": ruleAlone("[concat(variables('name'), '/x')]", 200, "Deny"),
    }
    expect(judge(files)["a/rule.json"]?.groups).toHaveLength(1)
  })

  test("between two templates that define a group of the same name each", () => {
    const files = {
      "a/one.json": group("web", inlineRule("x", 100, "Allow")),
      "a/two.json": group("web", inlineRule("y", 100, "Deny")),
    }
    expect(judge(files)).toEqual({
      "a/one.json": { groups: ["web: x"], findings: [] },
      "a/two.json": { groups: ["web: y"], findings: [] },
    })
  })
})

/** The groups and the sharper findings of each file, judged together. */
function judge(files: Readonly<Record<string, string>>) {
  const texts = Object.entries(files).map(([uri, text]) => readText({ uri, language: "json", text }, quietSettings))
  const index = indexResources(texts.map(indexedText))
  return Object.fromEntries(
    texts.map(text => {
      const { groups, findings } = analyseText(text, index, quietSettings)
      return [
        text.source.uri,
        {
          groups: groups.map(
            ({ group }) =>
              `${group.name}: ${names(group.rules)}${group.incompleteReason === undefined ? "" : " (partial)"}`,
          ),
          findings: findings
            .filter(({ severity }) => severity === "error" || severity === "warning")
            .map(describeFinding),
        },
      ]
    }),
  )

  function describeFinding({ code, rule, related: [first] }: ReturnType<typeof analyseText>["findings"][number]) {
    const seen =
      first && `"${files[first.document ?? ""]?.slice(first.range.start, first.range.end)}" in ${first.document}`
    return `${code} on ${rule?.name}, see ${seen}`
  }
}

function names(rules: readonly { readonly name: string }[]): string {
  return rules.map(({ name }) => name).join(", ")
}

describe("what Azure gives out is joined by resource id", () => {
  const id = (name: string) =>
    `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/${name}`
  const shown = (name: string, ...rules: string[]) =>
    `{ "id": "${id(name)}", "name": "${name}", "properties": { "securityRules": [${rules.join(",")}] } }`
  const rule = (name: string, priority: number) =>
    JSON.stringify({
      ...{ id: `${id("WEB")}/securityRules/${name}`, name },
      properties: JSON.parse(properties(priority, "Allow", "443")),
    })

  test("from whichever folder, without case", () => {
    const files = { "a/group.json": shown("web", rule("a", 100)), "b/rules.json": `{ "value": [${rule("b", 100)}] }` }
    expect(judge(files)).toEqual({
      "a/group.json": { groups: ["web: a, b"], findings: [] },
      "b/rules.json": { groups: [], findings: ['duplicate-priority on b, see "100" in a/group.json'] },
    })
  })

  test("one rule that several documents show is one rule", () => {
    const files = { "a/group.json": shown("web"), "a/put.json": rule("a", 100), "a/get.json": rule("a", 100) }
    expect(judge(files)["a/group.json"]).toEqual({ groups: ["web: a"], findings: [] })
  })

  test("not by the name alone", () => {
    const other = shown("web").replace("resourceGroups/rg/", "resourceGroups/other/")
    expect(judge({ "a/group.json": other, "a/rule.json": rule("a", 100) })["a/rule.json"]?.groups).toEqual([
      "WEB: a (partial)",
    ])
  })

  test("nor where two documents show the group", () => {
    const files = { "a/one.json": shown("web"), "a/two.json": shown("web"), "a/rule.json": rule("a", 100) }
    expect(judge(files)["a/rule.json"]?.groups).toEqual(["WEB: a (partial)"])
  })
})
