import { expect, test } from "vitest"
import { group, loop, module, read, rule } from "./arm-templates.ts"

test.each<readonly [string, object, readonly string[]]>([
  [
    "the resource's, within a loop of its properties",
    {
      resources: [
        group(loop(2, "securityRules", rule("[format('r{0}{1}', copyIndex(), copyIndex('securityRules'))]")), {
          name: "[format('g{0}', copyIndex())]",
          copy: { name: "groups", count: 2 },
        }),
      ],
    },
    [
      "g0: / r00 100 Allow Tcp * 443 / r01 100 Allow Tcp * 443",
      "g1: / r10 100 Allow Tcp * 443 / r11 100 Allow Tcp * 443",
    ],
  ],
  [
    "with an offset, the resource's",
    {
      resources: [
        group(loop(1, "securityRules", rule("r", { destinationPortRange: "[string(copyIndex(8000))]" })), {
          name: "[format('g{0}', copyIndex())]",
          copy: { name: "groups", count: 2 },
        }),
      ],
    },
    ["g0: / r 100 Allow Tcp * 8000", "g1: / r 100 Allow Tcp * 8001"],
  ],
  [
    "the deployment's, in a nested template of outer scope and in what is handed to one of inner scope",
    {
      resources: [
        module(
          [
            group(loop(1, "securityRules", rule("r", { priority: "[copyIndex(100)]" })), {
              name: "[concat('o', copyIndex())]",
            }),
          ],
          {},
          { copy: { name: "d", count: 2 } },
          "outer",
        ),
        module(
          [
            group(
              { securityRules: [rule("r", { priority: "[parameters('p')]" })] },
              { name: "[concat('i', parameters('p'))]" },
            ),
          ],
          { parameters: { p: { type: "int" } } },
          { copy: { name: "e", count: 2 }, properties: { parameters: { p: { value: "[copyIndex(200)]" } } } },
        ),
      ],
    },
    [
      "o0: / r 100 Allow Tcp * 443",
      "o1: / r 101 Allow Tcp * 443",
      "i200: / r 200 Allow Tcp * 443",
      "i201: / r 201 Allow Tcp * 443",
    ],
  ],
  [
    "of a loop within a loop of values, by their names",
    {
      variables: {
        copy: [
          { name: "all", count: 2, input: loop(2, "ports", "[add(mul(copyIndex('all'), 10), copyIndex('ports'))]") },
        ],
      },
      resources: [
        group(
          loop(2, "securityRules", {
            name: "[concat('r', copyIndex('securityRules'))]",
            properties: {
              ...rule("x").properties,
              ...loop(
                2,
                "destinationPortRanges",
                "[string(variables('all')[copyIndex('securityRules')].ports[copyIndex('destinationPortRanges')])]",
              ),
              destinationPortRange: "",
            },
          }),
        ),
      ],
    },
    ["g: / r0 100 Allow Tcp * 0,1 / r1 100 Allow Tcp * 10,11"],
  ],
  [
    "several loops side by side",
    {
      resources: [
        group({
          copy: [
            { name: "securityRules", count: 1, input: rule("[concat('r', copyIndex('securityRules'))]") },
            { name: "other", count: 2, input: "[copyIndex('other')]" },
          ],
        }),
      ],
    },
    ["g: / r0 100 Allow Tcp * 443"],
  ],
])("copyIndex() is %s", (_title, template, expected) => {
  expect(read(template)).toEqual(expected)
})
