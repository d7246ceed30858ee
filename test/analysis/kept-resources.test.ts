// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { describe, expect, test } from "vitest"
import { type IndexedText, indexedText, withoutText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { partFinder } from "../../server/src/topology/link/find-parts.ts"
import type { ResourceRef } from "../../server/src/values/resource-ref.ts"

const id = (path: string) => `/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Network/${path}`
const groupType = "Microsoft.Network/networkSecurityGroups" as const
const subnetType = "Microsoft.Network/virtualNetworks/subnets" as const

const texts = (files: Readonly<Record<string, object>>) =>
  Object.entries(files).map(([uri, content]) =>
    readText({ uri, language: "json", text: JSON.stringify(content, undefined, 2) }, defaultSettings),
  )

const nic = {
  ...{ id: id("networkInterfaces/nic"), name: "nic", type: "Microsoft.Network/networkInterfaces" },
  properties: { ipConfigurations: [{ properties: { subnet: { id: id("virtualNetworks/HUB/subnets/app") } } }] },
}
const network = {
  ...{ id: id("virtualNetworks/hub"), name: "hub", type: "Microsoft.Network/virtualNetworks" },
  properties: {
    subnets: [
      {
        ...{ id: id("virtualNetworks/hub/subnets/app"), name: "app" },
        properties: { networkSecurityGroup: { id: id("networkSecurityGroups/web") } },
      },
    ],
  },
}
const group = {
  ...{ id: id("networkSecurityGroups/web"), name: "web", type: groupType },
  properties: { securityRules: [] },
}

describe("a reference leads to its resource", () => {
  test("in another file of any folder by the whole id, whether that file's text is at hand or not", () => {
    const read = texts({ "a/nic.json": nic, "b/network.json": network, "c/group.json": group })
    for (const kept of [read.map(indexedText), read.map(text => withoutText(indexedText(text)))]) {
      const find = finderOf(kept)
      const [subnet] = find(read[1]!.resources()[1]!.reference, "a/nic.json")
      expect(subnet).toMatchObject({ uri: "b/network.json", part: { type: subnetType, name: "app" } })
      const [security] = find(groupIn(read[1]!), "b/network.json")
      expect(security).toMatchObject({ uri: "c/group.json", part: { type: groupType, name: "web" } })
    }
  })

  test("in another file of a Terraform module by its address, and in no other module", () => {
    const subnet = { azurerm_subnet: { app: { name: "app", virtual_network_name: "hub", resource_group_name: "rg" } } }
    const association = {
      azurerm_subnet_network_security_group_association: { a: { subnet_id: "${azurerm_subnet.app.id}" } },
    }
    const read = texts({
      "m/a.tf.json": { resource: association },
      "m/b.tf.json": { resource: subnet },
      "other/b.tf.json": { resource: subnet },
    })
    const find = finderOf(read.map(indexedText))
    const { reference } = read[0]!.resources()[0]!
    expect(find(reference, "m/a.tf.json").map(({ uri }) => uri)).toEqual(["m/b.tf.json"])
    expect(find(reference, "elsewhere/a.tf.json")).toEqual([])
  })

  test("in another file of the folder by its literal name, with as much said of where it is", () => {
    const named = (type: string, name: string) => ({ type, apiVersion: "2023-09-01", name, properties: {} })
    const template = (...resources: object[]) => ({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources,
    })
    const read = texts({
      "a/one.json": template(named("Microsoft.Network/virtualNetworks/subnets", "hub/app")),
      "a/two.json": template(named("Microsoft.Network/virtualNetworks", "hub")),
      "a/shown.json": network,
      "b/two.json": template(named("Microsoft.Network/virtualNetworks", "hub")),
    })
    const { parent } = read[0]!.resources()[0]!
    const found = finderOf(read.map(indexedText))(parent!, "a/one.json")
    expect(found.map(({ uri }) => uri)).toEqual(["a/two.json"])
  })
})

test("what is kept of a closed file is plain data, without nodes", () => {
  const [text] = texts({ "b/network.json": network })
  const kept = withoutText(indexedText(text!)).resources()
  expect(kept.map(({ name }) => name)).toEqual(["hub", "app"])
  expect(structuredClone(kept)).toEqual(kept)
  expect(JSON.stringify(kept)).not.toContain('"entries"')
})

test("a text that names neither group nor resource is not parsed for resources", () => {
  const [text] = texts({ "package.json": { name: "p", resources: [] } })
  expect(text!.resources()).toEqual([])
})

/** How the texts' resources are found by a reference in one of them, which is named by its URI. */
function finderOf(texts: readonly IndexedText[]) {
  const documents = texts.map(({ uri, scope, resources }) => ({ uri, scope, parts: resources(), groups: [] }))
  const placed = documents.flatMap(document => document.parts.map(part => ({ document, part })))
  const finder = partFinder(placed)
  return (reference: ResourceRef, from: string) =>
    finder
      .find(reference, documents.find(({ uri }) => uri === from) ?? { uri: from, scope: from, parts: [], groups: [] })
      .flat()
      .map(({ document: { uri }, part }) => ({ uri, part }))
}

function groupIn(text: ReturnType<typeof readText>) {
  const subnet = text.resources()[1]!
  return subnet.refer(subnet.property("networkSecurityGroup"), { type: groupType })!
}
