import { expect, test } from "vitest"
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  DocumentDiagnosticRequest,
  type TextEdit,
} from "vscode-languageserver/node"
import { TextDocument } from "vscode-languageserver-textdocument"
import { showPlaceCommand } from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const literals = { codeActionKind: { valueSet: [] } }

/** A client that takes code actions as VS Code does. */
const acting: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    codeAction: {
      codeActionLiteralSupport: literals,
      resolveSupport: { properties: ["edit"] },
      disabledSupport: true,
    },
  },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
  },
}

const web = azGroup("web", [
  { name: "https", priority: 100, port: "443" },
  { name: "again", priority: 110, port: "443" },
  { name: "deny-all", priority: 200, access: "Deny", protocol: "*" },
  { name: "late", priority: 300, port: "8443" },
])

async function actionsOn(client: Client, word: string, text: string, only?: string[], uri = client.uri) {
  const document = TextDocument.create(uri, "json", 1, text)
  const at = document.positionAt(text.indexOf(word) + 1)
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
  const diagnostics = report.kind === "full" ? report.items : []
  const context = { diagnostics, ...(only && { only }) }
  const params = { textDocument: { uri }, range: { start: at, end: at }, context }
  const actions = (await client.connection.sendRequest(CodeActionRequest.type, params)) ?? []
  return actions as CodeAction[]
}

function resolve(client: Client, action: CodeAction | undefined): Promise<CodeAction> {
  if (!action) throw new Error("no such action")
  return client.connection.sendRequest(CodeActionResolveRequest.type, action)
}

/** The text after the edits of an action, which are all of this text. */
function carriedOut(text: string, { edit }: CodeAction): string {
  const [change] = edit?.documentChanges ?? []
  const edits = change && "edits" in change ? change.edits : Object.values(edit?.changes ?? {}).flat()
  return TextDocument.applyEdits(TextDocument.create("a", "json", 1, text), edits as TextEdit[])
}

test("the source of an exposing rule is typed where the editor has places for that, and nowhere else", async () => {
  const open = azGroup("web", [{ name: "ssh", priority: 100, port: "22" }])
  const titled = async (client: Client) => {
    const actions = await actionsOn(client, '"*"', open)
    return actions.find(({ title }) => title === "Allow only a prefix that you enter")
  }
  const workspace = {
    ...acting.workspace,
    workspaceEdit: { ...acting.workspace?.workspaceEdit, snippetEditSupport: true },
  }
  const typing = await connect({ ...acting, workspace })
  await typing.open(open)
  const [change] = (await titled(typing))?.edit?.documentChanges ?? []
  expect(change).toMatchObject({ edits: [{ snippet: { kind: "snippet", value: `"\${1:203.0.113.0/24}"` } }] })
  const plain = await connect(acting)
  await plain.open(open)
  expect(await titled(plain)).toBeUndefined()
})

test("the kinds of actions are announced to a client that takes them, and to no other", async () => {
  expect((await connect(acting)).capabilities.codeActionProvider).toEqual({
    codeActionKinds: ["quickfix", "source.fixAll.nsg"],
    resolveProvider: true,
  })
  expect((await connect()).capabilities.codeActionProvider).toBeUndefined()
})

test("a fix says what it does to the traffic, belongs to its diagnostic, and is for this version of the text", async () => {
  const client = await connect(acting)
  await client.open(web)
  const actions = await actionsOn(client, '"again"', web)
  expect(actions.map(({ title }) => title)).toEqual([
    "Remove rule (no traffic changes)",
    "Ignore shadowed-rule here, with a reason",
    "Switch shadowed-rule off in .nsgrc",
  ])
  expect(actions[0]).toMatchObject({ isPreferred: true, kind: "quickfix", diagnostics: [{ code: "shadowed-rule" }] })
  expect(actions[0]?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: client.uri, version: 1 } }])
  expect(carriedOut(web, actions[0] as CodeAction)).toBe(
    azGroup("web", [
      { name: "https", priority: 100, port: "443" },
      { name: "deny-all", priority: 200, access: "Deny", protocol: "*" },
      { name: "late", priority: 300, port: "8443" },
    ]),
  )
})

test("a rule that another one shadows may move, and what that lets in is said", async () => {
  const client = await connect(acting)
  await client.open(web)
  const titles = (await actionsOn(client, '"late"', web)).map(({ title }) => title)
  expect(titles.slice(0, 2)).toEqual(["Move to 190 (newly allows tcp/8443)", "Remove rule (no traffic changes)"])
})

test("all that changes no traffic is fixed when it is asked for, and a Deny that never matches stays", async () => {
  const open = azGroup("web", [
    { name: "https", priority: 100, source: "10.0.0.0/8", port: "443" },
    { name: "again", priority: 110, source: "10.0.0.0/8", port: "443" },
    { name: "all", priority: 120, source: "10.0.0.0/8" },
    { name: "no-rdp", priority: 130, access: "Deny", source: "10.0.0.0/8", port: "3389" },
    { name: "more", priority: 120, source: "10.0.0.0/8", port: "22" },
  ])
  const client = await connect(acting)
  await client.open(open)
  expect(await actionsOn(client, '"more"', open, ["quickfix"])).not.toContainEqual(
    expect.objectContaining({ kind: "source.fixAll.nsg" }),
  )
  const [all] = await actionsOn(client, '"web"', open, ["source.fixAll"])
  expect(all?.edit).toBeUndefined()
  const after = JSON.parse(carriedOut(open, await resolve(client, all)))
  expect(after.securityRules.map(({ name, priority }: { name: string; priority: number }) => [name, priority])).toEqual(
    [
      ["all", 120],
      ["no-rdp", 130],
    ],
  )
})

