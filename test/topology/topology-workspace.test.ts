import { expect, test, vi } from "vitest"
// With it comes the timer that the index waits with.
import "vscode-languageserver/node"
import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from "vscode-languageserver/node"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { Workspace } from "../../server/src/workspace/workspace.ts"
import { describeLinked } from "./describe-topology.ts"
import { interfaceIn, listed, networkOf, securityGroup } from "./listed-network.ts"

const text = (...resources: readonly object[]) => JSON.stringify(resources, undefined, 2)
const nicUri = "file:///w/nic.json"
const disk = new Map([
  [
    "file:///w/net/hub.json",
    text(networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.0.1.0/24", group: "web" }])),
  ],
  ["file:///w/groups/web.json", text(securityGroup("web"))],
  ["file:///w/groups/own.json", text(securityGroup("own"))],
  [nicUri, text(interfaceIn("nic", "hub/app", { address: "10.0.1.4", group: "own" }))],
  ...Array.from({ length: 196 }, (_, place): [string, string] => [
    `file:///w/others/${place}.json`,
    place % 2 === 0 ? text(listed(`routeTables/t${place}`, { routes: [] })) : JSON.stringify({ place }),
  ]),
])
const expected = [
  "network hub 10.0.0.0/16",
  "  subnet app 10.0.1.0/24 group web",
  "interface nic group own",
  "  ipconfig 10.0.1.4/32 in hub/app",
]

/** A workspace of 200 files, and what an editor tells it of the documents that are open. */
async function workspaceOf200() {
  const workspace = new Workspace({
    files: { read: async uri => disk.get(uri), list: async () => [...disk.keys()] },
    settingsOf: async () => defaultSettings,
    warn: () => {},
    logError: error => {
      throw error
    },
  })
  const handlers = new Map<string, (params: object) => void>()
  const nothing = { dispose: () => {} }
  workspace.documents.listen(
    new Proxy({} as Parameters<typeof workspace.documents.listen>[0], {
      get: (_, event: string) => (handler: (params: object) => void) => {
        handlers.set(event, handler)
        return nothing
      },
    }),
  )
  workspace.folders = ["file:///w"]
  await workspace.index.fill(workspace.folders)
  await vi.waitFor(() => expect(workspace.index.state.left).toBe(0), { timeout: 20_000 })
  return {
    workspace,
    open: (uri: string) =>
      handlers.get("onDidOpenTextDocument")?.({
        textDocument: { uri, languageId: "json", version: 1, text: disk.get(uri)! },
      } satisfies DidOpenTextDocumentParams),
    change: (uri: string, version: number, text: string) =>
      handlers.get("onDidChangeTextDocument")?.({
        textDocument: { uri, version },
        contentChanges: [{ text }],
      } satisfies DidChangeTextDocumentParams),
  }
}

test("200 files, in four of which stand a network interface, its subnet and their groups: all are found, with one open", async () => {
  const { workspace, open } = await workspaceOf200()
  expect(describeLinked((await workspace.network()).topology)).toEqual(expected)
  open(nicUri)
  expect(describeLinked((await workspace.network()).topology)).toEqual(expected)
})

test("it is linked again only when what a document says of it changes", async () => {
  const { workspace, open, change } = await workspaceOf200()
  open(nicUri)
  const before = (await workspace.network()).topology
  expect((await workspace.network()).topology).toBe(before)
  const own = disk.get(nicUri)!
  change(nicUri, 2, `${own}\n`)
  expect((await workspace.network()).topology).toBe(before)
  change(nicUri, 3, own.replace("10.0.1.4", "10.0.1.5"))
  const after = (await workspace.network()).topology
  expect(describeLinked(after)).toEqual(expected.map(line => line.replace("10.0.1.4", "10.0.1.5")))
  expect(before.networkInterfaces[0]?.configurations[0]?.address?.key).toBe("10.0.1.4/32")
})

test("what contradicts itself is shown in open and in closed files, once all files are read", async () => {
  const { workspace, open, change } = await workspaceOf200()
  const found = async (uri: string) => (await workspace.open(uri))?.analysed.findings.map(({ code }) => code)
  expect(await found(nicUri)).toEqual([])
  open(nicUri)
  const first = await workspace.open(nicUri)
  expect(first?.analysed.findings).toEqual([])
  change(nicUri, 2, disk.get(nicUri)!.replace("networkSecurityGroups/own", "networkSecurityGroups/web"))
  expect(await found(nicUri)).toEqual(["same-group-twice"])
  expect(await found("file:///w/groups/own.json")).toEqual(["unattached-group"])
  const bases = await workspace.basesOfFiles()
  // A file without a group or finding is nobody's business.
  expect([...bases.keys()].map(({ uri }) => uri).toSorted()).toEqual([
    "file:///w/groups/own.json",
    "file:///w/groups/web.json",
    "file:///w/net/hub.json",
  ])
})
