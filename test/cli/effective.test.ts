import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const files = {
  "web.json": azGroup("web", [
    { name: "no-rdp", priority: 200, access: "Deny", port: "3389" },
    { name: "allow-all", priority: 100, protocol: "*" },
    { name: "out", priority: 100, direction: "Outbound", destination: "Storage", port: "443" },
  ]),
}

test("text is a table in evaluation order", async () => {
  expect((await nsg(["effective", "web.json"], { files })).out).toMatchInlineSnapshot(`
    "web

    Inbound
      Priority  Rule                           Access  Protocol  Source             Ports  Destination     Ports
      100       allow-all                      Allow   *         *                  *      *               *
      200       no-rdp                         Deny    Tcp       *                  *      *               3389   never matches
      65000     AllowVnetInBound               Allow   *         VirtualNetwork     *      VirtualNetwork  *      never matches
      65001     AllowAzureLoadBalancerInBound  Allow   *         AzureLoadBalancer  *      *               *      never matches
      65500     DenyAllInBound                 Deny    *         *                  *      *               *      never matches

    Outbound
      Priority  Rule                   Access  Protocol  Source          Ports  Destination     Ports
      100       out                    Allow   Tcp       *               *      Storage         443
      65000     AllowVnetOutBound      Allow   *         VirtualNetwork  *      VirtualNetwork  *
      65001     AllowInternetOutBound  Allow   *         *               *      Internet        *
      65500     DenyAllOutBound        Deny    *         *               *      *               *
    "
  `)
})

test("JSON has Azure's property names", async () => {
  const { code, out } = await nsg(["effective", "web.json", "--format=json", "--nsg", "WEB"], { files })
  expect(code).toBe(0)
  const { version, value } = JSON.parse(out)
  expect(version).toBe(1)
  expect(value[0].effectiveSecurityRules.map(({ name }: { name: string }) => name)).toEqual([
    "securityRules/allow-all",
    "securityRules/no-rdp",
    "defaultSecurityRules/AllowVnetInBound",
    "defaultSecurityRules/AllowAzureLoadBalancerInBound",
    "defaultSecurityRules/DenyAllInBound",
    "securityRules/out",
    "defaultSecurityRules/AllowVnetOutBound",
    "defaultSecurityRules/AllowInternetOutBound",
    "defaultSecurityRules/DenyAllOutBound",
  ])
  expect(value[0].effectiveSecurityRules.slice(1, 3)).toMatchInlineSnapshot(`
    [
      {
        "access": "Deny",
        "destinationAddressPrefix": "*",
        "destinationPortRange": "3389",
        "direction": "Inbound",
        "name": "securityRules/no-rdp",
        "priority": 200,
        "protocol": "Tcp",
        "sourceAddressPrefix": "*",
        "sourcePortRange": "*",
      },
      {
        "access": "Allow",
        "description": "Allow inbound traffic from all VMs in VNET",
        "destinationAddressPrefix": "VirtualNetwork",
        "destinationPortRange": "*",
        "direction": "Inbound",
        "name": "defaultSecurityRules/AllowVnetInBound",
        "priority": 65000,
        "protocol": "*",
        "sourceAddressPrefix": "VirtualNetwork",
        "sourcePortRange": "*",
      },
    ]
  `)
})

const refused = `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: c }
spec:
  networkSpec:
    subnets:
      - name: node
        role: node
        securityGroup:
          name: node-nsg
          securityRules:
            - { name: both, description: x, direction: Inbound, priority: 100, protocol: Tcp, destination: "*", destinationPorts: "443", source: 10.0.0.0/8, sources: [192.168.0.0/16], sourcePorts: "*", action: Deny }
            - { name: wrong, description: x, direction: Inbound, priority: 120, protocol: Tcp, destination: "*", destinationPorts: "80", sourceAddressPrefix: 10.0.0.0/16, sourcePorts: "*", access: Deny }
            - { name: open, description: x, direction: Inbound, priority: "\${priority}", protocol: Tcp, destination: "*", destinationPorts: "80", source: "\${office}", sourcePorts: "*", action: Allow }
`

