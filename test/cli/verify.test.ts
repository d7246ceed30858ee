import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"
import { answer, files, verdict } from "./verdicts.ts"

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

test("a set is spoken of by a packet for each ending, and never said to lie in itself", async () => {
  const rules = [
    { name: "foo", priority: 100, source: "Storage", port: "443" },
    { name: "net", priority: 110, source: "10.0.0.0/8", port: "443" },
    { name: "some", priority: 120, source: "AzureCloud", port: "443", access: "Deny" as const },
  ]
  const text = azGroup("web", rules)
  expect((await answer(text, "inbound tcp Storage -> 10.0.0.4:443")).access).toBe("Allow")
  const { assumptions } = await answer(text, "inbound tcp AzureCloud -> 10.0.0.4:443")
  expect(assumptions[0]).toMatchInlineSnapshot(`"Allow from Storage (foo), otherwise Deny (some)."`)
})
