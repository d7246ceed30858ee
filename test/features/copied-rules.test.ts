import { expect, test } from "vitest"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { inlayHints } from "../../server/src/features/inlay/inlay-hints.ts"
import { completeAt } from "./complete-at.ts"
import { hoverAt } from "./hover-at.ts"
import { open } from "./support.ts"

/** An export of the portal: a rule stands in its group and as a resource of its own. */
const exported = (ports: readonly [string, string]) => {
  const values = (port: string) => `"properties": {
      "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/24",
      "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "${port}" }`
  return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "securityRules": [{ "name": "ssh", ${values(ports[0])} }] } },
    { "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/ssh", ${values(ports[1])} }
  ]
}`
}
const kinds = { equal: exported(["22", "22"]), "of other values": exported(["22", "2222"]) }
const twice = "Written twice: findings and verdicts use the values of the standalone rule."

test.each(Object.entries(kinds))("in a copy that is %s words are explained, and which copy counts", (_, text) => {
  expect(hoverAt('22"', text, "json")).toBe(`⟨22⟩\nThe usual port of SSH.\n\n${twice}`)
  expect(hoverAt('ssh",', text, "json")).toContain(`**ssh** · 100 · Inbound · Allow\n\n${twice}`)
  expect(hoverAt('web/ssh",', text, "json")).not.toContain(twice)
})

test.each(Object.entries(kinds))("in a copy that is %s values are completed", (_, text) => {
  expect(completeAt(text.replace('"22"', '"$0"')).labels).toContain("3389")
  expect(completeAt(text.replace('"Tcp"', '"$0"')).labels).toContain("Udp")
})

test.each(Object.entries(kinds))("a copy that is %s has hints", (_, text) => {
  const { document, analysed } = open(text, "json")
  const whole = { start: { line: 0, character: 0 }, end: document.positionAt(text.length) }
  const hints = inlayHints(document, analysed, whole, defaultSettings.inlayHints)
  expect(hints.map(({ position, label }) => [position.line, label])).toContainEqual([7, "SSH"])
})
