import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { topologyOf } from "../../server/src/analysis/workspace-topology.ts"
import { type GroupNode, type NetworkNode, networkTree } from "../../server/src/features/network-tree.ts"

type Line = readonly [string, (readonly Line[])?]

function treeOf(files: Readonly<Record<string, string>>): readonly Line[] {
  const texts = Object.entries(files).map(([name, text]) =>
    readText({ uri: `file:///${name}`, language: name.endsWith(".yaml") ? "yaml" : "json", text }, defaultSettings),
  )
  const index = indexResources(texts.map(indexedText))
  const { roots, groups } = networkTree(topologyOf(index), ({ document }) => document)
  const ofGroup = ({ label, rules }: GroupNode<string>): Line => [
    `NSG ${label}`,
    rules.map(rule => [`${rule.label} ${rule.description}`]),
  ]
  const ofNode = ({ label, description, end, groups: own, children }: NetworkNode<string>): Line => [
    [label, description, end].filter(Boolean).join(" | "),
    [...own.map(number => ofGroup(groups[number]!)), ...children.map(ofNode)],
  ]
  return roots.map(ofNode)
}

function example(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map(name => [name, readFileSync(`examples/network/${name}`, "utf8")]))
}

test("networks, subnets, NICs and groups of several files, rules in evaluation order", () => {
  expect(treeOf(example("network.json", "machines.json", "security.json"))).toMatchSnapshot()
})

test("a network that a tool names is below those with a name", () => {
  const cluster = readFileSync("examples/kubernetes/cluster-api.yaml", "utf8")
  const tree = treeOf({ "cluster-api.yaml": cluster, ...example("network.json") })
  expect(tree.map(([label]) => label.split(" | ")[0])).toEqual(["hub", "shop", "(no name)"])
})

test("without any network its groups are there all the same, each once", () => {
  expect(treeOf(example("security.json")).map(([label, lines = []]) => [label, lines.map(([line]) => line)])).toEqual([
    ["NSGs not attached to anything here", expect.arrayContaining(["NSG web-nsg", "NSG data-nsg"])],
  ])
})

test("a rule whose parts cannot be known says what is known, and comes first", () => {
  const rule = (name: string, priority: unknown, more = {}) => ({
    name,
    properties: { priority, access: "Allow", direction: "Inbound", protocol: "Tcp", ...more },
  })
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: { p: { type: "int" } },
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        name: "web",
        properties: {
          securityRules: [
            rule("b", 200),
            rule("out", 100, { direction: "Outbound", access: "Deny" }),
            rule("a", 100),
            rule("p", "[parameters('p')]"),
          ],
        },
      },
    ],
  }
  expect(treeOf({ "a.json": JSON.stringify(template) })[0]?.[1]).toEqual([
    ["NSG web", [["p Allow Inbound"], ["a 100 Allow Inbound"], ["b 200 Allow Inbound"], ["out 100 Deny Outbound"]]],
  ])
})
