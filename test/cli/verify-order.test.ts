import { expect, test } from "vitest"
import { plainRule } from "../support/plain-rule.ts"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"
import { answer } from "./verdicts.ts"

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
  const say = async (text: string) => (await answer(text, "inbound tcp 8.8.8.8 -> 10.0.0.4:22")).assumptions[0]
  const condition = `"condition": "[parameters('c')]",`
  const place = `"[parameters('p')]"`
  expect(await say(rule(place))).toBe(
    `Allow if "u" comes first (its priority is [parameters('p')]), otherwise Deny (DenyAllInBound).`,
  )
  expect(await say(rule("100", condition))).toBe('Allow if "u" is deployed, otherwise Deny (DenyAllInBound).')
  expect(await say(rule(place, condition))).toBe(
    `Allow if "u" is deployed and comes first (its priority is [parameters('p')]), otherwise Deny (DenyAllInBound).`,
  )
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

    - "close" (100) has the same inbound priority as "open": Azure refuses the second rule (SecurityRuleConflict). Here the first one in the file decides.
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
