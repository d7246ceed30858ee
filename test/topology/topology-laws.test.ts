import { describe, expect, test } from "vitest"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import { describeLinked, describeTopology, topologyOfFiles } from "./describe-topology.ts"
import { id, interfaceIn, listed, networkOf, securityGroup } from "./listed-network.ts"

/** Two networks with a peering, a group on one subnet, and network interfaces in both. */
const resources: readonly object[] = [
  networkOf("hub", ["10.0.0.0/16"], [{ name: "app", group: "web" }, { name: "db" }], ["spoke"]),
  networkOf("spoke", ["10.1.0.0/16"], [{ name: "a" }], ["hub"]),
  securityGroup("web"),
  securityGroup("nic-nsg"),
  interfaceIn("web-0", "hub/app", { address: "10.0.1.4", group: "nic-nsg" }),
  interfaceIn("db-0", "hub/db", {}),
  interfaceIn("far-0", "spoke/a", { group: "far" }),
]

test("the order of documents, and of resources in them, does not matter", () => {
  const random = seededRandom(seedOfRun(7))
  const expected = describeTopology({ "all.json": resources }).toSorted()
  for (let round = 0; round < 10; round++) {
    const shuffled = shuffledBy(random, resources)
    const names = ["a/x.json", "b/x.json", "c/x.json"]
    const files = new Map<string, object[]>()
    for (const one of shuffled) {
      const name = random.pick(names)
      files.set(name, [...(files.get(name) ?? []), one])
    }
    expect(describeTopology(Object.fromEntries([...files].reverse())).toSorted()).toEqual(expected)
  }
})

function shuffledBy<T>(random: Random, items: readonly T[]): readonly T[] {
  const left = [...items]
  return items.map(() => left.splice(left.indexOf(random.pick(left)), 1)[0]!)
}

test("every reference of the topology leads to one of its own things", () => {
  const topology = topologyOfFiles({ "all.json": resources })
  const subnets = topology.virtualNetworks.flatMap(network => network.subnets)
  for (const { configurations } of topology.networkInterfaces) {
    for (const { subnet } of configurations) {
      if (subnet.kind !== "resolved") throw new Error(JSON.stringify(subnet))
      expect(subnets).toContain(subnet.target)
      expect(topology.virtualNetworks).toContain(subnet.target.network)
      expect(subnet.target.network.subnets).toContain(subnet.target)
    }
  }
})

test("names in templates of two folders, or in two exports, are different resources", () => {
  const one = networkOf("hub", ["10.0.0.0/16"], [{ name: "app" }])
  const other = JSON.parse(JSON.stringify(one).replaceAll("/subscriptions/s/", "/subscriptions/other/")) as object
  const lines = describeTopology({ "a.json": [one], "b.json": [other, interfaceIn("nic", "hub/app", {})] })
  expect(lines.filter(line => line.startsWith("network"))).toHaveLength(2)
  const [nic] = topologyOfFiles({
    "a.json": [one],
    "b.json": [other, interfaceIn("nic", "hub/app", {})],
  }).networkInterfaces
  const subnet = nic?.configurations[0]?.subnet
  expect(subnet?.kind === "resolved" && subnet.target.place.document).toBe("a.json")
})

