import { expect, test, vi } from "vitest"
import {
  DidChangeWatchedFilesNotification,
  ExecuteCommandRequest,
  FileChangeType,
  ShowMessageNotification,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node"
import { verifyFlowCommand } from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const dead = azGroup("web", [
  { name: "open", priority: 100, source: "10.0.0.0/8", protocol: "*" },
  { name: "no-rdp", priority: 200, source: "10.0.0.0/8", access: "Deny", port: "3389" },
])
const [inFolder, inSub, rc] = ["file:///w/a.json", "file:///w/sub/b.json", "file:///w/.nsgrc.yaml"]

/** A workspace on a disk that tests can write to. */
async function workspaceOf(disk: Map<string, string>, settings: object = {}): Promise<Client> {
  return connect(pulling, {
    files: uri => disk.get(uri),
    listed: () => [...disk.keys()].filter(uri => uri.startsWith("file:///w/")),
    settings: () => settings,
  })
}

function changed(client: Client, uri: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
  return client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] })
}

test("the configuration goes before the editor's settings, key by key, and is followed", async () => {
  const disk = new Map<string, string>()
  const client = await workspaceOf(disk, { checks: { "shadowed-rule": "warning", "duplicate-name": "off" } })
  await client.open(dead, inFolder)
  expect(await client.pull(inFolder)).toEqual(["16:15 warning shadowed-rule"])
  disk.set(rc, "profile: current\n")
  await changed(client, rc, FileChangeType.Created)
  await vi.waitFor(async () => expect(await client.pull(inFolder)).toEqual(["16:15 warning shadowed-rule"]))
  disk.set(rc, "checks: { duplicate-name: off }\n")
  await changed(client, rc)
  await vi.waitFor(async () => expect(await client.pull(inFolder)).toEqual(["16:15 error shadowed-rule"]))
  disk.set(rc, "ignore: ['*.json']\n")
  await changed(client, rc)
  await vi.waitFor(async () => expect(await client.pull(inFolder)).toEqual([]))
  disk.delete(rc)
  await changed(client, rc, FileChangeType.Deleted)
  await vi.waitFor(async () => expect(await client.pull(inFolder)).toEqual(["16:15 warning shadowed-rule"]))
})

test("files that no editor has open are judged by the nearest configuration", async () => {
  const disk = new Map([
    [inFolder, dead],
    [inSub, dead],
    [rc, "checks: { shadowed-rule: hint }\n"],
    ["file:///w/sub/.nsgrc.json", "{}"],
  ])
  const client = await workspaceOf(disk, { workspace: { diagnostics: "workspace" } })
  const severities = async () => {
    const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] })
    return items
      .flatMap(item => (item.kind === "full" ? item.items.map(({ severity }) => `${item.uri} ${severity}`) : []))
      .sort()
  }
  await vi.waitFor(async () => expect(await severities()).toEqual([`${inFolder} 4`, `${inSub} 1`]))
  disk.set(rc, "ignore: ['*.json']\n")
  await changed(client, rc)
  await vi.waitFor(async () => expect(await severities()).toEqual([`${inSub} 1`]))
})

test("what is wrong in it is a finding in it; what is right counts", async () => {
  const text = "chekcs: {}\nchecks: { shadowed-rule: hint, duplicate-name: warn }\n"
  const client = await workspaceOf(new Map([[rc, text]]))
  await client.open(text, rc, "yaml")
  expect(await client.pull(rc)).toEqual(["0:0 error invalid-configuration", "1:47 error invalid-configuration"])
  await client.open(dead, inFolder)
  expect(await client.pull(inFolder)).toEqual(["16:15 hint shadowed-rule"])
})

test("of one that is not open the editor's user is told once", async () => {
  const client = await workspaceOf(new Map([[rc, "chekcs: {}\n"]]))
  const said: string[] = []
  client.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
    said.push(message)
  })
  await client.open(dead, inFolder)
  await client.pull(inFolder)
  await client.open(dead, inSub)
  await client.pull(inSub)
  expect(said).toEqual(['/w/.nsgrc.yaml:1: There is no key "chekcs". Did you mean checks?'])
})

test("verify takes the virtual network of the configuration", async () => {
  const client = await workspaceOf(new Map([[rc, "virtualNetwork: [10.0.0.0/16]\n"]]))
  await client.open(azGroup("web", [{ name: "x", priority: 100, port: "443", source: "203.0.113.0/24" }]), inFolder)
  const access = async (source: string) =>
    (
      await client.connection.sendRequest(ExecuteCommandRequest.type, {
        command: verifyFlowCommand,
        arguments: [{ uri: inFolder, flow: `inbound tcp ${source} -> 10.0.0.4:80` }],
      })
    ).access
  expect([await access("10.0.1.4"), await access("10.1.1.4")]).toEqual(["Allow", "Deny"])
})

test("a configuration leads to no file outside of the workspace", async () => {
  const asked: string[] = []
  const disk = new Map([[rc, "serviceTags: ../elsewhere/tags.json\n"]])
  const client = await connect(pulling, {
    files: uri => {
      asked.push(uri)
      return disk.get(uri)
    },
    listed: () => [...disk.keys()],
  })
  await client.open(dead, inFolder)
  await client.pull(inFolder)
  expect(asked.filter(uri => uri.includes("tags"))).toEqual([])
  disk.set(rc, "serviceTags: tags.json\n")
  await changed(client, rc)
  await vi.waitFor(() => expect(asked).toContain("file:///w/tags.json"))
})

test("suppressed findings are not shown", async () => {
  const client = await workspaceOf(new Map())
  await client.open(
    dead.replace('"name": "no-rdp",', '"name": "no-rdp", // nsg-ignore shadowed-rule: for later'),
    inFolder,
  )
  expect(await client.pull(inFolder)).toEqual([])
})
