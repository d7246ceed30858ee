import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { group, module, read, rule, schema } from "./arm-templates.ts"

const defaults = {
  parameters: {
    source: { type: "string", defaultValue: "" },
    sources: { type: "array", defaultValue: [] },
    settings: { type: "object", defaultValue: {} },
    maybe: { type: "string", nullable: true },
    rules: {
      type: "array",
      defaultValue: [
        { source: "", port: "443" },
        { source: "10.0.0.0/8", port: "" },
      ],
    },
  },
  variables: { source: "[parameters('source')]", one: { source: "[parameters('source')]" } },
}

test.each<readonly [string, object, string]>([
  ["a text", { sourceAddressPrefix: "[parameters('source')]" }, "a 100 Allow Tcp ? 443"],
  ["a list", { sourceAddressPrefix: null, sourceAddressPrefixes: "[parameters('sources')]" }, "a 100 Allow Tcp ? 443"],
  [
    "a list of a text",
    { sourceAddressPrefix: null, sourceAddressPrefixes: ["[parameters('source')]"] },
    "a 100 Allow Tcp ? 443",
  ],
  [
    "a text and a list: one of them is given",
    { sourceAddressPrefix: "[parameters('source')]", sourceAddressPrefixes: "[parameters('sources')]" },
    "a 100 Allow Tcp ? 443",
  ],
  ["an object", { sourceAddressPrefix: "[parameters('settings').source]" }, "a 100 Allow Tcp ? 443"],
  [
    "an object, asked with care",
    { sourceAddressPrefix: "[tryGet(parameters('settings'), 'source')]" },
    "a 100 Allow Tcp ? 443",
  ],
  ["a part of a list", { sourceAddressPrefix: "[parameters('rules')[0].source]" }, "a 100 Allow Tcp ? 443"],
  [
    "but a part that is filled in counts",
    { sourceAddressPrefix: "[parameters('rules')[1].source]", destinationPortRange: "[parameters('rules')[0].port]" },
    "a 100 Allow Tcp 10.0.0.0/8 443",
  ],
  ["null", { sourceAddressPrefix: "[parameters('maybe')]" }, "a 100 Allow Tcp ? 443"],
  ["a variable that asks for it", { sourceAddressPrefix: "[variables('source')]" }, "a 100 Allow Tcp ? 443"],
  ["a part of a variable", { sourceAddressPrefix: "[variables('one').source]" }, "a 100 Allow Tcp ? 443"],
  [
    "a choice by it",
    { sourceAddressPrefix: "[if(empty(parameters('source')), null(), parameters('source'))]" },
    "a 100 Allow Tcp ? 443",
  ],
  ["a word", { access: "[parameters('source')]", protocol: "[parameters('source')]" }, "a 100 ? ? * 443"],
  [
    "but where the rule says it elsewhere, that counts",
    { sourceAddressPrefix: "[parameters('source')]", sourceAddressPrefixes: ["10.0.0.0/8"] },
    "a 100 Allow Tcp 10.0.0.0/8 443",
  ],
  [
    "but where something else is chosen for an empty one, that counts",
    { sourceAddressPrefix: "[if(empty(parameters('source')), '*', parameters('source'))]" },
    "a 100 Allow Tcp * 443",
  ],
  [
    "but a literal that is empty is missing",
    { sourceAddressPrefix: "" },
    "a 100 Allow Tcp ? 443 sourceAddressPrefix missing",
  ],
  [
    "but what asks for no parameter is missing",
    { sourceAddressPrefix: "[concat('', '')]" },
    "a 100 Allow Tcp ? 443 sourceAddressPrefix missing",
  ],
])("a module's parameter is empty by default: %s", (_title, own, expected) => {
  expect(read({ ...defaults, resources: [group({ securityRules: [rule("a", own)] })] })).toEqual([`g: / ${expected}`])
})

test("a name that is empty by default is shown as its expression, and rules find their group by it", () => {
  const parameters = { n: { type: "string", defaultValue: "" } }
  const own = { ...rule("x"), type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01" }
  const resources = [group({}, { name: "[parameters('n')]" }), { ...own, name: "[concat(parameters('n'), '/a')]" }]
  expect(read({ parameters, resources })).toEqual(["[parameters('n')]: / a 100 Allow Tcp * 443"])
})

test("what a deployment of the same document leaves empty is missing", () => {
  const inner = module(
    [group({ securityRules: [rule("a", { sourceAddressPrefix: "[parameters('source')]" })] })],
    defaults,
  )
  expect(read({ resources: [inner] })).toEqual(["g: / a 100 Allow Tcp ? 443 sourceAddressPrefix missing"])
})

test("two rules that ask for the same empty default ask for the same addresses", () => {
  const own = { sourceAddressPrefix: "[parameters('source')]" }
  const template = { ...schema, ...defaults, resources: [group({ securityRules: [rule("a", own), rule("b", own)] })] }
  const read = readDocument(parseText(JSON.stringify(template), "json", defaultBounds))
  const [a, b] = read?.groups[0]?.rules ?? []
  expect(a?.source[0]?.key).toBe(b?.source[0]?.key)
})