test("what cannot be changed here is shown with its reason, or leads to where it can", async () => {
  const rule = { name: "again", properties: JSON.parse(azGroup("g", [{ name: "a", priority: 110 }])).securityRules[0] }
  const { name: _, ...properties } = rule.properties
  const securityRules = [
    { name: "first", properties: { ...properties, priority: 100 } },
    { name: "again", properties: { ...properties, priority: "[variables('p')]" } },
  ]
  const group = { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "g" }
  const template = JSON.stringify(
    {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      variables: { p: 100 },
      resources: [{ ...group, properties: { securityRules } }],
    },
    null,
    2,
  )
  const client = await connect(acting)
  await client.open(template)
  const actions = await actionsOn(client, '"[variables', template)
  expect(actions.find(({ title }) => title === "Move to 101")?.disabled).toEqual({
    reason: "Its value is an expression.",
  })

  const k8s = (kind: string, name: string, spec: string) =>
    `apiVersion: network.azure.com/v1api20201101\nkind: ${kind}\nmetadata: { name: ${name}, namespace: default }\nspec:\n${spec}`
  const ruleSpec = (priority: number) => `  owner: { name: web }
  priority: ${priority}
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: "*"
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: "443"
`
  const other = await connect(acting)
  await other.open(k8s("NetworkSecurityGroup", "web", "  location: westeurope\n"), "file:///w/group.yaml", "yaml")
  await other.open(k8s("NetworkSecurityGroupsSecurityRule", "one", ruleSpec(100)), "file:///w/one.yaml", "yaml")
  const text = k8s("NetworkSecurityGroupsSecurityRule", "two", ruleSpec(100))
  await other.open(text, "file:///w/two.yaml", "yaml")
  await other.open(k8s("NetworkSecurityGroupsSecurityRule", "three", ruleSpec(101)), "file:///w/three.yaml", "yaml")
  const found = await actionsOn(other, "100", text, undefined, "file:///w/two.yaml")
  expect(found[0]).toMatchObject({
    title: 'Go to the rule in three.yaml: move to 101, "three" to 102 there',
    command: { command: showPlaceCommand, arguments: [{ uri: "file:///w/three.yaml" }] },
  })
})

test("a finding may be ignored where it stands: in the metadata of strict JSON, in a comment elsewhere", async () => {
  const yaml = `name: web
securityRules:
  - name: https
    priority: 100
    direction: Inbound
    access: Allow
    protocol: Tcp
    sourceAddressPrefix: "*"
    sourcePortRange: "*"
    destinationAddressPrefix: "*"
    destinationPortRange: 443-80
`
  const client = await connect(acting)
  await client.open(yaml, "file:///w/nsg.yaml", "yaml")
  const actions = await actionsOn(client, "443-80", yaml, undefined, "file:///w/nsg.yaml")
  const ignore = actions.find(({ title }) => title.startsWith("Ignore "))
  const after = carriedOut(yaml, await resolve(client, ignore))
  expect(after).toBe(yaml.replace("  - name", "  # nsg-ignore invalid-port: TODO say why\n  - name"))
})

test("a check is switched off in the nearest configuration, or in a new one", async () => {
  const files = new Map([["file:///w/a/.nsgrc.json", '{\n  "profile": "current"\n}\n']])
  const surroundings = { files: (uri: string) => files.get(uri), listed: () => [] }
  const client = await connect(acting, surroundings)
  for (const uri of ["file:///w/a/b/nsg.json", "file:///w/nsg.json"]) await client.open(web, uri)
  const silence = async (uri: string) => {
    const actions = await actionsOn(client, '"again"', web, undefined, uri)
    return (
      await resolve(
        client,
        actions.find(({ title }) => title.startsWith("Switch ")),
      )
    ).edit
  }
  expect((await silence("file:///w/a/b/nsg.json"))?.changes).toMatchObject({
    "file:///w/a/.nsgrc.json": [{ newText: ',\n  "checks": {\n    "shadowed-rule": "off"\n  }' }],
  })
  expect((await silence("file:///w/nsg.json"))?.documentChanges).toMatchObject([
    { kind: "create", uri: "file:///w/.nsgrc.json" },
    { edits: [{ newText: '{\n  "checks": {\n    "shadowed-rule": "off"\n  }\n}\n' }] },
  ])
})

test("a client that asks for no edit later has them at once", async () => {
  const { resolveSupport: _, ...codeAction } = acting.textDocument?.codeAction ?? {}
  const client = await connect({ ...acting, textDocument: { ...acting.textDocument, codeAction } })
  await client.open(web)
  const [all] = await actionsOn(client, '"web"', web, ["source.fixAll.nsg"])
  expect(carriedOut(web, all as CodeAction)).not.toContain('"again"')
})
