import { expect, test } from "vitest"
import { topologyJson } from "../../server/src/features/topology-json.ts"
import { topologyPicture } from "../../server/src/features/topology-picture.ts"
import { topologyText } from "../../server/src/features/topology-text.ts"
import { topologyOfFiles } from "./describe-topology.ts"

const template = (...resources: readonly object[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { base: { type: "string" }, site: { type: "string", defaultValue: "https://example.org/" } },
  resources: [{ type: "Microsoft.Network/virtualNetworks", name: "hub", properties: {} }, ...resources],
})
const deployment = (name: string, properties: object, beside: object = {}) => ({
  ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name, ...beside },
  properties: { mode: "Incremental", ...properties },
})
const linked = (templateLink: object) => template(deployment("linked", { templateLink }))
const group = template({ type: "Microsoft.Network/networkSecurityGroups", name: "web", properties: {} })

const unknownIn = (link: object, others: Readonly<Record<string, object>> = {}) =>
  topologyOfFiles({ "file:///w/main.json": linked(link), ...others }).unresolved.map(one => [one.kind, one.reference])

test("a template that only a link leads to is listed as not known", () => {
  expect(unknownIn({ relativePath: "nested/nsg.json" })).toEqual([["linkedTemplate", "nested/nsg.json"]])
  expect(unknownIn({ uri: "[concat(parameters('site'), 'nested/nsg.json')]" })).toEqual([
    ["linkedTemplate", "https://example.org/nested/nsg.json"],
  ])
  expect(unknownIn({ uri: "[parameters('base')]" })).toEqual([["linkedTemplate", "[parameters('base')]"]])
  expect(unknownIn({ id: "/subscriptions/s/templateSpecs/net" })).toEqual([
    ["linkedTemplate", "/subscriptions/s/templateSpecs/net"],
  ])
})

test("a linked template beside or below the one that links it is at hand", () => {
  const beside = { "file:///w/nested/NSG.json": group }
  expect(unknownIn({ relativePath: "nested/nsg.json" }, beside)).toEqual([])
  expect(unknownIn({ uri: "[concat(parameters('base'), '/nested/nsg.json?sas')]" }, beside)).toEqual([])
  expect(unknownIn({ relativePath: "nsg.json" }, { "file:///other/nsg.json": group })).toHaveLength(1)
  expect(unknownIn({ relativePath: "nsg.json" }, { "file:///w/my-nsg.json": group })).toHaveLength(1)
})

test("each link is listed once, whatever loop it is in, and in every picture of the networks", () => {
  const link = { templateLink: { relativePath: "nsg.json" } }
  const looped = template(deployment("[concat('d', copyIndex())]", link, { copy: { name: "l", count: 3 } }))
  const topology = topologyOfFiles({ "file:///w/main.json": looped })
  expect(topologyText(topology, () => "here")).toContain(
    "Linked templates that are not in these files\n  nsg.json  here",
  )
  expect(topologyText(topology, () => "here")).not.toContain("Not defined here")
  expect(topologyJson(topology, () => ({})).unresolved).toEqual([{ kind: "linkedTemplate", reference: "nsg.json" }])
  expect(topologyPicture(topology).nodes.map(({ title }) => title)).toContain(
    "Linked templates that are not in these files",
  )
})

const id = (name: string) => `[resourceId('Microsoft.Resources/deployments', '${name}')]`
const circles = (...deployments: readonly object[]) =>
  topologyOfFiles({ "file:///w/main.json": template(...deployments) }).faults.map(
    fault => fault.kind === "circular-deployments" && fault.deployments,
  )
const after = (name: string, ...names: readonly string[]) =>
  deployment(name, { template: template() }, { dependsOn: names.map(id) })

test("deployments that wait for one another are one fault, whichever way leads to it", () => {
  expect(circles(after("a", "b"), after("b", "c"), after("c", "a"), after("d", "a"))).toEqual([["a", "b", "c"]])
  expect(circles(after("a", "a"))).toEqual([["a"]])
  expect(circles(after("z", "a"), after("a", "b"), after("b", "a"))).toEqual([["a", "b"]])
  expect(circles(after("a", "b"), after("b", "c"), after("c"))).toEqual([])
})

test("a parameter that is made of another deployment's output waits for it", () => {
  const asks = `[concat('x', reference(resourceId('Microsoft.Resources/deployments', 'b')).outputs.id.value)]`
  const a = deployment("a", { template: template(), parameters: { id: { value: [{ inner: asks }] } } })
  expect(circles(a, after("b", "a"))).toEqual([["a", "b"]])
})

test("what a condition may take away, and names that may be another resource's, make no circle", () => {
  expect(circles({ ...after("a", "b"), condition: "[parameters('base')]" }, after("b", "a"))).toEqual([])
  expect(circles(deployment("hub", { template: template() }, { dependsOn: ["hub"] }))).toEqual([])
})
