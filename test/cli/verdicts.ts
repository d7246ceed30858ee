import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

export const web = azGroup("web", [
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
export const files = { "web.json": web, "two.json": `[${web}, ${azGroup("db", [])}]` }

/** What every Allow says, and every answer that rests on the virtual network. */
function isTold(sentence: string): boolean {
  return sentence !== secondGroup && !sentence.startsWith("Assumed: ")
}
const secondGroup = "A second NSG (subnet or NIC) could still block this."

/** The verdict on one flow by the group `web`. */
export async function verdict(flow: string, ...more: string[]) {
  const { code, out, err } = await nsg(["verify", "web.json", "--flow", flow, "--format", "json", ...more], { files })
  if (err) return { code, err }
  const { access, ruleName, assumptions } = JSON.parse(out)
  return { code, access, ruleName, assumptions: assumptions.filter(isTold) }
}

/** An ARM template whose one group has these rules, as JSON. */
export function template(rules: string): string {
  return `{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [{
      "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "securityRules": ${rules} }
    }]
  }`
}

/** The answer on one flow by the group of a text, as JSON has it. */
export async function answer(text: string, flow: string) {
  const { out } = await nsg(["verify", "t.json", "--flow", flow, "--format=json"], { files: { "t.json": text } })
  return JSON.parse(out)
}

/** The same in short. */
export async function shortAnswer(text: string, flow: string) {
  const { access, ruleName, assumptions } = await answer(text, flow)
  return { access, ruleName, assumptions: assumptions.filter(isTold) }
}
