import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"

test.each([
  ["empty.json", "", "the file is empty."],
  ["bad.yaml", "a: [", 'it is not valid YAML: line 1: the closing "]" is missing, or not indented far enough.'],
  ["cut.json", '{"a":', "it is not valid JSON: line 1: value expected."],
  ["other.json", '{"a":1}', "it is JSON, but describes none."],
  ["other.yaml", "a: 1", "it is YAML, but describes none."],
  [
    "cassette.yaml",
    'interactions:\n- request:\n    body: \'{"properties": {"securityRules": []}}\'\n    method: PUT\n',
    "it holds recorded HTTP requests. Their bodies are texts, which are not read: save the body of one as a file.",
  ],
  [
    "composition.yaml",
    "input:\n  template: |\n    securityRule:\n    - name: ssh\n      destinationPortRange: 22\n",
    "it names NSG rules only inside a string (a template, a patch or a recorded answer), and strings are not read. Save that text as a file of its own.",
  ],
  ["schema.json", '{"description":"See destinationPortRange."}', "it is JSON, but describes none."],
  [
    "left-out.json",
    JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      resources: [
        {
          ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "network", condition: false },
          properties: {
            ...{ mode: "Incremental", expressionEvaluationOptions: { scope: "inner" } },
            template: {
              resources: [
                {
                  ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "web" },
                  properties: { securityRules: [] },
                },
              ],
            },
          },
        },
      ],
    }),
    "it has NSGs, but deploys none: their conditions, or those of nested deployments around them, are false, or their loops run 0 times.",
  ],
  [
    "policy-condition.json",
    '{"value":"[empty(field(\'Microsoft.Network/networkSecurityGroups/securityRules/destinationPortRange\'))]"}',
    "it is JSON, but describes none.",
  ],
  ["notes.txt", "just words", "it is plain text, not JSON or YAML."],
])("a file without an NSG is named, with the reason: %s", async (name, text, reason) => {
  const files = { [name]: text }
  const err = `nsg: no NSG found in ${name}: ${reason.replace(/\.$/, "")}.\n`
  expect(await nsg(["check", name], { files })).toEqual({ code: 0, out: "", err })
  expect(await nsg(["effective", name], { files })).toEqual({ code: 2, out: "", err })
  expect(await nsg(["verify", name, "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"], { files })).toEqual({
    code: 2,
    out: "",
    err,
  })
  expect((await nsg(["topology", name], { files })).err).toBe(err.replace("no NSG", "no network or NSG"))
})

const dead = JSON.stringify({
  name: "web",
  securityRules: [
    {
      ...{ name: "a", priority: 99, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
      ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" },
    },
  ],
})

test("text shows a path as it was typed, JSON relative to the working directory", async () => {
  const files = { "sub/a.json": dead }
  for (const typed of ["./sub/a.json", "sub/../sub/a.json", "sub/a.json"]) {
    expect((await nsg(["check", typed], { files })).out.startsWith(`${typed}:1:`)).toBe(true)
    expect(JSON.parse((await nsg(["check", "--format", "json", typed], { files })).out).files[0].path).toBe(
      "sub/a.json",
    )
    expect((await nsg(["topology", typed], { files })).out).toContain(`  web  ${typed}:1:`)
  }
  expect((await nsg(["check", "./none.json"], { files })).err).toBe("nsg: ./none.json does not exist.\n")
})

test("a group is asked for by either form of its file", async () => {
  const files = { "a.json": dead, "b.json": dead }
  for (const name of ["web@./a.json:1", "web@a.json:1"]) {
    for (const paths of [["./a.json", "b.json"], ["."]]) {
      expect((await nsg(["effective", ...paths, "--nsg", name], { files })).code).toBe(0)
    }
  }
})
