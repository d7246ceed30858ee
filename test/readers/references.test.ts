import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule as values } from "../support/plain-rule.ts"

const aso = (kind: string, spec: object) => ({
  apiVersion: "network.azure.com/v1api20240301",
  kind,
  metadata: { name: "one", namespace: "team" },
  spec,
})

const crossplane = (kind: string, forProvider: object) => ({
  apiVersion: "network.azure.upbound.io/v1beta1",
  kind,
  metadata: { name: "one" },
  spec: { forProvider },
})

const terraform = (type: string, body: object) => ({
  resource: { [`azurerm_network_security_${type}`]: { one: body } },
})

const plan = (type: string, body: object) => ({
  format_version: "1.2",
  planned_values: {
    root_module: {
      resources: [
        { address: "x.one", type: `azurerm_network_security_${type}`, values: { resource_group_name: "RG", ...body } },
      ],
    },
  },
})

const pulumi = (type: string, properties: object) => ({
  runtime: "yaml",
  resources: { one: { type: `azure-native:network:${type}`, properties } },
})

/** `${…}` of Terraform and Pulumi. */
function interpolation(expression: string): string {
  return `$\{${expression}}`
}

// What tells a group from those of other documents, and whether the document only refers to it.
test.each<readonly [string, object, object]>([
  ["a group of ASO", aso("NetworkSecurityGroup", {}), { name: "one", scope: "team", address: "team/one" }],
  [
    "its rule",
    aso("NetworkSecurityGroupsSecurityRule", { owner: { name: "web" }, ...values }),
    { name: "web", scope: "team", address: "team/web", reference: true },
  ],
  [
    "its rule, by id",
    aso("NetworkSecurityGroupsSecurityRule", { owner: { armId: "/x/web" }, ...values }),
    { name: "web", id: "/x/web", scope: "team", reference: true },
  ],
  [
    "its rule, by a template",
    aso("NetworkSecurityGroupsSecurityRule", { owner: { name: "{{ x }}" }, ...values }),
    { name: "{{ x }}" },
  ],
  ["a group of Crossplane", crossplane("SecurityGroup", {}), { name: "one", scope: "network.azure.upbound.io/" }],
  [
    "its rule",
    crossplane("SecurityRule", { networkSecurityGroupNameRef: { name: "web" }, ...values }),
    { name: "web", scope: "network.azure.upbound.io/", reference: true },
  ],
  [
    "its rule, by selector",
    crossplane("SecurityRule", { networkSecurityGroupNameSelector: { matchLabels: { a: "b" } }, ...values }),
    { name: "b" },
  ],
  [
    "a group of Terraform",
    terraform("group", { name: "web" }),
    { name: "web", address: "azurerm_network_security_group.one" },
  ],
  [
    "its rule, by address",
    terraform("rule", {
      network_security_group_name: interpolation("azurerm_network_security_group.two.name"),
      ...values,
    }),
    {
      name: interpolation("azurerm_network_security_group.two.name"),
      address: "azurerm_network_security_group.two",
      reference: true,
    },
  ],
  [
    "its rule, by name",
    terraform("rule", { network_security_group_name: "web", ...values }),
    { name: "web", reference: true },
  ],
  [
    "its rule, by variable",
    terraform("rule", { network_security_group_name: interpolation("var.x"), ...values }),
    { name: interpolation("var.x") },
  ],
  ["a group of a plan", plan("group", { name: "web" }), { name: "web", scope: "rg" }],
  [
    "its rule",
    plan("rule", { network_security_group_name: "web", ...values }),
    { name: "web", scope: "rg", reference: true },
  ],
  [
    "a rule of Pulumi",
    pulumi("SecurityRule", { networkSecurityGroupName: "web", ...values }),
    { name: "web", reference: true },
  ],
  [
    "a rule of Pulumi, by resource",
    pulumi("SecurityRule", { networkSecurityGroupName: interpolation("two.name"), ...values }),
    { name: interpolation("two.name") },
  ],
  [
    "a task of Ansible",
    [{ azure_rm_securitygroup: { name: "web", resource_group: "RG" } }],
    { name: "web", scope: "rg" },
  ],
])("%s", (_name, document, identity) => {
  const language = "format_version" in document || "resource" in document ? "json" : "yaml"
  const { name, id, scope, address, reference } =
    readDocument(parseText(JSON.stringify(document), language, defaultBounds))?.groups[0] ?? {}
  expect(JSON.parse(JSON.stringify({ name, id, scope, address, reference }))).toEqual(identity)
})

const composed = (forProvider: object, group: object = {}) => ({
  apiVersion: "apiextensions.crossplane.io/v1",
  kind: "Composition",
  spec: {
    resources: [
      { name: "one", base: { ...crossplane("SecurityGroup", {}), metadata: group } },
      { name: "rule", base: { ...crossplane("SecurityRule", { ...values, ...forProvider }), metadata: {} } },
    ],
  },
})

// A rule of a Composition, and whether it is one of its group's.
test.each([
  ["the same controller", { networkSecurityGroupNameSelector: { matchControllerRef: true } }, {}, true],
  ["another controller", { networkSecurityGroupNameSelector: { matchControllerRef: false } }, {}, false],
  ["a label", { networkSecurityGroupNameSelector: { matchLabels: { a: "b" } } }, { labels: { a: "b" } }, true],
  ["another label", { networkSecurityGroupNameSelector: { matchLabels: { a: "c" } } }, { labels: { a: "b" } }, false],
  [
    "both",
    { networkSecurityGroupNameSelector: { matchControllerRef: true, matchLabels: { a: "b" } } },
    { labels: { a: "b" } },
    true,
  ],
  ["the object's name", { networkSecurityGroupNameRef: { name: "web" } }, { name: "web" }, true],
  ["what the Composition calls it", { networkSecurityGroupNameRef: { name: "one" } }, {}, false],
  [
    "its name in Azure",
    { networkSecurityGroupName: "a" },
    { annotations: { "crossplane.io/external-name": "A" } },
    true,
  ],
] as const)("a composed rule refers to its group by %s", (_name, reference, group, isJoined) => {
  const text = JSON.stringify(composed(reference, group))
  const groups = readDocument(parseText(text, "yaml", defaultBounds))?.groups ?? []
  expect(groups.map(({ rules }) => rules.length)).toEqual(isJoined ? [1] : [0, 1])
})

test("two groups of one Composition leave it open which is meant, and another Composition's is not", () => {
  const one = composed({ networkSecurityGroupNameSelector: { matchControllerRef: true } })
  const [group, rule] = one.spec.resources
  const documents = [
    { ...one, spec: { resources: [group, { ...group, name: "two" }, rule] } },
    [
      { ...one, spec: { resources: [group] } },
      { ...one, spec: { resources: [rule] } },
    ],
  ]
  const counts = documents.map(document => {
    const groups = readDocument(parseText(JSON.stringify(document), "yaml", defaultBounds))?.groups ?? []
    return groups.map(({ rules }) => rules.length)
  })
  expect(counts).toEqual([
    [0, 0, 1],
    [0, 1],
  ])
})
