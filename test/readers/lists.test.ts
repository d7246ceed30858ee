import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { plainRule } from "../support/plain-rule.ts"

const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web"
const schema = (name: string) => `https://schema.management.azure.com/schemas/2019-04-01/${name}.json#`
const rule = (name: string, more: object = {}) => ({ name, ...plainRule, ...more })
const nested = (name: string, more: object = {}) => ({ name, properties: { ...plainRule, ...more } })
const snake = ({ name, ...others }: ReturnType<typeof rule>) => ({
  name,
  ...Object.fromEntries(
    Object.entries(others).map(([key, value]) => [key.replace(/[A-Z]/g, each => `_${each.toLowerCase()}`), value]),
  ),
})

const planned = (type: string, name: string, values: object) => ({
  ...{ address: `${type}.${name}`, mode: "managed", type, name },
  values,
})

/** A list of rules in each dialect that has one. */
const dialects: Readonly<Record<string, (rules: readonly unknown[]) => unknown>> = {
  "arm-template": rules => ({
    $schema: schema("deploymentTemplate"),
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
        properties: { securityRules: rules },
      },
    ],
  }),
  "arm-fragment": rules => ({
    ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
    properties: { securityRules: rules },
  }),
  "arm-parameters": rules => ({
    $schema: schema("deploymentParameters"),
    parameters: { nsgRules: { value: rules } },
  }),
  "azbb-parameters": rules => ({
    $schema: "https://raw.githubusercontent.com/mspnp/template-building-blocks/master/schemas/buildingBlocks.json",
    parameters: { buildingBlocks: { value: [{ settings: [{ name: "web", securityRules: rules }] }] } },
  }),
  "az-rest-json": rules => ({ id, name: "web", properties: { securityRules: rules } }),
  "az-cli-json": rules => ({ id, name: "web", securityRules: rules }),
  "powershell-json": rules => ({ Id: id, Name: "web", SecurityRules: rules }),
  "resource-graph": rules => ({
    data: [{ id, name: "web", tenantId: "t", subscriptionId: "0", properties: { securityRules: rules } }],
  }),
  "a list by itself": rules => rules,
  "effective-nsg": rules => ({ value: [{ networkSecurityGroup: { id }, effectiveSecurityRules: rules }] }),
  "network-watcher": rules => ({ securityRuleAssociations: { subnetAssociation: { id, securityRules: rules } } }),
  "tf-plan": rules => ({
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          {
            ...{
              address: "azurerm_network_security_group.web",
              mode: "managed",
              type: "azurerm_network_security_group",
            },
            values: { name: "web", security_rule: rules },
          },
        ],
      },
    },
  }),
  "tf-json": rules => ({
    resource: { azurerm_network_security_group: { web: { name: "web", security_rule: rules } } },
  }),
}

// Each among rules that are whole: what is no rule is said at its place, and the group is not known as a whole.
test.each(Object.entries(dialects))("%s: nothing in a list is lost", (dialect, write) => {
  const inSnake = dialect.startsWith("tf-")
  const make = inSnake ? (name: string) => snake(rule(name)) : rule
  for (const item of ["a text", 5, true, null, "", [], [make("inner")]]) {
    const [group, ...others] = read(write([make("first"), item, make("last")]))
    expect(others, JSON.stringify(item)).toEqual([])
    expect(group, JSON.stringify(item)).toMatchObject({
      rules: ["first", "last"],
      complete: false,
      incompleteReason: "an item of the list cannot be read as a rule",
      problems: ["securityRules wrong-type"],
    })
  }
  // The building blocks have rules of their own, of which a file says next to nothing.
  const [unread] = read(write([make("first"), { foo: 1 }]))
  expect(unread).toMatchObject({ rules: ["first", "(no name)"], complete: dialect === "azbb-parameters" })
  const [whole] = read(write([make("first"), make("last")]))
  expect(whole).toMatchObject({ rules: ["first", "last"], complete: true, problems: [] })
})

const { direction: _, sourceAddressPrefix: __, ...undirected } = plainRule
const { priority: ___, ...withoutPriority } = plainRule
const asg = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/app"

