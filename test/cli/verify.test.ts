import { expect, test } from "vitest"
import { plainRule } from "../support/plain-rule.ts"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const web = azGroup("web", [
  { name: "https", priority: 100, port: "443" },
  { name: "ssh", priority: 110, source: "203.0.113.0/24", port: "22" },
  {
    name: "no-dns",
    priority: 100,
    direction: "Outbound",
    access: "Deny",
    protocol: "*",
    destination: "AzurePlatformDNS",
  },
])
const files = { "web.json": web, "two.json": `[${web}, ${azGroup("db", [])}]` }

/** What every Allow says, and every answer that rests on the virtual network. */
function isTold(sentence: string): boolean {
  return sentence !== secondGroup && !sentence.startsWith("Assumed: ")
}
const secondGroup = "A second NSG (subnet or NIC) could still block this."

/** The verdict on one flow by the group `web`. */
async function verdict(flow: string, ...more: string[]) {
  const { code, out, err } = await nsg(["verify", "web.json", "--flow", flow, "--format", "json", ...more], { files })
  if (err) return { code, err }
  const { access, ruleName, assumptions } = JSON.parse(out)
  return { code, access, ruleName, assumptions: assumptions.filter(isTold) }
}

test("JSON has the contract's shape", async () => {
  const args = ["verify", "web.json", "--flow", "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22", "--format", "json"]
  const { code, out } = await nsg(args, { files })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [
        "A second NSG (subnet or NIC) could still block this.",
      ],
      "evaluatedNetworkSecurityGroups": [
        {
          "appliedTo": null,
          "matchedRule": {
            "action": "Allow",
            "ruleName": "securityRules/ssh",
          },
          "networkSecurityGroup": {
            "name": "web",
          },
          "rulesEvaluationResult": [
            {
              "destinationMatched": true,
              "destinationPortMatched": false,
              "name": "securityRules/https",
              "protocolMatched": true,
              "sourceMatched": true,
              "sourcePortMatched": true,
            },
            {
              "destinationMatched": true,
              "destinationPortMatched": true,
              "name": "securityRules/ssh",
              "protocolMatched": true,
              "sourceMatched": true,
              "sourcePortMatched": true,
            },
          ],
        },
      ],
      "flow": {
        "destination": "10.0.0.4",
        "destinationPort": 22,
        "direction": "Inbound",
        "protocol": "Tcp",
        "source": "203.0.113.7",
        "sourcePort": 50000,
      },
      "ruleName": "securityRules/ssh",
      "version": 1,
    }
  `)
})

test("the text shows every rule tried", async () => {
  const { code, out } = await nsg(["verify", "web.json", "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"], { files })
  expect(code).toBe(1)
  expect(out).toMatchInlineSnapshot(`
    "Deny: inbound tcp 8.8.8.8 -> 10.0.0.4:22, by "DenyAllInBound" (65500) of web.

    Rules tried, in evaluation order (✓ matches, ✗ does not, ? not known):
      Priority  Rule                           Access  Protocol  Source               Ports  Destination       Ports
      100       https                          Allow   ✓ Tcp     ✓ *                  ✓ *    ✓ *               ✗ 443
      110       ssh                            Allow   ✓ Tcp     ✗ 203.0.113.0/24     ✓ *    ✓ *               ✓ 22
      65000     AllowVnetInBound               Allow   ✓ *       ✗ VirtualNetwork     ✓ *    ✓ VirtualNetwork  ✓ *
      65001     AllowAzureLoadBalancerInBound  Allow   ✓ *       ✗ AzureLoadBalancer  ✓ *    ✓ *               ✓ *
      65500     DenyAllInBound                 Deny    ✓ *       ✓ *                  ✓ *    ✓ *               ✓ *    decides

    - Assumed: 10.0.0.4 is in the virtual network, public addresses are not.
    "
  `)
})

// Microsoft's IP flow verify quickstart: what its machine's flows are answered with.
test.each([
  ["outbound tcp 10.0.0.4:60000 -> 13.107.21.200:80", 0, "Allow", "defaultSecurityRules/AllowInternetOutBound"],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:22", 1, "Deny", "defaultSecurityRules/DenyAllInBound"],
  ["inbound tcp 168.63.129.16 -> 10.0.0.4:8080", 0, "Allow", "defaultSecurityRules/AllowVnetInBound"],
  ["inbound icmp 8.8.8.8 -> 10.0.0.4", 1, "Deny", "defaultSecurityRules/DenyAllInBound"],
  ["inbound tcp * -> 10.0.0.4:443", 0, "Allow", "securityRules/https"],
  ["inbound tcp [2001:db8::7] -> [fd00::4]:443", 0, "Allow", "securityRules/https"],
])("%s", async (flow, code, access, ruleName) => {
  expect(await verdict(flow)).toMatchObject({ code, access, ruleName })
})

test.each([
  ["outbound udp 10.0.0.4 -> Internet:53", '"AllowInternetOutBound" (65001)'],
  ["outbound udp 10.0.0.4 -> 168.63.129.0/24:5000", '"AllowVnetOutBound" (65000) and "AllowInternetOutBound" (65001)'],
])("the text names all rules that share %s", async (flow, rules) => {
  const { out } = await nsg(["verify", "web.json", "--flow", flow], { files })
  expect(out.split("\n")[0]).toBe(`Allow: ${flow}, by ${rules} of web.`)
})

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
    return JSON.parse(out).assumptions.filter((sentence: string) => sentence.startsWith("The parameter"))
  }
  expect(await answer({})).toEqual([
    "The parameters SSH and ports have their default values: a deployment may give others.",
  ])
  expect(await answer({ ssh: { value: false } })).toEqual([
    "The parameter ports has its default value: a deployment may give another.",
  ])
  expect(await answer({ ssh: { value: false }, Ports: { value: ["80"] } })).toEqual([])
})

test("a private address may be inside the virtual network or not", async () => {
  const flow = "inbound tcp 172.31.0.100 -> 10.0.0.4:80"
  expect(await verdict(flow)).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow if 172.31.0.100 is in the virtual network (AllowVnetInBound), otherwise Deny (DenyAllInBound).",
      ],
      "code": 3,
      "ruleName": "defaultSecurityRules/AllowVnetInBound",
    }
  `)
  expect(await verdict(flow, "--vnet", "10.0.0.0/16")).toMatchObject({ code: 1 })
  expect(await verdict(flow, "--vnet", "10.0.0.0/16", "172.31.0.0/16")).toMatchObject({ code: 0 })
  expect(await verdict(flow, "--vnet", "10.0.0.0/16", "--vnet", "172.31.0.0/16")).toMatchObject({ code: 0 })
  expect(await verdict(flow, "--vnet", "10.0.0.5/16")).toMatchInlineSnapshot(`
    {
      "code": 2,
      "err": "nsg: --vnet: "10.0.0.5/16" is not an address prefix. Use 10.0.0.0/16.
    ",
    }
  `)
})