describe("bad input: a fault or an open reference at its place, and the rest all the same", () => {
  test("two subnets that claim one network interface", () => {
    const [app, db] = ["app", "db"].map(name => ({ name, claims: ["nic"] }))
    const topology = topologyOfFiles({
      "a.json": [networkOf("hub", ["10.0.0.0/16"], [app!, db!]), interfaceIn("nic", "hub/db", {})],
    })
    expect(topology.faults).toMatchObject([
      { kind: "claimed-interface", networkInterface: "nic", subnet: "hub/app", own: "hub/db", document: "a.json" },
    ])
    expect(describeLinked(topology)).toContain("  ipconfig dynamic in hub/db")
  })

  test("a group that no document defines", () => {
    const topology = topologyOfFiles({ "a.json": [networkOf("hub", [], [{ name: "app", group: "far" }])] })
    const [subnet] = topology.virtualNetworks[0]!.subnets
    expect(subnet?.group).toEqual({
      kind: "unresolved",
      text: id("networkSecurityGroups/far"),
      reason: "is not defined in these files",
    })
    expect(topology.unresolved).toMatchObject([{ kind: "networkSecurityGroup", document: "a.json" }])
  })

  test("a peering with a network that nobody defines may count; a one-sided one does not, and is a fault", () => {
    const topology = topologyOfFiles({
      "a.json": [networkOf("hub", ["10.0.0.0/16"], [], ["far", "spoke"]), networkOf("spoke", ["10.1.0.0/16"], [])],
    })
    expect(topology.virtualNetworks[0]!.peerings.map(({ counts }) => counts)).toEqual([true, false])
    expect(topology.faults).toMatchObject([{ kind: "one-sided-peering", network: "hub", remote: "spoke" }])
  })

  test("peerings of two networks, one of which no document defines, are with each other", () => {
    const type = "Microsoft.Network/virtualNetworks"
    const peering = (name: string, remote: string) => ({
      ...{ type: `${type}/virtualNetworkPeerings`, apiVersion: "2023-09-01", name },
      properties: { remoteVirtualNetwork: { id: `[resourceId('${type}', '${remote}')]` } },
    })
    const spoke = {
      ...{ type, apiVersion: "2023-09-01", name: "spoke" },
      properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } },
    }
    const topology = topologyOfFiles({
      "a.json": templateOf([spoke, peering("spoke/to-hub", "hub"), peering("hub/to-spoke", "spoke")]),
    })
    expect(topology.faults).toEqual([])
    expect(topology.virtualNetworks.map(({ peerings }) => peerings.map(({ remote }) => remote.kind))).toEqual([
      ["resolved"],
      ["resolved"],
    ])
    expect(topology.unresolved.map(({ reference }) => reference)).toEqual(["hub"])
  })

  test("a network of a Kubernetes object that no document defines has the object's name", () => {
    const peering = (name: string, network: string, remote: string) => `
apiVersion: network.azure.upbound.io/v1beta1
kind: VirtualNetworkPeering
metadata: { name: ${name} }
spec: { forProvider: { remoteVirtualNetworkIdRef: { name: ${remote} }, virtualNetworkNameRef: { name: ${network} } } }`
    const network = `
apiVersion: network.azure.upbound.io/v1beta1
kind: VirtualNetwork
metadata: { name: spoke }
spec: { forProvider: { addressSpace: [10.1.0.0/16] } }`
    const source = [network, peering("a", "spoke", "hub"), peering("b", "hub", "spoke")].join("\n---")
    const topology = topologyOfFiles({ "a.yaml": source })
    expect(topology.faults).toEqual([])
    expect(topology.virtualNetworks.map(({ name }) => name)).toEqual(["spoke", "hub"])
  })

  test("of a network that is declared for reference only nobody here knows the peerings", () => {
    const place = { resource_group_name: "rg" }
    const topology = topologyOfFiles({
      "m/main.tf.json": {
        data: { azurerm_virtual_network: { hub: { name: "hub", ...place } } },
        resource: {
          azurerm_virtual_network: { spoke: { name: "spoke", ...place, address_space: ["10.1.0.0/16"] } },
          azurerm_virtual_network_peering: {
            p: {
              ...{ name: "p", ...place, virtual_network_name: "spoke" },
              // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in a document.
              remote_virtual_network_id: "${data.azurerm_virtual_network.hub.id}",
            },
          },
        },
      },
    })
    expect(topology.virtualNetworks.find(({ name }) => name === "spoke")?.peerings).toMatchObject([{ counts: true }])
    expect(topology.faults).toEqual([])
  })

  test("a peering of a network that is known only at deployment may be the one back, or lead anywhere", () => {
    const deployment = "resourceId('Microsoft.Resources/deployments', 'hub')"
    const output = (name: string) => `reference(${deployment}, '2025-04-01').outputs.${name}.value`
    const peering = (network: string, remote: string) => ({
      type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
      apiVersion: "2023-09-01",
      name: `[concat(${network}, '/p')]`,
      properties: { remoteVirtualNetwork: { id: `[${remote}]` } },
    })
    const spoke = {
      type: "Microsoft.Network/virtualNetworks",
      apiVersion: "2023-09-01",
      name: "spoke",
      properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } },
    }
    const spokeId = "resourceId('Microsoft.Network/virtualNetworks', 'spoke')"
    for (const peerings of [
      [peering(output("name"), spokeId)],
      [peering("'hub'", spokeId), peering(output("name"), output("peerId"))],
    ]) {
      expect(topologyOfFiles({ "a.json": templateOf([spoke, ...peerings]) }).faults).toEqual([])
    }
    const unknownRemote = peering("'spoke'", "resourceId('Microsoft.Network/virtualNetworks', parameters('hub'))")
    const open = templateOf([spoke, peering("'hub'", spokeId), unknownRemote])
    const parameters = { hub: { type: "string" } }
    expect(topologyOfFiles({ "a.json": { ...open, parameters } }).faults).toEqual([])
    const certain = topologyOfFiles({ "a.json": templateOf([spoke, peering("'hub'", spokeId)]) })
    expect(certain.faults).toMatchObject([{ kind: "one-sided-peering", network: "hub", remote: "spoke" }])
  })

  test("address spaces of peers that overlap: once, though each has a peering", () => {
    const topology = topologyOfFiles({
      "a.json": [networkOf("hub", ["10.0.0.0/16"], [], ["spoke"]), networkOf("spoke", ["10.0.128.0/17"], [], ["hub"])],
    })
    expect(topology.faults.map(({ kind }) => kind)).toEqual(["overlapping-peers"])
  })

  test("a subnet outside of its network", () => {
    const topology = topologyOfFiles({
      "a.json": [networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.1.0.0/24" }])],
    })
    expect(topology.faults).toMatchObject([
      { kind: "outside-address-space", subnet: "app", prefix: { key: "10.1.0.0/24" } },
    ])
  })

  test("a network interface in two files with different values: what differs is not known, the rest is", () => {
    const topology = topologyOfFiles({
      "a.json": [interfaceIn("nic", "hub/app", { group: "web", address: "10.0.0.4" }), securityGroup("web")],
      "b.json": [interfaceIn("nic", "hub/app", { group: "other", address: "10.0.0.4" }), securityGroup("other")],
      "c.json": [networkOf("hub", ["10.0.0.0/16"], [{ name: "app" }])],
    })
    expect(topology.faults).toMatchObject([
      {
        kind: "different-values",
        properties: ["group"],
        resource: "nic",
        document: "b.json",
        others: [{ document: "a.json" }],
      },
    ])
    expect(topology.networkInterfaces).toHaveLength(1)
    const [nic] = topology.networkInterfaces
    expect(nic?.group).toMatchObject({ kind: "unresolved", reason: "differs between these files" })
    expect(nic?.configurations[0]).toMatchObject({ address: { key: "10.0.0.4/32" }, subnet: { kind: "resolved" } })
  })

  test("a subnet that a module writes twice, of values that are known only at deployment: no difference is claimed", () => {
    const network = (group: string) => ({
      ...{ type: "Microsoft.Network/virtualNetworks", apiVersion: "2023-09-01", name: "hub" },
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "app", properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: group } } }],
      },
    })
    const subnet = (group: unknown) => ({
      ...{ type: "Microsoft.Network/virtualNetworks/subnets", apiVersion: "2023-09-01", name: "hub/app" },
      properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: group },
    })
    const faultsOf = (first: string, second: unknown) =>
      topologyOfFiles({ "a.json": templateOf([network(first), subnet(second)]) }).faults
    const idOf = (name: string) => `[resourceId('Microsoft.Network/networkSecurityGroups', '${name}')]`
    const given = "parameters('group')"
    expect(faultsOf(`[${given}]`, `[if(not(empty(${given})), createObject('id', ${given}), null())]`)).toEqual([])
    expect(faultsOf(`[${given}]`, { id: idOf("web") })).toEqual([])
    expect(faultsOf(idOf("web"), { id: idOf("web") })).toEqual([])
    expect(faultsOf(idOf("web"), { id: idOf("other") })).toMatchObject([
      { kind: "different-values", properties: ["group"] },
    ])
  })

  test("two definitions that differ in several things contradict each other once", () => {
    const { faults } = topologyOfFiles({
      "a.json": [interfaceIn("nic", "hub/app", { group: "web", address: "10.0.0.4" })],
      "b.json": [interfaceIn("nic", "hub/db", { group: "other", address: "10.0.0.5" })],
    })
    expect(faults.filter(({ kind }) => kind === "different-values")).toMatchObject([
      { properties: ["address", "group", "subnet"], document: "b.json", others: [{ document: "a.json" }] },
    ])
  })

  test("a group in two exports: once where they say the same, not known where they do not", () => {
    const open = {
      name: "open",
      properties: {
        priority: 100,
        direction: "Inbound",
        access: "Allow",
        protocol: "*",
        sourceAddressPrefix: "*",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "22",
      },
    }
    const network = networkOf("hub", ["10.0.0.0/16"], [{ name: "app", group: "web" }])
    const groupWith = (rules: readonly object[]) => listed("networkSecurityGroups/web", { securityRules: rules })
    const groupIn = (other: object) =>
      topologyOfFiles({ "a/a.json": [network, groupWith([open])], "b/b.json": [other] }).virtualNetworks[0]!.subnets[0]!
        .group
    expect(groupIn(groupWith([open])).kind).toBe("resolved")
    expect(groupIn(groupWith([]))).toMatchObject({
      kind: "unresolved",
      reason: "has different definitions in these files",
    })
  })
})

function templateOf(resources: readonly object[]): object {
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  return { $schema, contentVersion: "1.0.0.0", resources }
}