// Documents, and their groups: the rules, whether they are all, and what is wrong with the group's list.
test.each<readonly [string, unknown, readonly unknown[]]>([
  [
    "an item without all that tells a rule",
    [rule("a"), { name: "b", ...undirected }, { name: "c", priority: 200 }],
    [{ rules: ["a", "b", "c"], complete: true }],
  ],
  [
    "names of a module",
    dialects["arm-parameters"]?.([
      { name: "b", properties: { ...undirected, sourceApplicationSecurityGroupResourceIds: [asg] } },
    ]),
    [{ rules: ["b"], complete: true }],
  ],
  [
    "a list that is called one of rules",
    {
      $schema: schema("deploymentParameters"),
      parameters: { securityRules: { value: [{ name: "b", ...undirected }] } },
    },
    [{ rules: ["b"], complete: true }],
  ],
  [
    "resources of other types in the list",
    [
      rule("a"),
      { type: "Microsoft.Network/virtualNetworks", name: "vnet" },
      { id, name: "web", securityRules: [nested("b")] },
    ],
    [
      { rules: ["a"], complete: true },
      { rules: ["b"], complete: true },
    ],
  ],
  [
    "rules of two groups, and what may be in either",
    [rule("a", { id: `${id}/securityRules/a` }), "text", rule("b", { id: `${id}2/securityRules/b` })],
    [
      { rules: ["a"], complete: false },
      { rules: ["b"], complete: false },
    ],
  ],
  [
    "a text for properties",
    dialects["az-rest-json"]?.([{ name: "a", properties: "text" }]),
    [{ rules: ["a"], complete: false }],
  ],
  ["a text for a group's properties", { id, name: "web", properties: "text" }, [{ rules: [], complete: false }]],
  ["a text for a template's properties", dialects["arm-fragment"]?.([]), [{ rules: [], complete: true }]],
  ["a text for the list", { id, name: "web", securityRules: "text" }, [{ rules: [], complete: false }]],
  ["a reference is no group", { id }, []],
  [
    "a resource of which there are none",
    {
      resource: {
        azurerm_network_security_group: { web: { name: "web", security_rule: [] } },
        azurerm_network_security_rule: {
          none: { count: 0, ...snake(rule("a")), network_security_group_name: "web" },
          one: { count: 1, ...snake(rule("b")), network_security_group_name: "web" },
        },
      },
    },
    [{ rules: ["b"], complete: true }],
  ],
  [
    "a map of rules, one of which is filled in later",
    { rules: { a: plainRule, b: "#{rule}#" } },
    [{ rules: ["a"], complete: false, incompleteReason: "#{rule}# is an expression" }],
  ],
  [
    "a plan with a rule for a group that only the deployment knows",
    {
      ...{ format_version: "1.0", terraform_version: "1.5.0" },
      planned_values: {
        root_module: {
          resources: [
            planned("azurerm_network_security_group", "web", { name: "web", security_rule: [] }),
            planned("azurerm_network_security_rule", "a", snake(rule("a"))),
          ],
        },
      },
      resource_changes: [
        {
          ...planned("azurerm_network_security_rule", "a", {}),
          change: { actions: ["create"], after_unknown: { network_security_group_name: true } },
        },
      ],
    },
    [
      { rules: [], complete: false, incompleteReason: '"a" may or may not belong to it' },
      { rules: ["a"], complete: false },
    ],
  ],
])("lists: %s", (_title, document, groups) => {
  expect(read(document)).toMatchObject(groups)
})

test("a module's application security groups are read, and are no unknown property", () => {
  const write = dialects["arm-parameters"]
  const text = JSON.stringify(
    write?.([nested("a", { sourceAddressPrefix: "", sourceApplicationSecurityGroupResourceIds: [asg] })]),
  )
  const [found] = readDocument(parseText(text, "json", defaultBounds))?.groups ?? []
  expect(found?.rules).toMatchObject([{ source: [{ kind: "group", name: "app" }], problems: [], unknownKeys: [] }])
})

// A rule's id, or else a priority that only default rules have, makes it a default rule; its name never does.
test.each<readonly [string, object, "custom" | "default"]>([
  ["a default rule's name", rule("DenyAllInBound", { priority: 1000 }), "custom"],
  ["in another case", rule("allowvnetinbound", { priority: 200 }), "custom"],
  ["without a priority", { name: "DenyAllInBound", ...withoutPriority }, "custom"],
  ["nested", nested("DenyAllOutBound", { priority: 4096 }), "custom"],
  ["with the priority", rule("DenyAllInBound", { priority: 65500 }), "default"],
  ["with the priority as text", nested("AllowVnetInBound", { priority: "65000" }), "default"],
  ["another name with such a priority", rule("deny-all", { priority: 65500 }), "custom"],
  [
    "an id of a custom rule",
    rule("DenyAllInBound", { priority: 65500, id: `${id}/securityRules/DenyAllInBound` }),
    "custom",
  ],
  ["an id of a default rule", rule("DenyAll", { id: `${id}/defaultSecurityRules/DenyAll` }), "default"],
])("default or custom: %s", (_title, item, kind) => {
  for (const write of [dialects["a list by itself"], dialects["arm-parameters"]]) {
    const names = read(write?.([rule("other", { id: `${id}/securityRules/other` }), item]) ?? [])
    expect(names.flatMap(({ rules }) => rules).length).toBe(kind === "custom" ? 2 : 1)
  }
})

function read(document: unknown) {
  const text = JSON.stringify(document, null, 1)
  const groups = readDocument(parseText(text, "json", defaultBounds))?.groups ?? []
  return groups.map(({ rules, incompleteReason, problems }) => ({
    rules: rules.map(({ name }) => name),
    complete: incompleteReason === undefined,
    ...(incompleteReason !== undefined && { incompleteReason }),
    problems: problems.map(({ property, reason }) => `${property} ${reason}`),
  }))
}