test("a set of packets has one answer only where its rules agree", async () => {
  expect(await verdict("inbound tcp 203.0.112.0/23 -> 10.0.0.4:22")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "traffic from 203.0.113.0/24 is allowed by "ssh" (110); everything else from 203.0.112.0/23 is denied by DenyAllInBound.",
        "For example, tcp 203.0.113.7:50000 -> 10.0.0.4:22 is allowed and tcp 203.0.112.4:50000 -> 10.0.0.4:22 is denied.",
      ],
      "code": 3,
      "ruleName": "securityRules/ssh",
    }
  `)
})

test("platform traffic is not judged by ordinary rules", async () => {
  expect(await verdict("outbound udp 10.0.0.4 -> 168.63.129.16:53")).toMatchInlineSnapshot(`
    {
      "access": "Deny",
      "assumptions": [
        "Azure-provided DNS is platform traffic, not judged by ordinary rules; only a Deny rule for AzurePlatformDNS stops it.",
      ],
      "code": 1,
      "ruleName": "securityRules/no-dns",
    }
  `)
  expect(await verdict("outbound tcp 10.0.0.4 -> 169.254.169.254:80")).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [
        "The Instance Metadata Service is platform traffic, not judged by ordinary rules; only a Deny rule for AzurePlatformIMDS stops it.",
        "By the rules alone it would be denied by DenyAllOutBound.",
      ],
      "code": 0,
      "ruleName": null,
    }
  `)
  expect(await verdict("outbound tcp 10.0.0.4 -> 23.102.135.246:1688")).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [
        "Windows activation (KMS) is platform traffic, not judged by ordinary rules; only a Deny rule for AzurePlatformLKM stops it.",
        "But where a user-defined route sends 0.0.0.0/0 elsewhere, ordinary rules and routes may decide.",
        "By the rules alone it would be allowed by AllowInternetOutBound.",
      ],
      "code": 0,
      "ruleName": null,
    }
  `)
})

const closed = azGroup("web", [
  { name: "none", priority: 200, direction: "Outbound", access: "Deny", protocol: "*", destination: "*" },
])

async function askClosed(flow: string, text = closed) {
  const { out } = await nsg(["verify", "t.json", "--flow", flow, "--format=json"], { files: { "t.json": text } })
  return JSON.parse(out)
}

// What a set holds of platform traffic is not denied with the rest.
test.each([
  ["outbound tcp 10.0.0.4 -> 169.254.169.254:*", "The Instance Metadata Service is allowed as platform traffic", ""],
  [
    "outbound tcp 10.0.0.4 -> 168.63.129.16/31:80",
    "VM agent traffic is allowed as platform traffic",
    " to 168.63.129.16/31",
  ],
  ["outbound udp 10.0.0.4 -> *:53", "Azure-provided DNS is allowed as platform traffic", ""],
  [
    "outbound udp 10.0.0.4 -> 168.63.129.16:*",
    "Azure-provided DNS and Azure-provided DHCP are allowed as platform traffic",
    "",
  ],
])("%s holds platform traffic", async (flow, allowed, where) => {
  const answer = await askClosed(flow)
  expect(answer).toMatchObject({
    access: "Unknown",
    ruleName: "securityRules/none",
    assumptions: [`${allowed}; everything else${where} is denied by "none" (200).`],
  })
  expect(answer.parts[0]).toMatchObject({ access: "Allow", ruleName: null })
  expect(answer.parts.at(-1)).toMatchObject({ access: "Deny", ruleName: "securityRules/none" })
})

test.each([
  ["outbound tcp 10.0.0.4 -> 168.63.129.18/31:80", "Deny"],
  ["outbound icmp 10.0.0.4 -> *", "Deny"],
  ["inbound tcp 8.8.8.8 -> *:53", "Deny"],
])("%s holds none", async (flow, access) => {
  expect((await askClosed(flow)).access).toBe(access)
})

test("where a tag is denied, all of the set is", async () => {
  const values = { direction: "Outbound", access: "Deny", protocol: "*" } as const
  const none = { ...values, name: "none", priority: 200, destination: "*" }
  const tags = ["AzurePlatformDNS", "AzurePlatformIMDS"].map((destination, index) => ({
    ...{ ...values, name: destination, priority: 100 + index, destination },
  }))
  const text = azGroup("web", [...tags, none])
  expect((await askClosed("outbound udp 10.0.0.4 -> *:53", text)).access).toBe("Deny")
  expect((await askClosed("outbound tcp 10.0.0.4 -> 169.254.169.254:*", text)).access).toBe("Deny")
})

test.each([
  ["udp", "AzurePlatformDNS", 53],
  ["tcp", "AzurePlatformIMDS", 80],
  ["tcp", "azureplatformlkm", 1688],
])("%s to %s:%i is platform traffic", async (protocol, destination, port) => {
  const flow = `outbound ${protocol} 10.0.0.4 -> ${destination}:${port}`
  expect(await askClosed(flow)).toMatchObject({ access: "Allow", ruleName: null })
  const values = { direction: "Outbound", access: "Deny", protocol: "*", destination } as const
  const stopped = azGroup("web", [{ ...values, name: "stop", priority: 100 }])
  expect(await askClosed(flow, stopped)).toMatchObject({ access: "Deny", ruleName: "securityRules/stop" })
})

test.each(["Allow", "Deny"] as const)("%s of a platform tag matches its destination", async access => {
  const values = { direction: "Outbound", protocol: "*", destination: "AzurePlatformDNS" } as const
  const text = azGroup("web", [{ ...values, name: "dns", priority: 100, access }])
  expect(await askClosed("outbound udp 10.0.0.4 -> 168.63.129.16:53", text)).toMatchObject({
    access,
    ruleName: access === "Allow" ? null : "securityRules/dns",
    evaluatedNetworkSecurityGroups: [
      {
        rulesEvaluationResult: [{ name: "securityRules/dns", destinationMatched: true, destinationPortMatched: true }],
      },
    ],
  })
})

test("az's words say the same", async () => {
  const words = [
    "--direction",
    "Inbound",
    "--protocol",
    "TCP",
    "--local",
    "10.0.0.4:22",
    "--remote",
    "203.0.113.7:50000",
  ]
  const flow = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"
  const [spoken, line] = [
    await nsg(["verify", "web.json", ...words], { files }),
    await nsg(["verify", "web.json", "--flow", flow], { files }),
  ]
  expect(spoken).toEqual(line)
  expect(await nsg(["verify", "web.json", ...words, "--flow", flow], { files })).toMatchObject({ code: 2 })
})

test("which group is meant has to be clear", async () => {
  const ask = (...more: string[]) =>
    nsg(["verify", ...more, "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"], { files })
  expect(await ask("two.json")).toEqual({
    code: 2,
    out: "",
    err: 'nsg: There are 2 NSGs here: "web" and "db". Name one of them with --nsg.\n',
  })
  expect((await ask("two.json", "--nsg", "DB")).code).toBe(1)
  expect((await ask("two.json", "--nsg", "web")).code).toBe(0)
  expect(await ask("web.json", "--nsg", "db")).toMatchObject({
    code: 2,
    err: 'nsg: There is no NSG "db" here, only "web".\n',
  })
})

test("groups of one name are told apart by their lines", async () => {
  const group = (rules: string) => `{
    "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
    "name": "n1",
    "properties": { "securityRules": [${rules}] }
  }`
  const https = `{ "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
    "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }`
  const twins = `{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [${group("")}, ${group(https)}]
  }`
  const flow = ["--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"]
  const ask = (...more: string[]) => nsg(["verify", "t.json", ...flow, ...more], { files: { "t.json": twins } })
  expect(await ask()).toMatchObject({
    code: 2,
    err: 'nsg: There are 2 NSGs here: "n1@6" and "n1@10". Name one of them with --nsg.\n',
  })
  expect(await ask("--nsg", "n1")).toMatchObject({
    code: 2,
    err: 'nsg: 2 NSGs here are called "n1". Name one of them with its line: "n1@6" and "n1@10".\n',
  })
  expect((await ask("--nsg", "n1@6")).code).toBe(1)
  expect((await ask("--nsg", "N1@10")).code).toBe(0)
  expect(await ask("--nsg", "n1@7")).toMatchObject({
    code: 2,
    err: 'nsg: There is no NSG "n1@7" here, only "n1@6" and "n1@10".\n',
  })
  // A text of one line has columns.
  const line = { "t.json": JSON.stringify(JSON.parse(twins)) }
  const { err } = await nsg(["verify", "t.json", ...flow], { files: line })
  const [first, second] = [...err.matchAll(/"(n1@1:\d+)"/g)].map(([, name]) => name ?? "")
  expect((await nsg(["verify", "t.json", ...flow, "--nsg", first!], { files: line })).code).toBe(1)
  expect((await nsg(["verify", "t.json", ...flow, "--nsg", second!], { files: line })).code).toBe(0)
})

