import { expect, test } from "vitest"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { azGroup } from "../support/sample-groups.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { told } from "./ask.ts"

const id = (path: string) => `/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Network/${path}`

const resource = (path: string, properties: object) => ({
  id: id(path),
  name: path.split("/").at(-1),
  type: `Microsoft.Network/${path.split("/")[0]}`,
  properties,
})

const group = (name: string, port: string) => {
  const rules = [{ name: `allow-${port}`, priority: 100, source: "Internet", port }]
  return { ...JSON.parse(azGroup(name, rules)), id: id(`networkSecurityGroups/${name}`) }
}

test("a network interface, its subnet and both groups in four files", () => {
  const files = {
    "file:///nic.json": resource("networkInterfaces/web-0", {
      networkSecurityGroup: { id: id("networkSecurityGroups/NIC-NSG") },
      ipConfigurations: [
        {
          name: "ip",
          properties: {
            ...{ primary: true, privateIPAddress: "10.0.1.4" },
            subnet: { id: id("virtualNetworks/hub/subnets/WEB") },
          },
        },
      ],
    }),
    "file:///hub.json": resource("virtualNetworks/hub", {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [
        {
          ...resource("virtualNetworks/hub/subnets/web", {
            addressPrefix: "10.0.1.0/24",
            networkSecurityGroup: { id: id("networkSecurityGroups/subnet-nsg") },
          }),
        },
      ],
    }),
    "file:///subnet-nsg.json": group("subnet-nsg", "80"),
    "file:///nic-nsg.json": group("nic-nsg", "443"),
  }
  expect(told(judgedNetwork(topologyOfFiles(files)), "tcp Internet -> nic:web-0:80")).toEqual([
    "Deny DenyAllInBound",
    "inbound subnet hub/web: subnet-nsg Allow allow-80",
    "inbound networkInterface web-0: nic-nsg Deny DenyAllInBound",
  ])
  const { "file:///nic-nsg.json": _, ...others } = files
  expect(told(judgedNetwork(topologyOfFiles(others)), "tcp Internet -> nic:web-0:80")).toEqual([
    "Unknown –",
    "inbound subnet hub/web: subnet-nsg Allow allow-80",
    "inbound networkInterface web-0: NIC-NSG Unknown –",
  ])
})
