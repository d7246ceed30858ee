import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"
import { files } from "./verdicts.ts"

test("which group is meant has to be clear", async () => {
  const ask = (...more: string[]) =>
    nsg(["verify", ...more, "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"], { files })
  expect(await ask("two.json")).toEqual({
    code: 2,
    out: "",
    err: 'nsg: There are 2 NSGs here: "web" and "db". Name one of them with --nsg.\n',
  })
  expect((await ask("two.json", "--nsg", "DB")).code).toBe(1)
  expect((await ask("two.json", "--nsg", "web")).code).toBe(0)
  expect(await ask("web.json", "--nsg", "db")).toMatchObject({
    code: 2,
    err: 'nsg: There is no NSG "db" here, only "web".\n',
  })
})

test("of many groups a few are named, and how many more there are", async () => {
  const groups = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, place) => JSON.parse(azGroup(`nsg-${place}`, []))))
  const flow = ["--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"]
  const ask = async (count: number, ...more: string[]) =>
    (await nsg(["verify", "all.json", ...flow, ...more], { files: { "all.json": groups(count) } })).err
  expect(await ask(60)).toMatch(/^nsg: There are 60 NSGs here: "nsg-0", .*"nsg-11" and 48 more. Name one of them/)
  expect(await ask(60, "--nsg", "web")).toMatch(/^nsg: There is no NSG "web" here, only "nsg-0", .* and 48 more\.$/m)
  expect(await ask(13)).toContain('"nsg-11" and "nsg-12".')
})

test("groups of one name are told apart by their lines", async () => {
  const group = (rules: string) => `{
    "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
    "name": "n1",
    "properties": { "securityRules": [${rules}] }
  }`
  const https = `{ "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
    "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }`
  const twins = `{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [${group("")}, ${group(https)}]
  }`
  const flow = ["--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"]
  const ask = (...more: string[]) => nsg(["verify", "t.json", ...flow, ...more], { files: { "t.json": twins } })
  expect(await ask()).toMatchObject({
    code: 2,
    err: 'nsg: There are 2 NSGs here: "n1@6" and "n1@10". Name one of them with --nsg.\n',
  })
  expect(await ask("--nsg", "n1")).toMatchObject({
    code: 2,
    err: 'nsg: 2 NSGs here are called "n1". Name one of them with its line: "n1@6" and "n1@10".\n',
  })
  expect((await ask("--nsg", "n1@6")).code).toBe(1)
  expect((await ask("--nsg", "N1@10")).code).toBe(0)
  expect(await ask("--nsg", "n1@7")).toMatchObject({
    code: 2,
    err: 'nsg: There is no NSG "n1@7" here, only "n1@6" and "n1@10".\n',
  })
  // A text of one line has columns.
  const line = { "t.json": JSON.stringify(JSON.parse(twins)) }
  const { err } = await nsg(["verify", "t.json", ...flow], { files: line })
  const [first, second] = [...err.matchAll(/"(n1@1:\d+)"/g)].map(([, name]) => name ?? "")
  expect((await nsg(["verify", "t.json", ...flow, "--nsg", first!], { files: line })).code).toBe(1)
  expect((await nsg(["verify", "t.json", ...flow, "--nsg", second!], { files: line })).code).toBe(0)
})

test("groups that a loop makes of one text are told apart by their numbers", async () => {
  const rule = (access: string) => ({
    ...{ name: "https", priority: 100, direction: "Inbound", access, protocol: "Tcp" },
    ...{ sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443" },
  })
  const inner = {
    parameters: { name: { type: "string" }, access: { type: "string" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "[parameters('name')]" },
        properties: {
          securityRules: [{ name: "https", properties: { ...rule("[parameters('access')]"), name: undefined } }],
        },
      },
    ],
  }
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: { name: { type: "string" } },
    variables: { accesses: ["Deny", "Allow"] },
    resources: [
      {
        ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01" },
        ...{ name: "[format('nsg-{0}', copyIndex())]", copy: { name: "nsgs", count: 2 } },
        properties: {
          ...{ mode: "Incremental", expressionEvaluationOptions: { scope: "inner" } },
          parameters: {
            name: { value: "[parameters('name')]" },
            access: { value: "[variables('accesses')[copyIndex()]]" },
          },
          template: inner,
        },
      },
    ],
  }
  const ask = (...more: string[]) =>
    nsg(["verify", "t.json", "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443", ...more], {
      files: { "t.json": JSON.stringify(template, null, 2) },
    })
  const { code, err } = await ask()
  expect(code).toBe(2)
  const [first, second] = [...err.matchAll(/"([^"]+#\d)"/g)].map(([, name]) => name ?? "")
  expect((await ask("--nsg", first!)).code).toBe(1)
  expect((await ask("--nsg", second!)).code).toBe(0)
})