/** An ARM template whose one group has these rules, as JSON. */
function template(rules: string): string {
  return `{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [{
      "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "securityRules": ${rules} }
    }]
  }`
}

const standalone = (priority: number) => `, {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/ssh",
      "properties": { "priority": ${priority}, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }]`

async function ask(text: string, flow: string) {
  const { out } = await nsg(["verify", "t.json", "--flow", flow, "--format=json"], { files: { "t.json": text } })
  const { access, ruleName, assumptions } = JSON.parse(out)
  return { access, ruleName, assumptions: assumptions.filter(isTold) }
}

test("a group of which part cannot be known answers only what holds in any case", async () => {
  const partial = template(`"[parameters('rules')]"`)
  const ssh = "inbound tcp 8.8.8.8 -> 10.0.0.4:22"
  expect(await ask(partial, ssh)).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Deny (DenyAllInBound), unless a rule that is not known here matches first (there is no parameter 'rules').",
      ],
      "ruleName": "defaultSecurityRules/DenyAllInBound",
    }
  `)
  // Hidden rules may name the tag of platform traffic, too.
  expect(await ask(partial, "outbound udp 10.0.0.4 -> 168.63.129.16:53")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow as platform traffic, unless a rule that is not known here matches first (there is no parameter 'rules').",
        "Azure-provided DNS is platform traffic, not judged by ordinary rules; only a Deny rule for AzurePlatformDNS stops it.",
      ],
      "ruleName": null,
    }
  `)
  expect(await ask(partial, "outbound udp 10.0.0.4 -> 168.63.129.16:67")).toMatchObject({
    access: "Allow",
    ruleName: null,
  })
  // No rule can come before priority 100, but before 110 there is room.
  expect(await ask(partial.replace(/\]\s*\}$/, `${standalone(100)} }`), ssh)).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [],
      "ruleName": "securityRules/ssh",
    }
  `)
  expect(await ask(partial.replace(/\]\s*\}$/, `${standalone(110)} }`), ssh)).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow (ssh), unless a rule that is not known here matches first (there is no parameter 'rules').",
      ],
      "ruleName": "securityRules/ssh",
    }
  `)
})

