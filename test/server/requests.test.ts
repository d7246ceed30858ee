import { expect, test } from "vitest"
import {
  CancellationTokenSource,
  CodeLensRequest,
  DocumentDiagnosticRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  HoverRequest,
  LSPErrorCodes,
} from "vscode-languageserver/node"
import {
  effectiveRulesCommand,
  type GroupEntry,
  groupsRequest,
  type ValidateFlowResult,
  validateFlowRequest,
  verifyFlowCommand,
} from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const web = azGroup("web", [
  { name: "https", priority: 100, port: "443" },
  { name: "again", priority: 110, port: "443" },
])
const two = `[${web}, ${azGroup("db", [])}]`

/** Runs a command of the server; a refusal is its message. */
function execute(client: Client, command: string, argument?: unknown) {
  return client.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }).catch(error => {
    expect(error.code).toBe(LSPErrorCodes.RequestFailed)
    return error.message
  })
}

test("code lenses run the client's commands", async () => {
  const client = await connect()
  await client.open(web)
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: client.uri } })
  expect(lenses).toMatchInlineSnapshot(`
    [
      {
        "command": {
          "arguments": [
            {
              "at": {
                "character": 0,
                "line": 0,
              },
              "group": "web",
              "uri": "file:///nsg.json",
            },
          ],
          "command": "nsg.askFlow",
          "title": "Verify flow in web…",
        },
        "range": {
          "end": {
            "character": 14,
            "line": 1,
          },
          "start": {
            "character": 11,
            "line": 1,
          },
        },
      },
      {
        "command": {
          "arguments": [
            {
              "at": {
                "character": 0,
                "line": 0,
              },
              "group": "web",
              "uri": "file:///nsg.json",
            },
          ],
          "command": "nsg.showEffectiveRules",
          "title": "web: 2 rules · 1 dead",
        },
        "range": {
          "end": {
            "character": 14,
            "line": 1,
          },
          "start": {
            "character": 11,
            "line": 1,
          },
        },
      },
    ]
  `)
})

test("without the client's commands a lens is a text", async () => {
  const client = await connect(pulling, { commands: false })
  await client.open(web)
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: client.uri } })
  expect(lenses?.map(({ command }) => command)).toEqual([{ title: "web: 2 rules · 1 dead", command: "" }])
})

test("a hover comes as Markdown", async () => {
  const client = await connect()
  await client.open(web)
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: client.uri },
    position: { line: 1, character: 12 },
  })
  expect(hover).toMatchObject({ contents: { kind: "markdown" }, range: { start: { line: 1, character: 11 } } })
})

test("a flow is verified", async () => {
  const client = await connect()
  await client.open(web)
  const answer = await execute(client, verifyFlowCommand, {
    uri: client.uri,
    group: "web",
    flow: "inbound tcp 8.8.8.8 -> 10.0.0.4:443",
  })
  expect(answer).toMatchObject({
    version: 1,
    access: "Allow",
    ruleName: "securityRules/https",
    client: {
      summary: 'Allow: inbound tcp 8.8.8.8 -> 10.0.0.4:443, by "https" (100) of web.',
      location: { uri: client.uri, range: { start: { line: 5, character: 15 }, end: { line: 5, character: 20 } } },
    },
  })
})

test("what a verdict depends on can be settled by the setting", async () => {
  let virtualNetwork: string[] = []
  const client = await connect(pulling, { settings: () => ({ virtualNetwork }) })
  await client.open(web)
  const argument = { uri: client.uri, flow: "inbound tcp 172.31.0.100 -> 10.0.0.4:22" }
  const unknown = await execute(client, verifyFlowCommand, argument)
  expect(unknown).toMatchObject({
    access: "Unknown",
    client: {
      settle: [
        {
          title: "Add 10.0.0.0/16 and 172.31.0.0/16 to nsg.virtualNetwork",
          prefixes: ["10.0.0.0/16", "172.31.0.0/16"],
          access: "Allow",
        },
        { title: "Add 10.0.0.0/16 to nsg.virtualNetwork", prefixes: ["10.0.0.0/16"], access: "Deny" },
      ],
    },
  })
  for (const [settlement, access] of [
    [unknown.client.settle[0], "Allow"],
    [unknown.client.settle[1], "Deny"],
  ]) {
    virtualNetwork = settlement.prefixes
    const settled = await connect(pulling, { settings: () => ({ virtualNetwork }) })
    await settled.open(web)
    const answer = await execute(settled, verifyFlowCommand, argument)
    expect(answer).toMatchObject({ access })
    expect(answer.client).not.toHaveProperty("settle")
  }
})

