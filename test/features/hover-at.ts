import { expect } from "vitest"
import { MarkupContent } from "vscode-languageserver-types"
import { hover } from "../../server/src/features/hover.ts"
import { open } from "./support.ts"

export const web = `
name: web
location: westeurope
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: web, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
- { name: again, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.8/32, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: probes, priority: 130, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 168.63.129.16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: blobs, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage.WestEurope, destinationPortRange: 443 }
`

/** What is shown on the place before which `$0` is put, and the text it is about. */
export function hoverAt(place: string, text = web, language: "json" | "yaml" = "yaml"): string | null {
  expect(text).toContain(place)
  const { document, analysed, cursor } = open(
    text.replace(place, () => `$0${place}`),
    language,
  )
  const found = hover(document, analysed, document.positionAt(cursor))
  if (!found || !MarkupContent.is(found.contents)) return null
  return `⟨${document.getText(found.range).slice(0, 40)}⟩\n${found.contents.value}`
}

export const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "admin": { "type": "string" }, "port": { "type": "int", "defaultValue": 22 } },
  "resources": [{
    "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[concat('w', 'eb')]",
    "properties": { "securityRules": [{ "name": "ssh", "properties": {
      "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
      "sourceAddressPrefix": "[parameters('admin')]", "sourcePortRange": "*",
      "destinationAddressPrefix": "*", "destinationPortRange": "[string(parameters('port'))]"
    } }] }
  }]
}`