test("a text that depends says so once, before the rules", async () => {
  const { code, out } = await nsg(["verify", "web.json", "--flow", "inbound tcp 172.31.0.100 -> 10.0.0.4:80"], {
    files,
  })
  expect(code).toBe(3)
  expect(out).toMatchInlineSnapshot(`
    "Depends: Allow if 172.31.0.100 is in the virtual network, otherwise Deny.
    inbound tcp 172.31.0.100 -> 10.0.0.4:80, in web

    Rules tried, in evaluation order (✓ matches, ✗ does not, ? not known):
      Priority  Rule                           Access  Protocol  Source               Ports  Destination       Ports
      100       https                          Allow   ✓ Tcp     ✓ *                  ✓ *    ✓ *               ✗ 443
      110       ssh                            Allow   ✓ Tcp     ✗ 203.0.113.0/24     ✓ *    ✓ *               ✗ 22
      65000     AllowVnetInBound               Allow   ✓ *       ? VirtualNetwork     ✓ *    ✓ VirtualNetwork  ✓ *    may decide
      65001     AllowAzureLoadBalancerInBound  Allow   ✓ *       ✗ AzureLoadBalancer  ✓ *    ✓ *               ✓ *
      65500     DenyAllInBound                 Deny    ✓ *       ✓ *                  ✓ *    ✓ *               ✓ *    may decide

    - Assumed: 10.0.0.4 is in the virtual network, public addresses are not.
    "
  `)
})

