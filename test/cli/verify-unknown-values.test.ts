import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"
import { shortAnswer, template } from "./verdicts.ts"

test("parameters that have their default values are named, the nearest first, and those with a value are not", async () => {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: {
      location: { type: "string", defaultValue: "westeurope" },
      unused: { type: "string", defaultValue: "" },
      ports: { type: "array", defaultValue: ["443"] },
      SSH: { type: "bool", defaultValue: false },
      source: { type: "string" },
    },
    variables: { rules: { web: { name: "web", properties: { destinationPortRanges: "[parameters('ports')]" } } } },
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2023-09-01",
        name: "web",
        location: "[parameters('location')]",
        properties: { securityRules: "[if(parameters('ssh'), createArray(variables('rules').web), createArray())]" },
      },
    ],
  }
  const answer = async (values: object) => {
    const files = {
      "main.json": JSON.stringify(template),
      "main.parameters.json": JSON.stringify({ parameters: values }),
    }
    const flow = "inbound tcp 8.8.8.8 -> 10.0.0.4:443"
    const { out } = await nsg(["verify", "main.json", "--flow", flow, "--format", "json"], { files })
    return JSON.parse(out).assumptions.filter((sentence: string) => /^Parameters? /.test(sentence))
  }
  expect(await answer({})).toEqual(["Parameters SSH and ports have their default values; a deployment may set others."])
  expect(await answer({ ssh: { value: false } })).toEqual([
    "Parameter ports has its default value; a deployment may set another.",
  ])
  expect(await answer({ ssh: { value: false }, Ports: { value: ["80"] } })).toEqual([])
})

test("values that cannot be known leave both outcomes open", async () => {
  const rule = `[{ "name": "app", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "[parameters('protocol')]",
    "sourceAddressPrefix": "[parameters('from')]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "[parameters('port')]" } }]`
  expect(await shortAnswer(template(rule), "inbound tcp 8.8.8.8 -> 10.0.0.4:22")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow if 8.8.8.8 is in [parameters('from')], port 22 is in [parameters('port')] and [parameters('protocol')] includes Tcp (app), otherwise Deny (DenyAllInBound).",
      ],
      "ruleName": "securityRules/app",
    }
  `)
  const web = template(rule.replace("[parameters('protocol')]", "Icmp").replace("[parameters('port')]", "80"))
  expect(await shortAnswer(web, "inbound icmp 8.8.8.8 -> 10.0.0.4")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow if 8.8.8.8 is in [parameters('from')] and "app" matches Icmp although it names ports, otherwise Deny (DenyAllInBound).",
      ],
      "ruleName": "securityRules/app",
    }
  `)
})

/** A Kubernetes manifest with one rule of these lines, behind the place where Helm decides something. */
const manifest = (...lines: readonly string[]) => `apiVersion: network.azure.com/v1api20240301
kind: NetworkSecurityGroupsSecurityRule
metadata:
  name: api
spec:
  owner: { name: web }
  priority: 100
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  ${lines.join("\n  ")}
`

test.each([
  [
    "decided by a template engine",
    manifest('destinationPortRange: "443"', "{{- if .Values.public }}", "sourceAddressPrefix: Internet", "{{- end }}"),
    'the source of "api" (filled in by {{- if .Values.public }})',
  ],
  [
    "refused",
    manifest('destinationPortRange: "443"', "sourceAddressPrefix: 203.0.113.9/24"),
    'the source of "api" (Azure refuses "203.0.113.9/24")',
  ],
  ["missing", manifest('destinationPortRange: "443"'), 'the source of "api" (it is missing)'],
  [
    "made of digits",
    manifest('destinationPortRange: "443"', 'sourceAddressPrefix: "20"'),
    'the source of "api" (Azure accepts "20", but what it matches is not known)',
  ],
  [
    "given twice",
    manifest('destinationPortRange: "443"', "sourceAddressPrefix: 10.0.0.0/8", "sourceAddressPrefixes: [10.1.0.0/16]"),
    'the source of "api" (Azure accepts only one of its fields)',
  ],
])("a source that is %s is named by its rule, with the reason", async (_, text, source) => {
  const { out } = await nsg(["verify", "a.yaml", "--flow", "inbound tcp 203.0.113.7 -> 10.0.0.4:443"], {
    files: { "a.yaml": text },
  })
  expect(out).toContain(`203.0.113.7 is in ${source}`)
})

test("a port given in both fields is not known for the reason that the finding has", async () => {
  const text = manifest('destinationPortRange: "443"', 'destinationPortRanges: ["22"]', "sourceAddressPrefix: Internet")
  const flow = "inbound tcp 203.0.113.7 -> 10.0.0.4:443"
  const { out } = await nsg(["verify", "a.yaml", "--flow", flow], { files: { "a.yaml": text } })
  expect(out).toContain(
    'the destination port of "api" (what Azure does with both fields is not documented) includes 443',
  )
})

test("of a rule of which next to nothing is known, no list is made", async () => {
  const rules = [{ properties: { access: "Allow" } }]
  const { out } = await nsg(["verify", "a.json", "--flow", "inbound tcp 203.0.113.7 -> 10.0.0.4:443"], {
    files: {
      "a.json": JSON.stringify({
        type: "Microsoft.Network/networkSecurityGroups",
        name: "web",
        properties: { securityRules: rules },
      }),
    },
  })
  expect(out.split("\n")[0]).toMatchInlineSnapshot(
    `"Depends: Allow if a rule without a name is inbound, comes first and matches (its traffic is not known), otherwise Deny."`,
  )
})

test.each([
  ["[parameters('x')]", "if \"q\" matches (its values come from parameters('x')), otherwise Deny."],
  [
    "[union(parameters('x'), createObject('priority', 200))]",
    "if \"q\" matches (its values come from parameters('x')), otherwise Deny.",
  ],
  [
    "[union(parameters('x'), createObject('protocol', 'Tcp', 'sourceAddressPrefix', '*', 'sourcePortRange', '*'))]",
    "if \"q\" is inbound and comes first, 10.0.0.4 is in parameters('x') and port 443 is in parameters('x'), otherwise Deny.",
  ],
])("what one unknown gives to many parts of a rule is one condition: %s", async (properties, condition) => {
  const resource = {
    ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
    properties: { securityRules: [{ name: "q", properties }] },
  }
  const text = JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: { x: { type: "object" } },
    resources: [resource],
  })
  const flow = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:443"
  const { out } = await nsg(["verify", "a.json", "--flow", flow], { files: { "a.json": text } })
  expect(out).toContain(condition)
})
