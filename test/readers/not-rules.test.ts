import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { namesGroup } from "../../server/src/readers/recognise.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const rule = { direction: "Inbound", access: "Allow", priority: 100, protocol: "Tcp", sourceAddressPrefix: "*" }

// Spelled so that the objects here do not look like promises.
const effect = "then"

// Documents that speak of rules without having any.
const others: readonly (readonly [string, unknown])[] = [
  [
    "a type definition",
    { SecurityRule: { properties: { direction: "Inbound | Outbound", access: { type: "string" }, priority: 5 } } },
  ],
  ["a JSON schema", { definitions: { SecurityRule: { properties: { ...rule } } }, type: "object" }],
  ["an OpenAPI document", { swagger: "2.0", paths: { securityRules: [{ properties: rule }] } }],
  [
    "a policy's condition",
    {
      properties: {
        policyRule: {
          if: { field: "type", equals: "Microsoft.Network/networkSecurityGroups/securityRules" },
          [effect]: { details: { template: { resources: [{ name: "x", properties: rule }] } } },
        },
      },
    },
  ],
  [
    "a custom resource definition",
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      spec: {
        openAPIV3Schema: {
          properties: {
            securityRules: { items: { properties: { direction: { type: "string" }, access: { enum: ["Allow"] } } } },
          },
        },
      },
    },
  ],
  [
    "a snippet",
    {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      resources: [
        {
          type: "Microsoft.Network/networkSecurityGroups",
          name: placeholder(1, "nsg"),
          properties: { securityRules: [{ name: placeholder(2, "rule"), properties: rule }] },
        },
      ],
    },
  ],
  [
    "endpoints of a Batch pool",
    {
      networkConfiguration: {
        endpointConfiguration: {
          inboundNATPools: [
            { networkSecurityGroupRules: [{ priority: 150, access: "allow", sourceAddressPrefix: "*" }] },
          ],
        },
      },
    },
  ],
  [
    "recorded HTTP traffic",
    {
      interactions: [
        { response: { body: { string: JSON.stringify({ securityRules: [rule] }) }, securityRules: [rule] } },
      ],
    },
  ],
  [
    "a rule of a network manager",
    {
      kind: "Custom",
      properties: {
        ...rule,
        sourceAddressPrefix: undefined,
        sources: [{ addressPrefix: "*" }],
        sourcePortRanges: ["0-65535"],
      },
    },
  ],
  [
    "recorded HTTP traffic of an SDK",
    { Entries: [{ RequestUri: "https://management.azure.com/", ResponseBody: { securityRules: [rule] } }] },
  ],
  [
    "a JSON schema with an example",
    { $schema: "http://json-schema.org/draft-07/schema#", type: "array", examples: [{ name: "r", ...rule }] },
  ],
  [
    "a Terraform provider's schema",
    {
      provider_schemas: {
        azurerm: {
          resource_schemas: {
            azurerm_network_security_rule: {
              block: {
                attributes: {
                  direction: { type: "string", required: true },
                  network_security_group_name: { type: "string", required: true },
                  priority: { type: "number", required: true },
                },
              },
            },
          },
        },
      },
    },
  ],
  ["an answer of IP flow verify", { access: "Allow", ruleName: "securityRules/ssh" }],
  [
    "a question of IP flow verify",
    { direction: "Inbound", protocol: "Tcp", localPort: "22", remotePort: "*", securityRule: null },
  ],
  [
    "a VNet that refers to groups",
    { properties: { subnets: [{ properties: { networkSecurityGroup: { id: "/networkSecurityGroups/x" } } }] } },
  ],
  ["a whole text", "networkSecurityGroups"],
]

test.each(others)("%s holds no group, in JSON", (_name, document) => {
  expect(groupNames(JSON.stringify(document), "json")).toEqual([])
})

test.each(others)("%s holds no group, in YAML", (_name, document) => {
  expect(groupNames(JSON.stringify(document, null, 1), "yaml")).toEqual([])
})

test("the rule in these documents would be one", () => {
  expect(groupNames(JSON.stringify([{ name: "r", ...rule }]), "json")).toEqual(["(unnamed group)"])
})

test("a text without any of the words is not looked at", () => {
  expect(namesGroup('{ "security": { "groups": 1 }, "ecurityRol": "DestinationPort" }')).toBe(false)
  for (const text of [
    "securityRules",
    "SecurityGroup",
    "security_rule",
    "azure_rm_securitygroup",
    "destination_port_range",
  ]) {
    expect(namesGroup(`x ${text}: y`)).toBe(true)
  }
})

/** A place of a snippet that the editor fills in. */
function placeholder(index: number, name: string): string {
  return `$\{${index}:${name}}`
}

function groupNames(text: string, language: "json" | "yaml"): readonly string[] {
  return readDocument(parseText(text, language, defaultBounds))?.groups.map(({ name }) => name) ?? []
}
