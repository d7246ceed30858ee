import { expect, test, vi } from "vitest"
import {
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  FileChangeType,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node"
import { type GroupEntry, groupsRequest, verifyFlowCommand } from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, describeDiagnostic, pulling } from "./connect.ts"

const head = (kind: string, name: string) =>
  `apiVersion: network.azure.com/v1api20201101\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n`
const rule = (name: string, priority: number, access: string) =>
  `${head("NetworkSecurityGroupsSecurityRule", name)}spec:
  { owner: { name: web }, priority: ${priority}, direction: Inbound, access: ${access}, protocol: Tcp,
    sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" }
`
const [groupUri, openUri, closeUri] = [
  "file:///w/k8s/group.yaml",
  "file:///w/k8s/open.yaml",
  "file:///w/k8s/close.yaml",
]
const shadowed = "2:18 error shadowed-rule"

/** A workspace on a disk that tests can write to. */
async function workspaceOf(disk: Map<string, string>, settings: object = {}): Promise<Client> {
  return connect(pulling, {
    files: uri => disk.get(uri),
    listed: () => [...disk.keys()],
    settings: () => settings,
  })
}

function changed(client: Client, uri: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
  return client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] })
}

test("a rule is judged with its group and its neighbours, though none of their files is open", async () => {
  const disk = new Map([
    [groupUri, head("NetworkSecurityGroup", "web")],
    [openUri, `# the office\n${rule("open", 100, "Allow")}`],
  ])
  const client = await workspaceOf(disk)
  await client.open(rule("close", 200, "Deny"), closeUri, "yaml")
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([shadowed]))
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri: closeUri },
  })
  const [finding] = report.kind === "full" ? report.items : []
  expect(finding?.relatedInformation).toMatchObject([
    { location: { uri: openUri, range: { start: { line: 3, character: 18 }, end: { line: 3, character: 22 } } } },
  ])
})

test("what becomes of a closed file is followed", async () => {
  const disk = new Map([
    [groupUri, head("NetworkSecurityGroup", "web")],
    [openUri, rule("open", 100, "Allow")],
  ])
  const client = await workspaceOf(disk)
  await client.open(rule("close", 200, "Deny"), closeUri, "yaml")
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([shadowed]))
  disk.set(openUri, rule("open", 300, "Allow"))
  await changed(client, openUri)
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([]))
  disk.set(openUri, rule("open", 100, "Allow"))
  await changed(client, openUri)
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([shadowed]))
  disk.delete(openUri)
  await changed(client, openUri, FileChangeType.Deleted)
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([]))
  disk.set(openUri, rule("open", 110, "Allow"))
  await changed(client, openUri, FileChangeType.Created)
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([shadowed]))
})

test("what was typed and not saved is forgotten with the document that is closed", async () => {
  const disk = new Map([
    [groupUri, head("NetworkSecurityGroup", "web")],
    [openUri, rule("open", 300, "Allow")],
  ])
  const client = await workspaceOf(disk)
  await client.open(rule("close", 200, "Deny"), closeUri, "yaml")
  await client.open(rule("open", 100, "Allow"), openUri, "yaml")
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([shadowed]))
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: openUri } })
  await vi.waitFor(async () => expect(await client.pull(closeUri)).toEqual([]))
})

test("groups of closed files are listed, and verified", async () => {
  const web = azGroup("web", [{ name: "ssh", priority: 100, port: "22" }])
  const client = await workspaceOf(new Map([["file:///w/web.json", web]]))
  await vi.waitFor(async () => {
    const groups = await client.connection.sendRequest<GroupEntry[]>(groupsRequest, {})
    expect(groups.map(({ uri, name }) => ({ uri, name }))).toEqual([{ uri: "file:///w/web.json", name: "web" }])
  })
  const answer = await client.connection.sendRequest(ExecuteCommandRequest.type, {
    command: verifyFlowCommand,
    arguments: [{ uri: "file:///w/web.json", flow: "inbound tcp 8.8.8.8 -> 10.0.0.4:22" }],
  })
  expect(answer).toMatchObject({ access: "Allow", ruleName: "securityRules/ssh" })
})

async function pullFiles(client: Client, known: Map<string, string>): Promise<string[]> {
  const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
    previousResultIds: [...known].map(([uri, value]) => ({ uri, value })),
  })
  return items.map(report => {
    if (report.resultId) known.set(report.uri, report.resultId)
    else known.delete(report.uri)
    const found = report.kind === "full" ? report.items.map(describeDiagnostic).join() : "unchanged"
    return `${report.uri}: ${found}`
  })
}

test("findings of closed files are reported where the setting asks for them, and once", async () => {
  const dead = azGroup("web", [
    { name: "all", priority: 100, source: "10.0.0.0/8", protocol: "*" },
    { name: "rdp", priority: 200, source: "10.0.0.0/8", access: "Deny", port: "3389" },
  ])
  const disk = new Map([
    ["file:///w/web.json", dead],
    ["file:///w/other.json", "{}"],
  ])
  const settings = { workspace: { diagnostics: "workspace" } }
  const client = await workspaceOf(disk, settings)
  const known = new Map<string, string>()
  const found = "file:///w/web.json: 15:4 hint shadowed-rule"
  await vi.waitFor(async () =>
    expect(await pullFiles(client, known)).toEqual([found.replace("15:4 hint", "16:15 error")]),
  )
  expect(await pullFiles(client, known)).toEqual(["file:///w/web.json: unchanged"])
  disk.set("file:///w/web.json", dead.replace('"Deny"', '"Allow"'))
  await changed(client, "file:///w/web.json")
  await vi.waitFor(async () => expect(await pullFiles(client, known)).toEqual([found]))
  disk.delete("file:///w/web.json")
  await changed(client, "file:///w/web.json", FileChangeType.Deleted)
  await vi.waitFor(async () => expect(await pullFiles(client, known)).toEqual(["file:///w/web.json: "]))
  expect(await pullFiles(client, known)).toEqual([])
})

test("without the setting closed files have no findings", async () => {
  const dead = azGroup("web", [
    { name: "all", priority: 100, source: "10.0.0.0/8", protocol: "*" },
    { name: "rdp", priority: 200, source: "10.0.0.0/8", access: "Deny", port: "3389" },
  ])
  const client = await workspaceOf(new Map([["file:///w/web.json", dead]]))
  await vi.waitFor(async () =>
    expect(await client.connection.sendRequest<GroupEntry[]>(groupsRequest, {})).toHaveLength(1),
  )
  expect(await pullFiles(client, new Map())).toEqual([])
})
