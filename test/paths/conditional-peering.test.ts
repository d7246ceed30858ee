import { expect, test } from "vitest"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { answer, remarksOn } from "./ask.ts"

// A peering that a condition decides about leaves open just what it would bring: the other network.

const resource = (type: string, name: string, properties: object, more: object = {}) => ({
  ...{ type: `Microsoft.Network/${type}`, apiVersion: "2023-04-01", name, properties, ...more },
})

const idOf = (type: string, ...names: readonly string[]) =>
  `[resourceId('Microsoft.Network/${type}', ${names.map(name => `'${name}'`).join(", ")})]`

const network = (name: string, prefix: string) =>
  resource("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
    subnets: [
      {
        name: "web",
        properties: {
          addressPrefix: `${prefix}.1.0/24`,
          networkSecurityGroup: { id: idOf("networkSecurityGroups", "nsg") },
        },
      },
    ],
  })

const peering = (from: string, to: string, name: string, condition?: string) =>
  resource(
    "virtualNetworks/virtualNetworkPeerings",
    `${from}/${name}`,
    { remoteVirtualNetwork: { id: idOf("virtualNetworks", to) } },
    condition === undefined ? {} : { condition },
  )

const both = (name: string, condition?: string) => [
  peering("hub", "spoke", name, condition),
  peering("spoke", "hub", name, condition),
]

function networkWith(...peerings: readonly object[]) {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    ...{ contentVersion: "1.0.0.0", parameters: { peer: { type: "bool" } } },
    resources: [
      resource("networkSecurityGroups", "nsg", { securityRules: [] }),
      network("hub", "10.0"),
      network("spoke", "10.1"),
      ...peerings,
    ],
  }
  return judgedNetwork(topologyOfFiles({ "a.json": template }))
}

const [across, elsewhere] = ["tcp 10.1.1.4 -> 10.0.1.4:443", "inbound tcp 172.31.0.100 -> 10.0.1.4:443"]

test("by a condition: the other network may be in VirtualNetwork, and nothing else", () => {
  const open = networkWith(...both("to", "[parameters('peer')]"))
  expect(answer(open, across)).toMatch(/^Unknown/)
  const said = remarksOn(open, across).join("\n")
  expect(said).toContain("A condition decides whether a peering connects spoke and hub.")
  expect(said).toContain("A condition decides whether spoke has a peering with hub.")
  expect(said).not.toContain("not defined")
  expect(answer(open, elsewhere)).toBe("Deny DenyAllInBound")
})

test("by another one, too, that is there for certain: nothing is open", () => {
  const sure = networkWith(...both("to"), ...both("by-gateway", "[parameters('peer')]"))
  expect([answer(sure, across), answer(sure, elsewhere)]).toEqual(["Allow AllowVnetInBound", "Deny DenyAllInBound"])
  expect(remarksOn(sure, across).join()).not.toContain("peering")
})

test("by none: nothing leads from one to the other", () => {
  const none = networkWith()
  expect(answer(none, across)).toMatch(/^Deny/)
  expect(remarksOn(none, across).join()).toContain("There is no route from spoke to hub")
})
