import { describe, expect, test } from "vitest"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { answer } from "../paths/ask.ts"
import { topologyOfFiles } from "./describe-topology.ts"
import { id, interfaceIn, listed, networkOf, securityGroup } from "./listed-network.ts"

const gateway = (name: string, network: string, more: object = {}) =>
  listed(`virtualNetworkGateways/${name}`, {
    gatewayType: "Vpn",
    ipConfigurations: [{ properties: { subnet: { id: id(`virtualNetworks/${network}/subnets/GatewaySubnet`) } } }],
    ...more,
  })

const hub = networkOf(
  "hub",
  ["10.0.0.0/16"],
  [
    { name: "web", prefix: "10.0.1.0/24", group: "web" },
    { name: "GatewaySubnet", prefix: "10.0.0.0/27" },
  ],
)
const far = networkOf("far", ["10.9.0.0/16"], [{ name: "GatewaySubnet", prefix: "10.9.0.0/27" }])

const site = listed("localNetworkGateways/site", {
  localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16", "172.20.0.0/24"] },
})

const connection = (properties: object) =>
  listed("connections/c", {
    ...{ connectionType: "IPsec", virtualNetworkGateway1: { id: id("virtualNetworkGateways/vpn") } },
    localNetworkGateway2: { id: id("localNetworkGateways/site") },
    ...properties,
  })

/** What comes in from a place outside, and from a private address that nothing has. */
function entering(resources: readonly object[]): readonly string[] {
  const all = [hub, far, securityGroup("web"), interfaceIn("web-0", "hub/web", { address: "10.0.1.4" }), ...resources]
  const network = judgedNetwork(topologyOfFiles({ "export.json": all }))
  return ["192.168.3.4", "10.9.0.9", "172.31.0.100"].map(from =>
    answer(network, `inbound tcp ${from} -> nic:web-0:443`),
  )
}

const [allowed, denied, open] = ["Allow AllowVnetInBound", "Deny DenyAllInBound", "Unknown AllowVnetInBound"]

describe("what lies behind a gateway is in VirtualNetwork", () => {
  test("the prefixes of a place outside of Azure, as its local network gateway has them, and nothing else", () => {
    expect(entering([gateway("vpn", "hub"), site, connection({})])).toEqual([allowed, denied, denied])
  })

  test("a network that is connected", () => {
    const other = {
      ...{ connectionType: "Vnet2Vnet", localNetworkGateway2: null },
      virtualNetworkGateway2: { id: id("virtualNetworkGateways/far-vpn") },
    }
    const both = [gateway("vpn", "hub"), gateway("far-vpn", "far"), connection(other)]
    expect(entering(both)).toEqual([denied, allowed, denied])
    expect(entering([...both.slice(0, 1), connection(other)])).toEqual([open, open, open])
  })

  test.each([
    ["no connection that a document has", [gateway("vpn", "hub"), site]],
    ["a local network gateway that no document has", [gateway("vpn", "hub"), connection({})]],
    ["a connection without its other end", [gateway("vpn", "hub"), connection({ localNetworkGateway2: null })]],
  ] as const)("%s leaves it open", (_, resources) => {
    expect(entering(resources)).toEqual([open, open, open])
  })

  test.each([
    ["routes that BGP learns", [gateway("vpn", "hub"), site, connection({ enableBgp: true })]],
    [
      "single clients",
      [gateway("vpn", "hub", { vpnClientConfiguration: { vpnClientProtocols: ["IkeV2"] } }), site, connection({})],
    ],
    [
      "ExpressRoute",
      [gateway("vpn", "hub", { gatewayType: "ExpressRoute" }), site, connection({ connectionType: "ExpressRoute" })],
    ],
  ] as const)("%s leave open what is there besides", (_, resources) => {
    expect(entering(resources)).toEqual([allowed, open, open])
  })
})

const of = (address: string) => `\${${address}}`

test("Terraform's names for the same", () => {
  const own = (type: string, values: object) => ({ [type]: { n: { name: "n", resource_group_name: "rg", ...values } } })
  const file = {
    resource: {
      ...own("azurerm_virtual_network", { address_space: ["10.0.0.0/16"] }),
      azurerm_subnet: {
        gw: {
          name: "GatewaySubnet",
          virtual_network_name: "n",
          resource_group_name: "rg",
          address_prefixes: ["10.0.0.0/27"],
        },
      },
      ...own("azurerm_virtual_network_gateway", {
        type: "Vpn",
        ip_configuration: { subnet_id: of("azurerm_subnet.gw.id") },
      }),
      ...own("azurerm_local_network_gateway", { address_space: ["192.168.0.0/16"] }),
      ...own("azurerm_virtual_network_gateway_connection", {
        ...{ type: "IPsec", virtual_network_gateway_id: of("azurerm_virtual_network_gateway.n.id") },
        local_network_gateway_id: of("azurerm_local_network_gateway.n.id"),
      }),
    },
  }
  const [network] = topologyOfFiles({ "main.tf.json": file }).virtualNetworks
  const { connected } = network!.gateway!
  expect([connected.known.map(({ key }) => key), connected.areAll]).toEqual([["192.168.0.0/16"], true])
})
