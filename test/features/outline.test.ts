import { expect, test } from "vitest"
import { TextDocument } from "vscode-languageserver-textdocument"
import type { DocumentSymbol, SelectionRange } from "vscode-languageserver-types"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { TopologyKeeper } from "../../server/src/analysis/workspace-topology.ts"
import { documentLinks } from "../../server/src/features/document-links.ts"
import { outline } from "../../server/src/features/outline.ts"
import { selectionRange } from "../../server/src/features/selection-range.ts"
import { workspaceSymbols } from "../../server/src/features/workspace-symbols.ts"
import { readFiles } from "../support/read-files.ts"
import { template, web } from "./hover-at.ts"
import { open } from "./support.ts"

function told({ name, detail, tags, children = [] }: DocumentSymbol): unknown {
  return [`${name}: ${detail}${tags ? " (dead)" : ""}`, ...children.map(told)].flat()
}

test("the outline has groups, and in them rules in evaluation order", () => {
  const shuffled = web.replace("priority: 110", "priority: 90000").replace("priority: 100", "priority: 125")
  const { document, analysed } = open(shuffled)
  expect(outline(document, analysed).map(told)).toMatchInlineSnapshot(`
    [
      [
        "web: 5 rules",
        "web: 90000? Inbound Deny Tcp",
        "again: 120 Inbound Allow Tcp",
        "https: 125 Inbound Allow Tcp",
        "probes: 130 Inbound Allow *",
        "blobs: 100 Outbound Allow Tcp",
      ],
    ]
  `)
})

test("a rule that never matches is struck through", () => {
  const { document, analysed } = open(web)
  const [group] = outline(document, analysed)
  expect(group?.children?.filter(({ tags }) => tags).map(({ name }) => name)).toEqual(["again"])
})

test("every name stands within its whole", () => {
  for (const [text, language] of [
    [web, "yaml"],
    [template, "json"],
  ] as const) {
    const { document, analysed } = open(text, language)
    const check = ({ range, selectionRange, children = [] }: DocumentSymbol) => {
      expect(document.offsetAt(selectionRange.start)).toBeGreaterThanOrEqual(document.offsetAt(range.start))
      expect(document.offsetAt(selectionRange.end)).toBeLessThanOrEqual(document.offsetAt(range.end))
      children.forEach(check)
    }
    outline(document, analysed).forEach(check)
  }
})

const network = `{ "name": "hub", "type": "Microsoft.Network/virtualNetworks", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
  "subnets": [{ "name": "web", "addressPrefix": "10.0.1.0/24" }] }`

function indexed(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([name, text]) => {
    const language = name.endsWith("yaml") ? "yaml" : "json"
    return indexedText(readText({ uri: `file:///w/${name}`, language, text }, defaultSettings))
  })
}

test.each([
  ["", ["web", "https", "web", "again", "probes", "blobs", "hub", "hub/web"]],
  ["HTTPS", ["https"]],
  ["hw", ["hub/web"]],
  ["nowhere", []],
])("the workspace's symbols for %j", (query, names) => {
  const texts = indexed({ "web.yaml": web, "vnet.json": network })
  const topology = new TopologyKeeper().of(indexResources(texts))
  const linesOf = () => TextDocument.create("", "", 0, "")
  expect(workspaceSymbols(query, texts, topology, linesOf).map(({ name }) => name)).toEqual(names)
})

test("a selection grows from a part of an expression to the document", () => {
  const { document, analysed, cursor } = open(template.replace("parameters('port')", "parameters('po$0rt')"), "json")
  const texts: string[] = []
  for (
    let at: SelectionRange | undefined = selectionRange(document, analysed, document.positionAt(cursor));
    at;
    at = at.parent
  )
    texts.push(document.getText(at.range))
  expect(texts.slice(0, 6)).toEqual([
    "'port'",
    "parameters('port')",
    "string(parameters('port'))",
    "[string(parameters('port'))]",
    "\"[string(parameters('port'))]\"",
    '"destinationPortRange": "[string(parameters(\'port\'))]"',
  ])
  expect(texts.at(-1)).toBe(document.getText())
})

test.each([
  ['"relativePath": "nested/net.json"', ["file:///w/nested/net.json"]],
  [`"uri": "[uri(deployment().properties.templateLink.uri, 'nested/net.json')]"`, ["file:///w/nested/net.json"]],
  ['"relativePath": "nested/other.json"', []],
  ['"relativePath": "twice.json"', []],
  [`"uri": "[concat(parameters('base'), '/twice.json')]"`, []],
])("a link leads to the template of %s", (link, targets) => {
  const main = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [ { "type": "Microsoft.Network/virtualNetworks", "name": "hub", "properties": {} },
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "net", "properties": { "mode": "Incremental", "templateLink": { ${link} } } }] }`
  const names = ["nested/net.json", "a/twice.json", "b/twice.json"]
  const others = names.map(name => [`file:///w/${name}`, { resources: [] }] as const)
  const [read] = readFiles({ "file:///w/main.json": main, ...Object.fromEntries(others) })
  const document = TextDocument.create("file:///w/main.json", "json", 1, main)
  const links = documentLinks(document, read ? indexedText(read).linked() : [])
  expect(links.map(({ target }) => target)).toEqual(targets)
  for (const { range } of links) expect(link).toContain(document.getText(range))
})
