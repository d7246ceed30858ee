import { expect, test } from "vitest"
import { hoverAt, web } from "./hover-at.ts"

test("a rule that never matches", () => {
  expect(hoverAt("again")).toMatchInlineSnapshot(`
    "⟨{ name: again, priority: 120, direction:⟩
    **again** · 120 · Inbound · Allow

    Never matches: "web" (110) already denies this traffic."
  `)
})

test("a rule that never matches even without the rules that take all of its traffic", () => {
  const more = `- { name: more, priority: 125, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 203.0.113.8/32, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }`
  expect(hoverAt("again", `${web.replace("priority: 120", "priority: 126")}${more}`)).toMatchInlineSnapshot(`
    "⟨{ name: again, priority: 126, direction:⟩
    **again** · 126 · Inbound · Allow

    Never matches: "web" (110) already denies this traffic. Removing it is not enough: without it, "more" (125) already allows this traffic."
  `)
})

const conditional = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "lockdown": { "type": "bool" } },
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "https", "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ] } },
    { "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/lockdown",
      "condition": "[parameters('lockdown')]", "dependsOn": ["web"],
      "properties": { "priority": 100, "direction": "Inbound", "access": "Deny", "protocol": "*",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }
  ]
}`

test("a rule that never matches unless another is left out", () => {
  expect(hoverAt('"https"', conditional, "json")).toMatchInlineSnapshot(`
    "⟨{ "name": "https", "properties": { "prio⟩
    **https** · 200 · Inbound · Allow

    Matches all of its traffic, except what these rules match if they are deployed:
    - "lockdown" (100): **Deny**

    Never matches if "lockdown" (100) is deployed: it matches all of this traffic first.

    For example \`tcp 203.0.113.7:50000 -> 10.0.0.4:443\`."
  `)
})

/** The template with two more rules that are there only under these conditions, before `https`. */
function underConditions(text: string, earlier: readonly string[], own: string): string {
  const template = JSON.parse(text)
  const [group, lockdown] = template.resources
  const [https] = group.properties.securityRules
  const separate = (name: string, condition: string, priority: number, port: string) => ({
    ...lockdown,
    ...(condition && { condition }),
    name: `web/${name}`,
    properties: { ...lockdown.properties, protocol: "Tcp", priority, destinationPortRange: port },
  })
  const bare = { ...group, properties: { securityRules: [] } }
  const half = (index: number) => (earlier.length === 1 ? "443" : ["440-443", "444-450"][index]!)
  const rules = earlier.map((condition, index) => separate(`early${index}`, condition, 100 + index, half(index)))
  const last = separate("https", own, https.properties.priority, earlier.length === 1 ? "443" : "440-450")
  const parameters = { lockdown: { type: "bool" }, env: { type: "string" } }
  return JSON.stringify({ ...template, parameters, resources: [bare, ...rules, last] })
}

test.each([
  ["[parameters('lockdown')]", "[not(parameters('lockdown'))]"],
  ["[and(parameters('lockdown'), equals(parameters('env'), 'b'))]", "[not(parameters('lockdown'))]"],
  ["[equals(parameters('env'), 'a')]", "[equals(parameters('env'), 'b')]"],
])("a rule under %s takes nothing of one under %s", (earlier, own) => {
  const shown = hoverAt('"web/https"', underConditions(conditional, [earlier], own), "json")
  expect(shown).toContain("Matches all of its traffic; no earlier rule matches any of it.")
  expect(shown).not.toContain("early0")
})

test("no rule is told to be dead by two that are never deployed together", () => {
  const [a, b, other] = ["equals(parameters('env'), 'a')", "equals(parameters('env'), 'b')", "parameters('lockdown')"]
  const at = (first: string, second: string) =>
    hoverAt('"web/https"', underConditions(conditional, [`[${first}]`, `[${second}]`], ""), "json")
  expect(at(a!, b!)).toContain('"early0" (100): Deny\n- "early1" (101): Deny')
  expect(at(a!, b!)).not.toContain("Never matches")
  expect(at(a!, other!)).toContain('Never matches if "early0" (100) and "early1" (101) are deployed')
})

test("a rule in one branch of a template's block takes nothing of one in another", () => {
  const rules = web.split("\n").filter(line => line.startsWith("- "))
  const [https, again] = [rules[0]!, rules[0]!.replace("https", "other").replace("100", "140")]
  const at = (between: string) =>
    hoverAt("other", `name: web\nsecurityRules:\n{{ if .Values.a }}\n${https}\n${between}\n${again}\n{{ end }}`)
  expect(at("{{ else }}")).not.toContain("https")
  expect(at("{{ else if .Values.b }}")).not.toContain("https")
  expect(at("{{ end }}\n{{ if .Values.b }}")).toContain('Never matches if "https" (100) is deployed')
})

test("a rule that is dead only by a parameter's default value says whose", () => {
  const rule = (name: string, priority: number, access: string, source: string) => ({
    name,
    properties: {
      ...{ priority, direction: "Inbound", access, protocol: "Tcp", sourceAddressPrefix: source, sourcePortRange: "*" },
      ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
    },
  })
  const securityRules = [rule("open", 100, "Allow", "[parameters('from')]"), rule("close", 200, "Deny", "*")]
  const text = JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { from: { type: "string", defaultValue: "*" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
        properties: { securityRules },
      },
    ],
  })
  expect(hoverAt('close"', text, "json")).toContain(
    'Never matches with the default value of from: "open" (100) already allows this traffic.',
  )
})
