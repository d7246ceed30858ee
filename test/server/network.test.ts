import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { CodeLensRequest, ExecuteCommandRequest, HoverRequest, type MarkupContent } from "vscode-languageserver/node"
import {
  effectiveRulesCommand,
  type NetworkEntry,
  networkEntriesRequest,
  type TopologyAnswer,
  topologyCommand,
  type ValidateFlowResult,
  type VerifyFlowAnswer,
  validateFlowRequest,
  verifyFlowCommand,
} from "../../server/src/protocol.ts"
import { type Client, connect, pulling } from "./connect.ts"

const folder = "test/vscode/workspace/network"
/** A network, a NIC in it and their groups, in four files. */
const disk = new Map<string, string>(
  readdirSync(folder).map(name => [`file:///w/${name}`, readFileSync(`${folder}/${name}`, "utf8")] as const),
)
const nic = "file:///w/nic.json"

/** Only the NIC's file is open. */
async function networkClient(more: ReadonlyMap<string, string> = new Map(), settings: object = {}): Promise<Client> {
  const files = new Map([...disk, ...more])
  const client = await connect(pulling, {
    files: uri => files.get(uri),
    listed: () => [...files.keys()],
    settings: () => settings,
  })
  await client.open(files.get(nic)!, nic)
  return client
}

function execute<T>(client: Client, command: string, argument: unknown = {}): Promise<T> {
  return client.connection
    .sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] })
    .catch(error => error.message)
}

const lineOf = (uri: string, text: string) =>
  disk
    .get(uri)!
    .split("\n")
    .findIndex(line => line.includes(text))

test("a path is verified level by level over files that are not open, each level leading to its rule", async () => {
  const client = await networkClient()
  const answer = await execute<VerifyFlowAnswer>(client, verifyFlowCommand, {
    uri: nic,
    end: "nic:shop-0",
    flow: "tcp 198.51.100.7 -> nic:shop-0:22",
  })
  expect(answer).toMatchObject({
    version: 1,
    access: "Deny",
    ruleName: "defaultSecurityRules/DenyAllInBound",
    path: [
      { direction: "Inbound", level: { kind: "subnet", name: "hub/front" }, ruleName: "securityRules/ssh-from-office" },
      { direction: "Inbound", level: { kind: "networkInterface", name: "shop-0" }, access: "Deny" },
    ],
  })
  const { text, links = [], location } = answer.client
  expect(links.map(({ location: { uri } }) => uri)).toEqual(["file:///w/front-nsg.json", "file:///w/shop-0-nsg.json"])
  const [subnet] = links
  expect(subnet?.location.range.start.line).toBe(lineOf("file:///w/front-nsg.json", "ssh-from-office"))
  const { start, end } = subnet!.range
  expect(text.split("\n")[start.line]!.slice(start.character, end.character)).toBe(
    '"ssh-from-office" (110) of front-nsg',
  )
  expect(location?.uri).toBe("file:///w/shop-0-nsg.json")
})

test("plain addresses are those of the NIC that is asked about, or of the network", async () => {
  const client = await networkClient()
  for (const subject of [{ uri: nic, end: "nic:shop-0" }, { uri: nic }, {}]) {
    const flow = "inbound tcp 8.8.8.8 -> 10.0.1.4:443"
    const answer = await execute<VerifyFlowAnswer>(client, verifyFlowCommand, { ...subject, flow })
    expect(answer).toMatchObject({ access: "Allow", ruleName: "securityRules/https-to-shop" })
    expect("path" in answer && answer.path).toHaveLength(2)
  }
})

test("a group that is asked about answers alone", async () => {
  const client = await networkClient()
  const answer = await execute<VerifyFlowAnswer>(client, verifyFlowCommand, {
    uri: "file:///w/front-nsg.json",
    group: "front-nsg",
    flow: "inbound tcp 198.51.100.7 -> 10.0.1.4:22",
  })
  expect(answer).toMatchObject({ access: "Allow", ruleName: "securityRules/ssh-from-office" })
  expect("path" in answer).toBe(false)
})

test("what cannot be answered is said", async () => {
  const client = await networkClient()
  const ask = (argument: object) => execute<string>(client, verifyFlowCommand, argument)
  expect(await ask({ flow: "tcp nic:nobody -> nic:shop-0:22" })).toBe(
    'There is no network interface "nobody" in these files, only "shop-0".',
  )
  expect(await ask({ end: "nic:nobody", flow: "tcp 8.8.8.8 -> 10.0.1.4:22" })).toBe(
    "nic:nobody is not in the networks of this workspace.",
  )
  expect(await ask({ flow: "tcp 8.8.8.8 -> 9.9.9.9:22" })).toContain("is in the networks")
})