test("a rule whose priority is refused may come before any other: it stands first, as verify has it", async () => {
  const files = {
    "g.yaml": `
name: web
securityRules:
- { name: first, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: no-number, priority: 5, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: none, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
  }
  const shown = await nsg(["effective", "g.yaml"], { files })
  const tried = await nsg(["verify", "g.yaml", "--flow", "inbound tcp 203.0.113.7 -> 10.0.0.4:443"], { files })
  const ordered = (text: string) => text.match(/\b(first|no-number|none)(?= {2})/g)
  expect(ordered(shown.out)).toEqual(["no-number", "none", "first"])
  expect(ordered(tried.out)).toEqual(["no-number", "none", "first"])
  for (const { out } of [shown, tried]) expect(out).toContain("5?        no-number")
})

test("a value that does not count as it stands there has a question mark, an expression has none", async () => {
  const shown = await nsg(["effective", "c.yaml"], { files: { "c.yaml": refused } })
  const rows = shown.out.split("\n").filter(line => /both|wrong|open/.test(line))
  expect(`\n${rows.join("\n")}`).toMatchInlineSnapshot(`
    "
      \${priority}  open                           Allow   Tcp       \${office}                     *      *               80
      100          both                           Deny    Tcp       10.0.0.0/8?, 192.168.0.0/16?  *      *               443
      120          wrong                          Deny?   Tcp       10.0.0.0/16?                  *      *               80"
  `)
  const json = await nsg(["effective", "c.yaml", "--format=json"], { files: { "c.yaml": refused } })
  const [{ effectiveSecurityRules }] = JSON.parse(json.out).value
  const wrong = effectiveSecurityRules.find(({ name }: { name: string }) => name === "securityRules/wrong")
  expect(wrong).toMatchObject({ access: "Deny", sourceAddressPrefix: "10.0.0.0/16" })
  expect(shown.out.split("\n").filter(line => line.includes('"?"'))).toEqual([
    '"?" marks values that do not count as written: Azure refuses them, or they are not known.',
  ])
})

test("of a long expression the beginning is shown, and what has no text of its own as the expression it comes from", async () => {
  const rule = "parameters('rules')[copyIndex('securityRules')]"
  const prefixes = `${rule}.properties.sourceAddressPrefixes`
  const sourceAddressPrefixes = `[if(contains(${rule}.properties, 'sourceAddressPrefixes'), ${prefixes}, createArray())]`
  const name = `[${rule}.name]`
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { rules: { type: "array" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
        properties: {
          copy: [{ name: "securityRules", count: 1, input: { name, properties: { sourceAddressPrefixes } } }],
        },
      },
    ],
  }
  const files = { "m.json": JSON.stringify(template) }
  const row = (await nsg(["effective", "m.json"], { files })).out.split("\n").find(line => line.includes("copyIndex"))
  expect(row).toContain("[parameters('rules')[copyIndex('securit…  ")
  expect(row).toContain("[parameters('rules')[0].properties.sour…")
  const json = JSON.parse((await nsg(["effective", "m.json", "--format=json"], { files })).out)
  const found = json.value[0].effectiveSecurityRules.find((one: { name: string }) => one.name.includes("copyIndex"))
  expect(found.name).toBe(`securityRules/${name}`)
})

test("a refused value is marked alone in its list, and its property is not known in JSON", async () => {
  const files = {
    "g.yaml": `
name: web
securityRules:
- { name: hosts, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.0.0/8, 10.0.0.999], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: http }
`,
  }
  const shown = await nsg(["effective", "g.yaml"], { files })
  expect(shown.out).toMatch(/10\.0\.0\.0\/8, 10\.0\.0\.999\? .* http\?/)
  const json = await nsg(["effective", "g.yaml", "--format=json"], { files })
  const [hosts] = JSON.parse(json.out).value[0].effectiveSecurityRules
  expect(hosts.unknown).toEqual(["sourceAddressPrefixes", "destinationPortRange"])
})

test("NSGs of one name are told apart as --nsg takes them", async () => {
  const group = (rules: readonly object[]) => ({
    ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "[parameters('name')]" },
    properties: { securityRules: rules },
  })
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { name: { type: "string" } },
    resources: [group([]), group([])],
  }
  const files = { "main.json": JSON.stringify(template, null, 2) }
  const { out } = await nsg(["effective", "main.json"], { files })
  const titles = out.split("\n").filter(line => line.startsWith("["))
  expect(titles).toEqual(["[parameters('name')]@13", "[parameters('name')]@21"])
  expect((await nsg(["effective", "main.json", "--nsg", titles[1]!], { files })).out).toContain(
    "[parameters('name')]\n",
  )
})
