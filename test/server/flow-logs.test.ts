import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { gzipSync } from "node:zlib"
import { afterAll, expect, test, vi } from "vitest"
import { CodeLensRequest, InlayHintRefreshRequest, InlayHintRequest } from "vscode-languageserver/node"
import { nodeLogs } from "../../server/src/cli/node-logs.ts"
import { type LoadFlowLogResult, loadFlowLogRequest, unloadFlowLogRequest } from "../../server/src/protocol.ts"
import { flowLog, type LoggedFlow } from "../flows/replay/flow-log.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const folder = mkdtempSync(path.join(tmpdir(), "nsg-logs-"))
afterAll(() => rmSync(folder, { recursive: true }))

const https = { name: "https", priority: 110, source: "Internet", port: "443" }
const ssh = { name: "ssh", priority: 120, source: "198.51.100.0/24", port: "22" }
const noScans = { name: "no-scans", priority: 100, access: "Deny", source: "203.0.113.0/24", protocol: "*" }

function flow(source: string, destinationPort: number, bytes?: number): LoggedFlow {
  return {
    ...{ direction: "Inbound", protocol: "Tcp", source, sourcePort: 50_000, destination: "10.0.0.4", destinationPort },
    ...{ rule: "UserRule_any", access: "Allow", ...(bytes !== undefined && { bytes }) },
  }
}

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return pathToFileURL(file).href
}

const log = flowLog([
  flow("203.0.113.7", 443, 100),
  flow("203.0.113.8", 443),
  flow("198.51.100.9", 443),
  flow("198.51.100.9", 80),
])
const capabilities = {
  ...pulling,
  textDocument: { ...pulling.textDocument, inlayHint: {} },
  workspace: { ...pulling.workspace, inlayHint: { refreshSupport: true } },
}

function load({ connection }: Client, ...uris: string[]): Promise<LoadFlowLogResult> {
  return connection.sendRequest(loadFlowLogRequest, { uris })
}

async function hints({ connection, uri }: Client): Promise<readonly string[]> {
  const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } }
  const found = await connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range })
  const hits = (found ?? []).filter(({ label }) => / flows?$/.test(String(label)))
  return hits.map(({ position, label }) => `${position.line}: ${label}`)
}

async function lastLenses({ connection, uri }: Client): Promise<readonly string[]> {
  const lenses = await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })
  return (lenses ?? []).map(({ command }) => command?.title.replace(/^web: /, "") ?? "").slice(2)
}

test("hits stand beside each rule from when a log is loaded to when it is unloaded, and follow edits", async () => {
  const client = await connect(capabilities, { logs: nodeLogs })
  const refreshed = vi.fn()
  client.connection.onRequest(InlayHintRefreshRequest.type, refreshed)
  const text = azGroup("web", [https, ssh])
  await client.open(text)
  expect(await hints(client)).toEqual([])
  expect(await load(client, write("PT1H.json.gz", gzipSync(log)))).toEqual({ flows: 4, problems: [], groups: [] })
  await vi.waitFor(() => expect(refreshed).toHaveBeenCalled())
  const lineOf = (name: string) => text.split("\n").findIndex(line => line.includes(`"${name}"`))
  expect(await hints(client)).toEqual([`${lineOf("https")}: 3 flows`, `${lineOf("ssh")}: no flow`])
  const line = text.split("\n").findIndex(each => each.includes('"443"'))
  const from = text.split("\n")[line]!.indexOf("443")
  await client.edit({ range: [line, from, from + 3], text: "80" })
  expect((await hints(client))[0]).toBe(`${lineOf("https")}: 1 flow`)
  // What the server begins with makes it ask for another one, sooner or later.
  refreshed.mockClear()
  await client.connection.sendRequest(unloadFlowLogRequest)
  expect(await hints(client)).toEqual([])
  await vi.waitFor(() => expect(refreshed).toHaveBeenCalled())
})

test("a lens says how many logged flows the edit since HEAD would have dropped and let in", async () => {
  const client = await connect(capabilities, { logs: nodeLogs, head: () => azGroup("web", [https]) })
  await client.open(azGroup("web", [noScans, https, { ...https, name: "http", priority: 130, port: "80" }]))
  const told = (expected: readonly string[]) =>
    vi.waitFor(async () => expect(await lastLenses(client)).toEqual(expected), { timeout: 10_000, interval: 300 })
  const since = "newly allows 1 · newly denies 1 since HEAD"
  await told([since])
  await load(client, write("lens.json", log))
  await told([since, "this edit would have dropped 2 flows and let in 1 flow"])
  await client.connection.sendRequest(unloadFlowLogRequest)
  await told([since])
})

test("what cannot be read is said, and the rest is loaded", async () => {
  const client = await connect(capabilities, { logs: nodeLogs })
  await client.open(azGroup("web", [https]))
  const good = write("good.json", log)
  const cut = write("cut.json", `${log.slice(0, -1)},{`)
  const odd = write("odd.json", log.replace("203.0.113.8", "nowhere"))
  const { flows, problems } = await load(
    client,
    good,
    cut,
    odd,
    "vscode-vfs://x/log.json",
    write("text.json", "no log"),
  )
  expect(flows).toBe(4 + 4 + 3)
  expect(problems).toEqual([
    "cut.json: record 1: the file ends after it, in the middle.",
    "vscode-vfs://x/log.json is not on the machine that the extension runs on.",
    'text.json is not a flow log: it is not a JSON object with a "records" list.',
    "1 records or lines could not be read.",
  ])
  expect((await load(client, write("empty.json", "{}"))).flows).toBe(0)
  expect(await hints(client)).toEqual([])
})

test("where several NSGs are open and the log names none, someone says which", async () => {
  const client = await connect(capabilities, { logs: nodeLogs })
  await client.open(azGroup("web", [https]))
  await client.open(azGroup("db", [ssh]), "file:///db.json")
  const uris = [write("open.json", log)]
  const { problems, groups } = await load(client, ...uris)
  expect(groups).toEqual(["db", "web"])
  expect(problems).toEqual([
    "4 flows are not counted: the log does not say which NSG decided, and no network interface here has 10.0.0.4: it may be of db or web.",
  ])
  expect(await hints(client)).toEqual([])
  await client.connection.sendRequest(loadFlowLogRequest, { uris, group: "web" })
  expect(await hints(client)).toEqual([expect.stringMatching(/: 3 flows$/)])
})