test("the setting of on-premises prefixes counts, and is refused where it cannot be read", async () => {
  const flow = "tcp 192.168.0.9 -> nic:shop-0:22"
  const far = await execute<VerifyFlowAnswer>(await networkClient(), verifyFlowCommand, { flow })
  expect(far).toMatchObject({ access: "Deny" })
  const near = await networkClient(undefined, { onPremises: ["192.168.0.0/16"] })
  expect(await execute(near, verifyFlowCommand, { flow })).toMatchObject({ access: "Allow" })
  const broken = await networkClient(undefined, { onPremises: ["192.168.0"] })
  expect(await execute(broken, verifyFlowCommand, { flow })).toMatch(/^Setting nsg.onPremises: "192.168.0" is not/)
})

test("lenses on a NIC and a subnet, with the groups of both levels", async () => {
  const client = await networkClient()
  await execute(client, topologyCommand)
  const lensesOf = async (uri: string) =>
    (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } }))?.map(
      ({ command, range }) => `${range.start.line} ${command?.title} ${JSON.stringify(command?.arguments)}`,
    )
  expect(await lensesOf(nic)).toEqual([
    `2 Verify flow at shop-0… [{"uri":"${nic}","end":"nic:shop-0"}]`,
    `2 shop-0: front-nsg (subnet) · shop-0-nsg (NIC) [{"uri":"${nic}","end":"nic:shop-0"}]`,
  ])
  await client.open(disk.get("file:///w/vnet.json")!, "file:///w/vnet.json")
  expect(await lensesOf("file:///w/vnet.json")).toEqual([
    `8 Verify flow at hub/front… [{"uri":"file:///w/vnet.json","end":"subnet:hub/front"}]`,
    `8 hub/front: front-nsg (subnet) [{"uri":"file:///w/vnet.json","end":"subnet:hub/front"}]`,
  ])
})

test("a hover on a NIC: its groups, and what gets in from the Internet", async () => {
  const client = await networkClient()
  await execute(client, topologyCommand)
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: nic },
    position: { line: 2, character: 13 },
  })
  expect((hover!.contents as MarkupContent).value).toBe(
    [
      "**shop-0** · NIC · 10.0.1.4 · VM shop",
      "NSG **front-nsg** (subnet hub/front, 2 rules)  \nNSG **shop-0-nsg** (NIC, 1 rule)",
      "From the Internet through both levels: Tcp 443.",
    ].join("\n\n"),
  )
})

test("effective rules of a NIC and of a subnet", async () => {
  const client = await networkClient()
  const ofNic = await execute(client, effectiveRulesCommand, { uri: nic, end: "nic:shop-0" })
  expect(ofNic).toMatchObject({
    value: [{ association: { subnet: { name: "hub/front" } } }, { association: { networkInterface: {} } }],
  })
  const ofSubnet = await execute(client, effectiveRulesCommand, { end: "subnet:hub/front" })
  expect(ofSubnet).toMatchObject({
    value: [{ networkSecurityGroup: { name: "front-nsg" } }],
    client: { text: expect.stringMatching(/^hub\/front\n {2}front-nsg \(subnet hub\/front, 8 rules\)/) },
  })
})

test("entries for lists, by document or all", async () => {
  const client = await networkClient()
  await execute(client, topologyCommand)
  const entries = await client.connection.sendRequest<NetworkEntry[]>(networkEntriesRequest, {})
  expect(entries.map(({ end, uri, groups }) => ({ end, uri, groups }))).toEqual([
    { end: "subnet:hub/front", uri: "file:///w/vnet.json", groups: "front-nsg (subnet)" },
    { end: "nic:shop-0", uri: nic, groups: "front-nsg (subnet) · shop-0-nsg (NIC)" },
  ])
  expect(await client.connection.sendRequest<NetworkEntry[]>(networkEntriesRequest, { uri: nic })).toHaveLength(1)
})

