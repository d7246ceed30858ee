// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { expect, test } from "vitest"
import { securityGroupMembers } from "../../server/src/topology/security-group-members.ts"
import type { Files } from "../support/read-files.ts"
import { topologyOfFiles } from "./describe-topology.ts"
import { id, interfaceIn, listed, networkOf } from "./listed-network.ts"

const asgId = (name: string) => id(`applicationSecurityGroups/${name}`)
const rule = (source: object) => ({
  name: "r",
  properties: {
    ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "*", sourcePortRange: "*" },
    ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
    ...source,
  },
})

/** The network interfaces in each group that the only rule names as a source, and those that may be in more. */
function membersOfSource(files: Files) {
  const topology = topologyOfFiles(files)
  const members = securityGroupMembers(topology)
  const attached = [...topology.virtualNetworks.flatMap(({ subnets }) => subnets), ...topology.networkInterfaces]
  const groups = [
    ...topology.unattached,
    ...attached.flatMap(({ group }) => (group.kind === "resolved" ? [group.target] : [])),
  ]
  const [first] = groups[0]!.group.rules
  return {
    members: first!.source.map(({ key }) =>
      (members.get(key) ?? []).map(({ networkInterface }) => networkInterface.name),
    ),
    open: topology.networkInterfaces
      .filter(({ configurations }) => configurations.some(one => one.hasOtherSecurityGroups))
      .map(({ name }) => name),
  }
}

test("by ids in any case, in whichever document, whether the group itself is there or not", () => {
  const sources = rule({ sourceApplicationSecurityGroups: [{ id: asgId("Web") }, { id: asgId("empty") }] })
  const files = {
    "a.json": [
      listed("networkSecurityGroups/nsg", { securityRules: [sources] }),
      networkOf("hub", [], [{ name: "app", group: "nsg" }]),
    ],
    "b/b.json": [
      interfaceIn("nic", "hub/app", { securityGroups: [asgId("WEB").toUpperCase()] }),
      interfaceIn("other", "hub/app", { securityGroups: [asgId("db")] }),
    ],
  }
  const expected = { members: [["nic"], []], open: [] }
  expect(membersOfSource(files)).toEqual(expected)
  expect(membersOfSource({ ...files, "c/c.json": [listed("applicationSecurityGroups/web", {})] })).toEqual(expected)
})

test("by resourceId in a template; a name or an id that a parameter gives may be any group's", () => {
  const asg = (name: string) => `[resourceId('Microsoft.Network/applicationSecurityGroups', ${name})]`
  const nic = (name: string, ...ids: string[]) => ({
    ...{ type: "Microsoft.Network/networkInterfaces", apiVersion: "2023-09-01", name },
    properties: {
      ipConfigurations: [{ name: "ip", properties: { applicationSecurityGroups: ids.map(each => ({ id: each })) } }],
    },
  })
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { id: { type: "string" }, name: { type: "string" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "nsg" },
        properties: {
          securityRules: [
            rule({
              sourceApplicationSecurityGroups: [
                { id: asg("'web'") },
                { id: asg("concat(parameters('name'), '-db')") },
                { id: "[parameters('id')]" },
              ],
            }),
          ],
        },
      },
      { type: "Microsoft.Network/applicationSecurityGroups", apiVersion: "2023-09-01", name: "Web", properties: {} },
      nic("a", asg("'WEB'")),
      nic("b", asg("format('{0}-db', parameters('name'))")),
      nic("c", "[parameters('id')]"),
    ],
  }
  expect(membersOfSource({ "a.json": template })).toEqual({ members: [["a"], ["b"], ["c"]], open: ["b", "c"] })
})

test("one expression in two templates is one value in each of them", () => {
  const head = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    ...{ contentVersion: "1.0.0.0", parameters: { id: { type: "string" } } },
  }
  const ids = [{ id: "[parameters('id')]" }]
  const files = {
    "a/a.json": {
      ...head,
      resources: [
        {
          ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "nsg" },
          properties: { securityRules: [rule({ sourceApplicationSecurityGroups: ids })] },
        },
      ],
    },
    "b/b.json": {
      ...head,
      resources: [
        {
          ...{ type: "Microsoft.Network/networkInterfaces", apiVersion: "2023-09-01", name: "nic" },
          properties: { ipConfigurations: [{ name: "ip", properties: { applicationSecurityGroups: ids } }] },
        },
      ],
    },
  }
  expect(membersOfSource(files)).toEqual({ members: [[]], open: ["nic"] })
})

test("by Terraform's addresses, through an association", () => {
  const resource = {
    azurerm_application_security_group: { web: { name: "web", resource_group_name: "rg" } },
    azurerm_network_security_group: {
      nsg: {
        ...{ name: "nsg", resource_group_name: "rg" },
        security_rule: [
          {
            ...{
              name: "r",
              priority: 100,
              direction: "Inbound",
              access: "Allow",
              protocol: "*",
              source_port_range: "*",
            },
            ...{ destination_port_range: "*", destination_address_prefix: "*" },
            source_application_security_group_ids: ["${azurerm_application_security_group.web.id}"],
          },
        ],
      },
    },
    azurerm_network_interface: { nic: { name: "nic", resource_group_name: "rg", ip_configuration: { name: "ip" } } },
    azurerm_network_interface_application_security_group_association: {
      a: {
        network_interface_id: "${azurerm_network_interface.nic.id}",
        application_security_group_id: "${azurerm_application_security_group.web.id}",
      },
    },
  }
  expect(membersOfSource({ "m/main.tf.json": { resource } })).toEqual({ members: [["nic"]], open: [] })
})
