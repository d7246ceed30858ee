import { expect, test } from "vitest"
import { adminOf } from "../topology/listed-admin.ts"
import { interfaceIn, networkOf, securityGroup } from "../topology/listed-network.ts"
import { nsg } from "./nsg.ts"

const files = {
  "net/hub.json": JSON.stringify([
    networkOf(
      "hub",
      ["10.0.0.0/16"],
      [{ name: "app", prefix: "10.0.1.0/24", group: "web" }, { name: "db" }],
      ["spoke", "far"],
    ),
    networkOf("spoke", ["10.1.0.0/16"], []),
  ]),
  "nic.json": JSON.stringify([interfaceIn('n"ic', "hub/app", { address: "10.0.1.4", group: "missing" })]),
  "groups.json": JSON.stringify([securityGroup("web"), securityGroup("idle")]),
}

test("text: files and folders are one workspace", async () => {
  const { code, out, err } = await nsg(["topology", "net", "nic.json", "groups.json"], { files })
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(out).toMatchInlineSnapshot(`
    "hub  10.0.0.0/16
      peering with spoke (not connected)
      peering with far
      app  10.0.1.0/24  NSG web
        n"ic  10.0.1.4  NSG missing (not known here)
      db  prefixes that are not known here

    spoke  10.1.0.0/16

    NSGs not attached to anything here
      idle  groups.json:1:302

    Not defined here
      virtual network /subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/far  net/hub.json:1:1168
      network security group /subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/missing  nic.json:1:194

    Contradictions
      "hub" has a peering with "spoke", but "spoke" has none back: no traffic passes between them. Give "spoke" a peering with "hub".  net/hub.json:1:797
    "
  `)
})

test("security admin rules, with the networks that they apply to", async () => {
  const rules = [
    { access: "Deny", source: "Internet" },
    { access: "AlwaysAllow", port: "*" },
  ] as const
  const admin = { "admin.json": JSON.stringify([...adminOf("baseline", ["hub"], rules), ...adminOf("later", [], [])]) }
  const all = { files: { ...files, ...admin } }
  const { out } = await nsg(["topology", "net", "admin.json"], all)
  expect(out.slice(out.indexOf("Security admin"), out.indexOf("\n\nNot defined"))).toMatchInlineSnapshot(`
    "Security admin rules, which come before every NSG
      baseline  for hub
        10  a10  Deny         Inbound  Tcp  Internet:* -> *:22
        11  a11  AlwaysAllow  Inbound  Tcp  *:* -> *:*
      later  for networks that are not known here, such as those that a policy chooses"
  `)
  const { securityAdminConfigurations: found } = JSON.parse(
    (await nsg(["topology", "net", "admin.json", "--format", "json"], all)).out,
  )
  expect(found).toMatchObject([
    { name: "baseline", virtualNetworks: ["hub"], otherVirtualNetworks: false, complete: true },
    { name: "later", virtualNetworks: [], otherVirtualNetworks: true, rules: [] },
  ])
  expect(found[0].rules[0]).toEqual({
    ...{ name: "a10", priority: 10, direction: "Inbound", access: "Deny", protocol: "Tcp" },
    ...{ sources: ["Internet"], sourcePorts: ["*"], destinations: ["*"], destinationPorts: ["22"] },
  })
})

test("JSON as the contract has it", async () => {
  const { out } = await nsg(["topology", ".", "--format", "json"], { files })
  const { version, virtualNetworks, unattached, unresolved } = JSON.parse(out)
  expect(version).toBe(1)
  expect(virtualNetworks[0]).toMatchInlineSnapshot(`
    {
      "addressPrefixes": [
        "10.0.0.0/16",
      ],
      "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub",
      "name": "hub",
      "peerings": [
        "spoke",
        "far",
      ],
      "subnets": [
        {
          "addressPrefixes": [
            "10.0.1.0/24",
          ],
          "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app",
          "name": "app",
          "networkInterfaces": [
            {
              "addresses": [
                "10.0.1.4",
              ],
              "applicationSecurityGroups": [],
              "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/n"ic",
              "name": "n"ic",
              "networkSecurityGroup": "missing",
              "virtualMachine": null,
            },
          ],
          "networkSecurityGroup": "web",
          "routeTable": null,
        },
        {
          "addressPrefixes": [],
          "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/db",
          "name": "db",
          "networkInterfaces": [],
          "networkSecurityGroup": null,
          "routeTable": null,
        },
      ],
    }
  `)
  expect(unattached).toEqual(["idle"])
  expect(unresolved).toMatchInlineSnapshot(`
    [
      {
        "kind": "virtualNetwork",
        "path": "net/hub.json",
        "range": {
          "end": {
            "character": 1258,
            "line": 0,
          },
          "start": {
            "character": 1167,
            "line": 0,
          },
        },
        "reference": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/far",
      },
      {
        "kind": "networkSecurityGroup",
        "path": "nic.json",
        "range": {
          "end": {
            "character": 294,
            "line": 0,
          },
          "start": {
            "character": 193,
            "line": 0,
          },
        },
        "reference": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/missing",
      },
    ]
  `)
})

test("a picture, in which no name can break out of its box", async () => {
  const { out } = await nsg(["topology", ".", "--format", "mermaid"], { files })
  expect(out).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph net0["hub<br/>10.0.0.0/16"]
        subgraph sub0["app<br/>10.0.1.0/24<br/>NSG web"]
          nic0["n#34;ic<br/>10.0.1.4<br/>NSG missing"]
        end
        subgraph sub1["db"]
          sub1x[" "]
        end
      end
      subgraph net1["spoke<br/>10.1.0.0/16"]
        net1x[" "]
      end
      net0 -.-> net1
    "
  `)
})

test("wrong usage, and a path that cannot be read", async () => {
  expect(await nsg(["topology"])).toMatchObject({ code: 2, err: expect.stringContaining("needs a file or folder") })
  expect(await nsg(["topology", ".", "--format", "svg"])).toMatchObject({
    ...{ code: 2, err: 'nsg: --format must be text, json or mermaid, not "svg".\n' },
  })
  const { code, out, err } = await nsg(["topology", "groups.json", "gone.json"], { files })
  expect({ code, err }).toEqual({ code: 2, err: "nsg: gone.json does not exist.\n" })
  expect((await nsg(["topology", "gone.json"])).err).toBe("nsg: gone.json does not exist.\n")
  expect(out).toContain("idle")
})
