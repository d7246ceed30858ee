import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"

const id = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/${name}`

function template(web: string, app: string, more: readonly object[] = []): string {
  const rule = (name: string, priority: number, properties: object) => ({
    name,
    properties: {
      ...{
        priority,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        sourcePortRange: "*",
        destinationPortRange: "*",
      },
      ...properties,
    },
  })
  return JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: { group: { type: "string" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "nsg" },
        properties: {
          securityRules: [
            rule("web-to-app", 100, {
              sourceApplicationSecurityGroups: [{ id: web }],
              destinationApplicationSecurityGroups: [{ id: app }],
              destinationPortRange: "8080",
            }),
            rule("deny-vnet", 110, {
              access: "Deny",
              protocol: "*",
              sourceAddressPrefix: "VirtualNetwork",
              destinationAddressPrefix: "*",
            }),
            ...more,
          ],
        },
      },
    ],
  })
}

async function ask(text: string, flow: string) {
  const { code, out, err } = await nsg(["verify", "t.json", "--flow", flow], { files: { "t.json": text } })
  return code === 2 ? err : out.split("\n")[0]
}

const literal = template(id("web"), id("app"))

test.each([
  ["inbound tcp web -> app:8080", 'Allow: inbound tcp web -> app:8080, by "web-to-app" (100) of nsg.'],
  ["inbound tcp WEB -> asg:App:8080", 'Allow: inbound tcp web -> app:8080, by "web-to-app" (100) of nsg.'],
  [
    `inbound tcp ${id("WEB")} -> ${id("app")}:8080`,
    'Allow: inbound tcp web -> app:8080, by "web-to-app" (100) of nsg.',
  ],
  ["inbound tcp web -> app:8081", 'Deny: inbound tcp web -> app:8081, by "deny-vnet" (110) of nsg.'],
  ["inbound tcp app -> web:8080", /^Depends: Allow from the application security group "web"/],
  ["inbound tcp 8.8.8.8 -> app:8080", 'Deny: inbound tcp 8.8.8.8 -> app:8080, by "DenyAllInBound" (65500) of nsg.'],
  [
    "inbound tcp web -> asg:db:8080",
    'nsg: No rule of nsg names an application security group "db", only "web" and "app".\n',
  ],
  ["tcp web -> app:8080", /^nsg: Start with inbound or outbound/],
])("%s", async (flow, answer) => {
  const said = await ask(literal, flow)
  if (typeof answer === "string") expect(said).toBe(answer)
  else expect(said).toMatch(answer)
})

test.each([
  ["[resourceId('Microsoft.Network/applicationSecurityGroups', 'web')]", "web"],
  ["[resourceId('Microsoft.Network/applicationSecurityGroups', parameters('group'))]", "group"],
  ["[concat(resourceGroup().id, '/providers/Microsoft.Network/applicationSecurityGroups/web')]", "web"],
])("a group of the id %s is called %s", async (written, name) => {
  expect(await ask(template(written, id("app")), `inbound tcp ${name} -> app:8080`)).toBe(
    `Allow: inbound tcp ${name} -> app:8080, by "web-to-app" (100) of nsg.`,
  )
})

test("two groups of one name are told apart by their ids", async () => {
  const other = id("web").replace("/rg/", "/other/")
  const text = template(id("web"), other)
  expect(await ask(text, "inbound tcp web -> 10.0.0.4:8080")).toBe(
    `nsg: Several application security groups here are called "web". Name one by its id: ${id("web").toLowerCase()} or ${other.toLowerCase()}.\n`,
  )
  expect(await ask(text, `inbound tcp ${id("web")} -> ${other}:8080`)).toMatch(/^Allow: /)
})

test("a known service tag keeps its name, and asg: says that the group is meant", async () => {
  const text = template(id("Storage"), id("app"))
  expect(await ask(text, "inbound tcp Storage -> app:8080")).toMatch(/^Deny: .*"DenyAllInBound"/)
  expect(await ask(text, "inbound tcp asg:Storage -> app:8080")).toMatch(/^Allow: .*"web-to-app"/)
})

test("a word that is neither is taken for a set of its own, which is said first", async () => {
  const { out } = await nsg(["verify", "t.json", "--flow", "inbound tcp Contoso -> 10.0.0.4:8080"], {
    files: { "t.json": literal },
  })
  expect(out).toMatch(/^Depends: /)
  const [first] = /^- .*/m.exec(out) ?? []
  expect(first).toBe(
    "- Contoso is not a known service tag, and no rule of nsg names an application security group with this name.",
  )
})

test.each([
  ["Inernet", "Internet"],
  ["webb", "web"],
  ["storage.westeurop", "Storage.WestEurope"],
  ["AzureCloud.norwayeast", "AzureCloud.norwaye"],
])("what is nearly a tag or a group of the rules is a slip: %s", async (word, meant) => {
  const files = { "t.json": literal }
  for (const flow of [`inbound tcp ${word} -> 10.0.0.4:8080`, `outbound tcp 10.0.0.4 -> ${word}:8080`]) {
    expect(await nsg(["verify", "t.json", "--flow", flow], { files })).toEqual({
      code: 2,
      out: "",
      err: `nsg: "${word}" is neither a service tag nor named by a rule. Did you mean ${meant}?\n`,
    })
  }
})

test("a word that the rules have themselves is no slip, however near it is to a tag", async () => {
  const rule = { name: "a", priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp" }
  const rest = { sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" }
  const files = {
    "a.json": JSON.stringify({ name: "web", securityRules: [{ ...rule, ...rest, sourceAddressPrefix: "Intrenet" }] }),
  }
  const { out } = await nsg(["verify", "a.json", "--flow", "inbound tcp Intrenet -> 10.0.0.4:22"], { files })
  expect(out).toMatch(/^Allow: /)
})
