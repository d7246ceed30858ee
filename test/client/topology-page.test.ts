import { expect, test } from "vitest"
import { topologyPage } from "../../client/src/topology-page.ts"
import { drawPicture } from "../../server/src/features/picture-svg.ts"
import { topologyPicture } from "../../server/src/features/topology-picture.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"

test("nothing but the page's own style and script runs, by a nonce that is new each time", () => {
  const page = topologyPage("<svg></svg>")
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(page) ?? []
  expect(nonce).toHaveLength(36)
  expect(page).toContain(`content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'"`)
  expect(page.match(/<(?:script|style)[^>]*>/g)).toEqual([`<style nonce="${nonce}">`, `<script nonce="${nonce}">`])
  expect(page).not.toMatch(/https?:|\son\w+=|url\(/)
  expect(topologyPage("")).not.toContain(`'nonce-${nonce}'`)
})

const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  resources: [
    { type: "Microsoft.Network/networkSecurityGroups", name: "web", properties: {} },
    {
      type: "Microsoft.Network/virtualNetworks",
      name: "hub",
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "app", properties: { networkSecurityGroup: { id: "/x/far" } } }],
      },
    },
    ...["one", "two"].map(name => ({
      type: "Microsoft.Resources/deployments",
      name,
      properties: { templateLink: { relativePath: `${name}.json` } },
    })),
  ],
}
const page = topologyPage(drawPicture(topologyPicture(topologyOfFiles({ "file:///w/main.json": template }))).svg)

test("whatever leads to a document is a button that the keyboard reaches, and everything has a role and a name", () => {
  const tags = page.match(/<(?:svg|g)\b[^>]*>/g) ?? []
  expect(tags.length).toBeGreaterThan(6)
  for (const tag of tags) {
    expect(tag).toMatch(/ role="(?:group|button|note)"/)
    expect(tag).toMatch(/ aria-label="[^"]+"/)
    expect(tag.includes('role="button"')).toBe(tag.includes("data-place="))
    expect(tag.includes('role="button"')).toBe(tag.includes('tabindex="0"'))
  }
  // What is within a button has no role of its own to a screen reader.
  expect(page).not.toMatch(/role="button"(?:(?!<\/g>).)*role=/)
  // Lines between frames are told in the frames' own words.
  for (const path of page.match(/<path[^>]*>/g) ?? []) expect(path).toContain('aria-hidden="true"')
})

test("themes of high contrast and the system's forced colours have their borders and their focus", () => {
  const [, style = ""] = /<style[^>]*>(.*)<\/style>/s.exec(page) ?? []
  const [usual = "", forced = ""] = style.split("@media (forced-colors: active)")
  expect(usual).toMatch(/\nrect \{[^}]*--vscode-contrastBorder/)
  expect(usual).toMatch(/:hover rect \{[^}]*--vscode-contrastActiveBorder/)
  expect(usual).toMatch(/:focus-visible rect \{[^}]*--vscode-focusBorder/)
  expect(forced).toMatch(/:focus-visible rect \{[^}]*Highlight/)
  // Every colour of the page is a theme's or, where colours are forced, the system's.
  expect(usual.replace(/var\([^;]*\)/g, "")).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|hsl/i)
  const classes = new Set([...usual.matchAll(/\.(\w+)[^{}]*\{[^}]*(?:stroke|fill):/g)].map(([, name]) => name))
  for (const name of classes) expect(forced).toMatch(new RegExp(`\\.${name}\\b`))
})