test("values that cannot be known leave both outcomes open", async () => {
  const rule = `[{ "name": "app", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "[parameters('protocol')]",
    "sourceAddressPrefix": "[parameters('from')]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "[parameters('port')]" } }]`
  expect(await ask(template(rule), "inbound tcp 8.8.8.8 -> 10.0.0.4:22")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow if 8.8.8.8 is in [parameters('from')], port 22 is in [parameters('port')] and [parameters('protocol')] includes Tcp (app), otherwise Deny (DenyAllInBound).",
      ],
      "ruleName": "securityRules/app",
    }
  `)
  const web = template(rule.replace("[parameters('protocol')]", "Icmp").replace("[parameters('port')]", "80"))
  expect(await ask(web, "inbound icmp 8.8.8.8 -> 10.0.0.4")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow if 8.8.8.8 is in [parameters('from')] and "app" matches Icmp although it names ports, otherwise Deny (DenyAllInBound).",
      ],
      "ruleName": "securityRules/app",
    }
  `)
})

test("a set is spoken of by a packet for each ending, and never said to lie in itself", async () => {
  const rules = [
    { name: "foo", priority: 100, source: "Storage", port: "443" },
    { name: "net", priority: 110, source: "10.0.0.0/8", port: "443" },
    { name: "some", priority: 120, source: "AzureCloud", port: "443", access: "Deny" as const },
  ]
  const text = azGroup("web", rules)
  expect((await askClosed("inbound tcp Storage -> 10.0.0.4:443", text)).access).toBe("Allow")
  const { assumptions } = await askClosed("inbound tcp AzureCloud -> 10.0.0.4:443", text)
  expect(assumptions[0]).toMatchInlineSnapshot(`"Allow from Storage (foo), otherwise Deny (some)."`)
})

test("a rule is said to come first where only its place is not known, and to be there where only that is not", async () => {
  const rule = (priority: string, condition = "") => `{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": { "p": { "type": "int" }, "c": { "type": "bool" } },
    "resources": [{
      "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": {}
    }, {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/u", ${condition}
      "properties": { "priority": ${priority}, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }]
  }`
  const say = async (text: string) => (await askClosed("inbound tcp 8.8.8.8 -> 10.0.0.4:22", text)).assumptions[0]
  const condition = `"condition": "[parameters('c')]",`
  const place = `"[parameters('p')]"`
  expect(await say(rule(place))).toBe('Allow if "u" comes first (its priority is p), otherwise Deny (DenyAllInBound).')
  expect(await say(rule("100", condition))).toBe('Allow if "u" is deployed, otherwise Deny (DenyAllInBound).')
  expect(await say(rule(place, condition))).toBe(
    'Allow if "u" is deployed and comes first (its priority is p), otherwise Deny (DenyAllInBound).',
  )
})

