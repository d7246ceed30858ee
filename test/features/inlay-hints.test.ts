import { expect, test } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { inlayHints } from "../../server/src/features/inlay/inlay-hints.ts"
import { readSettings } from "../../server/src/features/read-settings.ts"
import { template, web } from "./hover-at.ts"
import { open } from "./support.ts"

const all = {
  portServices: true,
  addressCounts: true,
  expressionValues: true,
  neverMatches: true,
  evaluationOrder: true,
}
const none = Object.fromEntries(Object.keys(all).map(kind => [kind, false])) as unknown as typeof all

/** The text with the hints in it, in ⟨⟩; `lines`: those that are shown. */
function hinted(text: string, settings = all, language: "json" | "yaml" = "yaml", lines: [number, number] = [0, 1000]) {
  const { document, analysed } = open(text, language)
  const part = { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } }
  const edits = inlayHints(document, analysed, part, settings).map(
    ({ position, label }) => [document.offsetAt(position), label] as const,
  )
  return edits.reduceRight((done, [at, label]) => `${done.slice(0, at)}⟨${label}⟩${done.slice(at)}`, text)
}

test("each kind stands behind what it is about", () => {
  expect(hinted(web)).toMatchInlineSnapshot(`
    "
    name: web
    location: westeurope
    securityRules:
    - { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443⟨HTTPS⟩ }
    - { name: web, priority: 110⟨after "https" (100)⟩, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24⟨256 addresses⟩, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80⟨HTTP⟩, 443⟨HTTPS⟩] }
    - { name: again⟨never matches⟩, priority: 120⟨after "web" (110)⟩, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.8/32, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80⟨HTTP⟩ }
    - { name: probes, priority: 130⟨after "again" (120)⟩, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 168.63.129.16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
    - { name: blobs, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage.WestEurope, destinationPortRange: 443⟨HTTPS⟩ }
    "
  `)
})

test.each([
  ["portServices", "443⟨HTTPS⟩"],
  ["addressCounts", "203.0.113.0/24⟨256 addresses⟩"],
  ["neverMatches", "again⟨never matches⟩"],
  ["evaluationOrder", '110⟨after "https" (100)⟩'],
] as const)("%s by itself", (kind, expected) => {
  const text = hinted(web, { ...none, [kind]: true })
  expect(text).toContain(expected)
  expect(text.replaceAll(/⟨[^⟩]*⟩/g, "")).toBe(web)
})

test("none where all are switched off, and two are off unless asked for", () => {
  expect(hinted(web, none)).toBe(web)
  expect(Object.values(defaultSettings.inlayHints).filter(on => !on)).toHaveLength(2)
})

test("the settings that the editor shows have the defaults that count, and bad values keep these", () => {
  const shown: Readonly<Record<string, { readonly default?: unknown }>> = manifest.contributes.configuration.properties
  for (const [kind, isOn] of Object.entries(defaultSettings.inlayHints)) {
    expect(shown[`nsg.inlayHints.${kind}`]?.default, kind).toBe(isOn)
  }
  const read = readSettings({ inlayHints: { addressCounts: true, neverMatches: "no" } }).inlayHints
  expect(read).toEqual({ ...defaultSettings.inlayHints, addressCounts: true })
})

test("an expression has its value behind it, where that is known", () => {
  const text = hinted(template, { ...none, expressionValues: true }, "json")
  expect(text).toContain(`"[string(parameters('port'))]"⟨= 22⟩`)
  expect(text).toContain(`"[parameters('admin')]",`)
})

test("an expression in a list has its value behind it, too", () => {
  const list = `"destinationPortRanges": ["80", "[parameters('port')]"]`
  const text = template.replace(/"destinationPortRange": .*/, list)
  expect(hinted(text, { ...none, expressionValues: true }, "json")).toContain(`"[parameters('port')]"⟨= 22⟩]`)
})

test("the rules of a loop say their values in one hint", () => {
  const rules = `"copy": [{ "name": "securityRules", "count": 5, "input": { "name": "r", "properties": {
    "priority": "[add(100, copyIndex('securityRules'))]", "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "Internet",
    "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" } } }]`
  const text = template.replace(/"securityRules": \[[\s\S]*?\}\s*\}\]/, rules)
  expect(hinted(text, { ...none, expressionValues: true }, "json")).toContain("⟨= 100, 101, 102 + 2 more⟩")
})

test("only what is shown is told", () => {
  const text = hinted(web, all, "yaml", [4, 5])
  expect(text.split("\n").map(line => line.includes("⟨"))).toEqual([
    false,
    false,
    false,
    false,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})
