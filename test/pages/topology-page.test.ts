import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import type { TopologyContent } from "../../pages/src/messages.ts"
import { drawPicture } from "../../server/src/features/picture-svg.ts"
import { topologyPicture } from "../../server/src/features/topology-picture.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { Page } from "./page.ts"

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
const { svg, places } = drawPicture(topologyPicture(topologyOfFiles({ "file:///w/main.json": template })))
const at = (character: number) => ({ line: 0, character })
const content: TopologyContent = {
  kind: "topology",
  title: "NSG Topology",
  request: {},
  picture: {
    svg,
    places: places.map(({ document, range }) => ({
      uri: document,
      range: { start: at(range.start), end: at(range.end) },
    })),
  },
}

test("whatever leads to a document is a button that the keyboard reaches, and everything has a role and a name", () => {
  const page = new Page().show(content)
  const parts = [...page.document.querySelectorAll("svg, svg g")]
  expect(parts.length).toBeGreaterThan(6)
  for (const part of parts) {
    const isButton = part.getAttribute("role") === "button"
    expect(part.getAttribute("role")).toMatch(/^(group|button|note)$/)
    expect(part.getAttribute("aria-label")).toBeTruthy()
    expect(part.hasAttribute("data-place")).toBe(isButton)
    expect(part.getAttribute("tabindex")).toBe(isButton ? "0" : null)
    // What is within a button has no role of its own to a screen reader.
    if (isButton) expect(part.querySelector("[role]")).toBeNull()
  }
  // Lines between frames are told in the frames' own words.
  for (const path of page.document.querySelectorAll("path")) expect(path.getAttribute("aria-hidden")).toBe("true")
})

test("a click, Enter and the space bar lead to what stands there", () => {
  const page = new Page().show(content)
  const button = page.find<SVGElement>("[data-place='1']")
  page.press(button, "Enter")
  page.press(button, " ")
  page.press(button, "a")
  page.click(button)
  expect(page.said.filter(message => "place" in message)).toEqual(Array(3).fill({ place: content.picture.places[1] }))
})

test("who stands on a thing of the picture stays there when it is drawn anew", () => {
  const page = new Page().show(content)
  page.find<SVGElement>("[data-place='0']").focus()
  const { svg } = content.picture
  page.show({ ...content, picture: { ...content.picture, svg: svg.replaceAll("hub", "spoke") } })
  expect(page.document.activeElement?.getAttribute("aria-label")).toContain("spoke")
})

test("the same picture is not drawn anew: what is selected or scrolled to stays", () => {
  const page = new Page().show(content)
  const drawn = page.find("svg")
  page.tell({ problem: "Reading." })
  page.show(structuredClone(content))
  expect(page.find("svg")).toBe(drawn)
  expect(page.texts("[role=status]")).toEqual([""])
})

test("a reload asks for it again", () => {
  expect(new Page().show(content).state?.request).toEqual({})
})

test("axe finds nothing", async () => {
  expect(await new Page().show(content).violations()).toEqual([])
})

test("themes of high contrast and the system's forced colours have their borders and their focus", () => {
  const style = readFileSync("pages/src/picture.css", "utf8")
  const [usual = "", forced = ""] = style.split("@media (forced-colors: active)")
  expect(usual).toMatch(/\n\.picture rect \{[^}]*--vscode-contrastBorder/)
  expect(usual).toMatch(/:hover rect \{[^}]*--vscode-contrastActiveBorder/)
  expect(usual).toMatch(/:focus-visible rect \{[^}]*--vscode-focusBorder/)
  expect(forced).toMatch(/:focus-visible rect \{[^}]*Highlight/)
  // Every colour of the page is a theme's or, where colours are forced, the system's.
  expect(usual.replace(/var\([^;]*\)/g, "")).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|hsl/i)
  const coloured = [...usual.matchAll(/([^{}]*)\{[^}]*(?:stroke|fill):/g)].flatMap(([, selector = ""]) =>
    [...selector.matchAll(/\.(\w+)/g)].map(([, name]) => name),
  )
  expect(new Set(coloured).size).toBeGreaterThan(8)
  for (const name of coloured) expect(forced).toMatch(new RegExp(`\\.${name}\\b`))
})