test("effective rules of one group or of all", async () => {
  const client = await connect()
  await client.open(two)
  const names = async (group?: string) => {
    const { value } = await execute(client, effectiveRulesCommand, { uri: client.uri, group })
    return value.map(
      ({ networkSecurityGroup }: { networkSecurityGroup: { name: string } }) => networkSecurityGroup.name,
    )
  }
  expect(await names("db")).toEqual(["db"])
  expect(await names()).toEqual(["web", "db"])
})

test.each([
  ["an unreadable flow", verifyFlowCommand, { group: "web", flow: "8.8.8.8" }, /^Write a flow as SOURCE/],
  ["no flow", verifyFlowCommand, { group: "web" }, /^Write a flow as SOURCE/],
  ["several groups", verifyFlowCommand, { flow: "x" }, /There are 2 NSGs here: "web" and "db". Name one of them./],
  ["no such group", verifyFlowCommand, { group: "dmz", flow: "x" }, /no NSG "dmz" here, only "web" and "db"/],
  [
    "a closed document",
    effectiveRulesCommand,
    { uri: "file:///other.json" },
    /file:\/\/\/other.json is not an open document/,
  ],
  ["an unknown command", "nsg.dance", {}, /no command nsg.dance/],
])("%s is refused with a sentence", async (_, command, argument, message) => {
  const client = await connect()
  await client.open(two)
  expect(await execute(client, command, { uri: client.uri, ...argument })).toMatch(message)
})

test.each([undefined, null, "web", {}, { uri: 7 }, { uri: "file:///nsg.json", group: {} }])(
  "the argument %j is refused",
  async argument => {
    const client = await connect()
    expect(await execute(client, verifyFlowCommand, argument)).toMatch(/expects one argument/)
  },
)

test("the groups of the open documents", async () => {
  const client = await connect()
  await client.open(two)
  await client.open(azGroup("other", []), "file:///other.json")
  const ask = async (params: object) =>
    (await client.connection.sendRequest<GroupEntry[]>(groupsRequest, params)).map(({ uri, name }) => `${uri} ${name}`)
  expect(await ask({})).toEqual(["file:///nsg.json web", "file:///nsg.json db", "file:///other.json other"])
  expect(await ask({ uri: "file:///other.json" })).toEqual(["file:///other.json other"])
})

test("a flow is validated while it is typed", async () => {
  const client = await connect()
  const validate = (flow: string) => client.connection.sendRequest(validateFlowRequest, { flow })
  expect(await validate("inbound tcp 8.8.8.8 -> 10.0.0.4:443")).toEqual({ message: null, completions: [] })
  expect(await validate("inbound tcp 8.8.8.8 -> 10.0.0.4")).toEqual({
    message: "tcp needs a destination port: 10.0.0.4:443, for example.",
    completions: [],
  })
})

test("a request that was taken back is not worked on", async () => {
  let answer: (settings: unknown) => void = () => {}
  const client = await connect(pulling, { settings: () => new Promise(resolve => (answer = resolve)) })
  await client.open(web)
  const source = new CancellationTokenSource()
  const pulled = client.connection.sendRequest(
    DocumentDiagnosticRequest.type,
    { textDocument: { uri: client.uri } },
    source.token,
  )
  source.cancel()
  setTimeout(() => answer({}), 20)
  await expect(pulled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled })
})

test("a mistake in one request leaves the server alive", async () => {
  const client = await connect()
  await client.open(web)
  const bad = client.connection.sendRequest("textDocument/hover", { textDocument: { uri: client.uri } })
  await expect(bad).rejects.toMatchObject({ code: ErrorCodes.InternalError })
  expect(await client.pull()).toHaveLength(1)
})

test("an empty line is offered flows of the group's own rules, each of which that rule decides", async () => {
  const client = await connect()
  await client.open(
    azGroup("web", [
      { name: "no-ssh", priority: 200, port: "22", access: "Deny" },
      { name: "https", priority: 100, port: "443" },
      { name: "again", priority: 110, port: "443" },
      { name: "out", priority: 100, direction: "Outbound", protocol: "Udp", destination: "Internet", port: "53" },
    ]),
  )
  const subject = { uri: client.uri, group: "web" }
  const ask = (flow: string) => client.connection.sendRequest(validateFlowRequest, { ...subject, flow })
  const { suggestions } = (await ask("")) as ValidateFlowResult
  expect(suggestions?.map(({ about }) => about)).toEqual(['"https" (100)', '"no-ssh" (200)', '"out" (100)'])
  for (const { flow, about } of suggestions ?? []) {
    const answer = await execute(client, verifyFlowCommand, { ...subject, flow })
    expect(answer.client.summary).toContain(about)
  }
  expect(await ask("tcp")).not.toHaveProperty("suggestions")
})