test("a broken document is not answered for without a word", async () => {
  const broken = web.replace('"priority": 110', '"priority": 110 110')
  expect(broken).not.toBe(web)
  const line = broken.slice(0, broken.indexOf("110 110")).split("\n").length
  const { assumptions } = await askClosed("inbound tcp 203.0.113.7 -> 10.0.0.4:443", broken)
  expect(assumptions).toContain(`Line ${line} has a syntax error: rules after it may be missing.`)
})

test("rules of equal priority are taken in the order of the document, which is said", async () => {
  const rule = (name: string, access: string) => ({ name, access, priority: 100, port: "22" })
  const files = { "web.json": azGroup("web", [rule("open", "Allow"), rule("close", "Deny")]) }
  const { out } = await nsg(["verify", "web.json", "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"], { files })
  expect(out).toMatchInlineSnapshot(`
    "Allow: inbound tcp 8.8.8.8 -> 10.0.0.4:22, by "open" (100) of web.

    Rules tried, in evaluation order (✓ matches, ✗ does not, ? not known):
      Priority  Rule  Access  Protocol  Source  Ports  Destination  Ports
      100       open  Allow   ✓ Tcp     ✓ *     ✓ *    ✓ *          ✓ 22   decides

    - "open" (100) shares its priority with another rule, which Azure refuses. Here the first one in the file decides.
    - A second NSG (subnet or NIC) could still block this.
    "
  `)
})

test("rules of equal priority that exclude each other are no tie", async () => {
  const properties = { ...plainRule, access: "Allow" }
  const alone = (name: string, access: string, condition: string) => ({
    ...{ type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01", name, condition },
    properties: { ...properties, access },
  })
  const template = {
    ...{ $schema: "deploymentTemplate.json#", contentVersion: "1.0.0.0" },
    parameters: { open: { type: "bool", defaultValue: true } },
    resources: [
      { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web", properties: {} },
      alone("web/open", "Allow", "[parameters('open')]"),
      alone("web/close", "Deny", "[not(parameters('open'))]"),
    ],
  }
  const args = ["verify", "web.json", "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"]
  const { out } = await nsg(args, { files: { "web.json": JSON.stringify(template) } })
  expect(out).toContain('Allow: inbound tcp 8.8.8.8 -> 10.0.0.4:22, by "open" (100) of web.')
  expect(out).not.toContain("the same priority")
})

const kept = "Ansible keeps existing rules of the group that are not in this file"

test.each([
  ["", "", `${kept} (purge_rules is false).`],
  ["    purge_rules: false\n", "", `${kept} (purge_rules is false).`],
  ["    purge_rules: true\n", "", undefined],
  ["    purge_rules: yes\n", "", undefined],
  ['    purge_rules: "{{ purge }}"\n', "", `${kept} (unless purge_rules is true).`],
  ["", "  module_defaults:\n    azure.azcollection.azure_rm_securitygroup: { purge_rules: true }\n", undefined],
])("Ansible with %j and %j", async (argument, defaults, said) => {
  const play = `- hosts: localhost
${defaults}  tasks:
  - azure.azcollection.azure_rm_securitygroup:
      resource_group: rg
      name: web
${argument.replace(/^ {4}/, "      ")}      rules:
      - { name: a, priority: 100, protocol: Tcp, destination_port_range: 80 }
`
  const args = ["verify", "t.yml", "--flow", "inbound tcp 8.8.8.8:1 -> 10.0.0.4:443", "--format", "json"]
  const { out } = await nsg(args, { files: { "t.yml": play } })
  const { access, assumptions } = JSON.parse(out)
  expect(access).toBe("Deny")
  expect(assumptions.find((sentence: string) => sentence.startsWith("Ansible"))).toBe(said)
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
  ["[parameters('x')]", 'if "q" matches (its values come from x), otherwise Deny.'],
  [
    "[union(parameters('x'), createObject('priority', 200))]",
    'if "q" matches (its values come from x), otherwise Deny.',
  ],
  [
    "[union(parameters('x'), createObject('protocol', 'Tcp', 'sourceAddressPrefix', '*', 'sourcePortRange', '*'))]",
    'if "q" is inbound and comes first, 10.0.0.4 is in x and port 443 is in x, otherwise Deny.',
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
