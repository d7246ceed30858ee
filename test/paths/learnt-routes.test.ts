import { describe, expect, test } from "vitest"
import { judgedNetwork, type NetworkOptions } from "../../server/src/judging/judged-network.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { id, interfaceIn, listed, networkOf, securityGroup } from "../topology/listed-network.ts"
import { answer, remarksOn } from "./ask.ts"

// What a gateway, a Route Server or a virtual hub learns is in no document: addresses may be in VirtualNetwork, and ways between
// networks may be there, that no file shows.

const hubConnection = (name: string, network: string) => ({
  id: id(`virtualHubs/wan/hubVirtualNetworkConnections/${name}`),
  name,
  type: "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections",
  properties: { remoteVirtualNetwork: { id: id(`virtualNetworks/${network}`) } },
})

const one = (special: string) =>
  networkOf(
    "one",
    ["10.1.0.0/16"],
    [
      { name: "web", prefix: "10.1.1.0/24", group: "web" },
      { name: special, prefix: "10.1.9.0/24" },
    ],
  )
const two = networkOf("two", ["10.2.0.0/16"], [{ name: "web", prefix: "10.2.1.0/24", group: "web" }])

function networkWith(resources: readonly object[], options?: NetworkOptions) {
  const machines = ["one", "two"].map((name, at) =>
    interfaceIn(`nic-${name}`, `${name}/web`, { address: `10.${at + 1}.1.4` }),
  )
  return judgedNetwork(topologyOfFiles({ "export.json": [securityGroup("web"), ...machines, ...resources] }), options)
}

const prefixes = ["192.168.0.0/16"]
  .map(parseAddress)
  .flatMap(term => ("kind" in term && term.kind === "prefix" ? [term] : []))

describe("what is learnt may be in VirtualNetwork", () => {
  test.each([
    ["GatewaySubnet", [], "one uses a gateway", "from its gateway"],
    ["RouteServerSubnet", [], "one uses a Route Server", "from its Route Server"],
    ["other", [hubConnection("c", "one")], "one is connected to a virtual hub", "from its virtual hub"],
  ] as const)("%s %#", (special, more, gap, source) => {
    const network = networkWith([one(special), two, ...more])
    const inside = "inbound tcp 192.168.1.1 -> nic:nic-one:443"
    expect(answer(network, inside)).toBe("Unknown AllowVnetInBound")
    expect(remarksOn(network, inside)).toContain(`${gap}: which addresses are behind it is not known.`)
    const outside = "inbound tcp 203.0.113.7 -> nic:nic-one:443"
    expect(answer(network, outside)).toBe("Deny DenyAllInBound")
    const assumed = `Assumed: one learns no default route (0.0.0.0/0) ${source}. With one, VirtualNetwork includes every address, and "AllowVnetInBound" (65000) could decide.`
    expect(remarksOn(network, outside)).toContain(assumed)
  })

  test("but for what a setting says of it, and where nothing is learnt", () => {
    const known = networkWith([one("GatewaySubnet"), two], { onPremises: prefixes })
    const unconnected = networkWith([one("other"), two])
    for (const [network, access] of [
      [known, "Allow AllowVnetInBound"],
      [unconnected, "Deny DenyAllInBound"],
    ] as const) {
      expect(answer(network, "inbound tcp 192.168.1.1 -> nic:nic-one:443")).toBe(access)
      expect(remarksOn(network, "inbound tcp 203.0.113.7 -> nic:nic-one:443").join()).not.toContain("learns")
    }
  })

  test("an answer that it leaves as it is says nothing of it", () => {
    const network = networkWith([one("GatewaySubnet"), two])
    const out = "outbound tcp nic:nic-one -> 203.0.113.7:443"
    expect([answer(network, out), remarksOn(network, out).join()]).toEqual([
      "Allow AllowInternetOutBound",
      expect.not.stringContaining("learns"),
    ])
  })
})

describe("networks that no peering connects", () => {
  const between = "tcp nic:nic-one -> nic:nic-two:443"
  const table = (nextHopType: string, addressPrefix: string) =>
    listed("routeTables/rt", { routes: [{ name: "to-two", properties: { addressPrefix, nextHopType } }] })
  const routed = JSON.parse(JSON.stringify(one("other")))
  routed.properties.subnets[0].properties.routeTable = { id: id("routeTables/rt") }

  const none = "There is no route from one to two: no peering connects them. Their NSGs were still checked."
  test.each([
    ["nothing else", [one("other"), two], none],
    [
      "two connections to hubs",
      [one("other"), two, hubConnection("a", "one"), hubConnection("b", "two")],
      "No peering connects one and two, and whether their gateways do is not known.",
    ],
    ["a hub on one side alone", [one("other"), two, hubConnection("a", "one")], none],
    [
      "a route to an appliance",
      [routed, two, table("VirtualAppliance", "10.2.0.0/16")],
      "No peering connects one and two: to-two sends this traffic to an appliance. Whether it passes it on is not known.",
    ],
    ["a route for other addresses", [routed, two, table("VirtualAppliance", "10.3.0.0/16")], none],
    ["a route to nowhere", [routed, two, table("None", "10.2.0.0/16")], none],
    [
      "a route table that no document has",
      [routed, two],
      "No peering connects one and two, and not all routes of the sender's subnet are known.",
    ],
  ] as const)("%s", (_, resources, remark) => {
    const said = remarksOn(networkWith(resources), between).filter(
      text => text.includes("no peering connects") || text.includes("No peering connects"),
    )
    expect(said).toEqual([remark])
  })

  test("gateways whose connection is known connect them", () => {
    const gateway = (name: string) =>
      listed(`virtualNetworkGateways/${name}`, {
        gatewayType: "Vpn",
        ipConfigurations: [{ properties: { subnet: { id: id(`virtualNetworks/${name}/subnets/GatewaySubnet`) } } }],
      })
    const ends = {
      virtualNetworkGateway1: { id: id("virtualNetworkGateways/one") },
      virtualNetworkGateway2: { id: id("virtualNetworkGateways/two") },
    }
    const connection = listed("connections/c", { connectionType: "Vnet2Vnet", ...ends })
    const far = networkOf(
      "two",
      ["10.2.0.0/16"],
      [
        { name: "web", prefix: "10.2.1.0/24", group: "web" },
        { name: "GatewaySubnet", prefix: "10.2.9.0/24" },
      ],
    )
    const network = networkWith([one("GatewaySubnet"), far, gateway("one"), gateway("two"), connection])
    expect(answer(network, between)).toBe("Allow AllowVnetInBound")
    expect(remarksOn(network, between).join()).not.toContain("peering")
  })
})
