import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"
import { answer, shortAnswer, template, web } from "./verdicts.ts"

const standalone = (priority: number) => `, {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/ssh",
      "properties": { "priority": ${priority}, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }]`

test("a group of which part cannot be known answers only what holds in any case", async () => {
  const partial = template(`"[parameters('rules')]"`)
  const ssh = "inbound tcp 8.8.8.8 -> 10.0.0.4:22"
  expect(await shortAnswer(partial, ssh)).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Deny (DenyAllInBound), unless a rule that is not known here matches first (there is no parameter 'rules').",
      ],
      "ruleName": "defaultSecurityRules/DenyAllInBound",
    }
  `)
  // Hidden rules may name the tag of platform traffic, too.
  expect(await shortAnswer(partial, "outbound udp 10.0.0.4 -> 168.63.129.16:53")).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow as platform traffic, unless a rule that is not known here matches first (there is no parameter 'rules').",
        "Azure-provided DNS is platform traffic, to which ordinary rules do not apply; only a Deny for AzurePlatformDNS blocks it.",
      ],
      "ruleName": null,
    }
  `)
  expect(await shortAnswer(partial, "outbound udp 10.0.0.4 -> 168.63.129.16:67")).toMatchObject({
    access: "Allow",
    ruleName: null,
  })
  // No rule can come before priority 100, but before 110 there is room.
  expect(await shortAnswer(partial.replace(/\]\s*\}$/, `${standalone(100)} }`), ssh)).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [],
      "ruleName": "securityRules/ssh",
    }
  `)
  expect(await shortAnswer(partial.replace(/\]\s*\}$/, `${standalone(110)} }`), ssh)).toMatchInlineSnapshot(`
    {
      "access": "Unknown",
      "assumptions": [
        "Allow (ssh), unless a rule that is not known here matches first (there is no parameter 'rules').",
      ],
      "ruleName": "securityRules/ssh",
    }
  `)
})

test("in a broken document a rule may be missing: only what no other can come before is sure", async () => {
  const broken = web.replace('"priority": 110', '"priority": 110 110')
  expect(broken).not.toBe(web)
  expect((await answer(broken, "inbound tcp 203.0.113.7 -> 10.0.0.4:443")).access).toBe("Allow")
  const { access, assumptions } = await answer(broken, "inbound tcp 203.0.113.7 -> 10.0.0.4:9999")
  expect(access).toBe("Unknown")
  expect(assumptions[0]).toContain("unless a rule that is not known here matches first")
})

test("a fault behind the group counts, too: a rule may stand there as a resource of its own", async () => {
  const other = { type: "Microsoft.Network/publicIPAddresses", apiVersion: "2023-09-01", name: "ip" }
  const template = JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" }, other],
  })
  const flow = "inbound tcp 203.0.113.7 -> 10.0.0.4:9999"
  expect((await answer(template, flow)).access).toBe("Deny")
  const { access, assumptions } = await answer(template.slice(0, template.indexOf('"ip"')), flow)
  expect([access, assumptions[0]]).toEqual([
    "Unknown",
    "Deny (DenyAllInBound), unless a rule that is not known here matches first (line 1 of the file has a syntax error).",
  ])
})

const kept = "Ansible keeps existing rules of this NSG that are not in the file"

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