test("a flow that is typed goes on with what the networks have", async () => {
  const client = await networkClient()
  await execute(client, topologyCommand)
  const look = (flow: string, more: object = { inNetworks: true }) =>
    client.connection.sendRequest<ValidateFlowResult>(validateFlowRequest, { flow, ...more })
  expect((await look("", { inNetworks: true, end: "nic:shop-0" })).completions).toEqual([
    "tcp Internet -> nic:shop-0:443",
    "tcp nic:shop-0 -> Internet:443",
  ])
  expect((await look("tcp sho")).completions).toEqual(["tcp nic:shop-0 -> ", "tcp vm:shop -> "])
  expect((await look("tcp Internet -> nic")).completions).toEqual(["tcp Internet -> nic:shop-0:"])
  expect(await look("tcp Internet -> nic:shop-0:443")).toEqual({ message: null, completions: [] })
  expect((await look("tcp 1.2.3.4 -> ", {})).message).not.toBeNull()
})

test("the topology with its places, and a picture whose things lead to them", async () => {
  const client = await networkClient()
  const { client: shown, virtualNetworks } = await execute<TopologyAnswer>(client, topologyCommand)
  expect(virtualNetworks.map(({ name }) => name)).toEqual(["hub"])
  const places = shown.places.map(({ uri, range }) => `${uri} ${range.start.line}`)
  expect(places).toEqual(["file:///w/vnet.json 2", "file:///w/vnet.json 8", `${nic} 2`])
  expect(shown.svg.match(/data-place="\d+"/g)).toEqual(['data-place="0"', 'data-place="1"', 'data-place="2"'])
})

test("a network that cannot be judged keeps nothing else from working", async () => {
  const client = await networkClient()
  expect(await execute(client, verifyFlowCommand, { uri: 3 })).toBe(
    'nsg.verifyFlow expects one argument, an object with a document\'s "uri".',
  )
})

test("among 200 files, a network in four of them is found with only its NIC open", async () => {
  const text = (name: string) => disk.get(`file:///w/${name}`)!
  // Networks of other resource groups, named and addressed as this one.
  const others = Array.from({ length: 196 }, (_, place) => {
    const [name, folder] = [["vnet.json", "front-nsg.json", "shop-0-nsg.json"][place % 3]!, Math.floor(place / 3)]
    return [
      `file:///w/other${folder}/${name}`,
      text(name).replace(/resourceGroups\/[^/"]+/gi, `resourceGroups/other${folder}`),
    ] as const
  })
  const client = await networkClient(new Map(others))
  const answer = await execute<VerifyFlowAnswer>(client, verifyFlowCommand, {
    flow: "tcp 198.51.100.7 -> nic:shop-0:22",
  })
  expect(answer).toMatchObject({
    access: "Deny",
    path: [
      { level: { name: "hub/front" }, networkSecurityGroup: { name: "front-nsg" }, access: "Allow" },
      { level: { name: "shop-0" }, networkSecurityGroup: { name: "shop-0-nsg" }, access: "Deny" },
    ],
  })
  const links = "client" in answer ? (answer.client.links ?? []) : []
  expect(links.map(({ location: { uri } }) => uri)).toEqual(["file:///w/front-nsg.json", "file:///w/shop-0-nsg.json"])
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: nic },
    position: { line: 2, character: 13 },
  })
  expect((hover!.contents as MarkupContent).value).toContain("NSG **front-nsg** (subnet hub/front, 2 rules)")
})

test("an answer names the parameters with their default values, also of a template that is not open", async () => {
  const id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network"
  const rule = {
    ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" },
  }
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: { port: { type: "string", defaultValue: "8443" }, other: { type: "string", defaultValue: "1" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name: "pay-nsg", id },
        properties: {
          securityRules: [
            {
              name: "pay",
              properties: {
                ...{ ...rule, sourcePortRange: "*", destinationAddressPrefix: "*" },
                destinationPortRange: "[parameters('port')]",
              },
            },
          ],
        },
      },
      {
        ...{ type: "Microsoft.Network/networkInterfaces", apiVersion: "2023-04-01", name: "pay-0" },
        properties: {
          networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'pay-nsg')]" },
          ipConfigurations: [{ name: "ip", properties: { subnet: { id: `${id}/virtualNetworks/hub/subnets/front` } } }],
        },
      },
    ],
  }
  const uri = "file:///w/pay.json"
  const text = JSON.stringify(template)
  const client = await networkClient(new Map([[uri, text]]))
  const ask = () =>
    execute<VerifyFlowAnswer>(client, verifyFlowCommand, { flow: "inbound tcp 10.0.1.9 -> nic:pay-0:8443" })
  const said = async () => JSON.stringify(await ask()).match(/[^"]*default value[^"]*/)?.[0]
  const closed = await said()
  expect(closed).toMatch(/\bport\b/)
  expect(closed).not.toMatch(/\bother\b/)
  await client.open(text, uri)
  expect(await said()).toBe(closed)
})
