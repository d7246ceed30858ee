import { expect, test, vi } from "vitest"
import { CodeLensRefreshRequest, CodeLensRequest, ExecuteCommandRequest } from "vscode-languageserver/node"
import { type DifferenceAnswer, differenceCommand, headMovedNotification } from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const https = { name: "https", priority: 100, source: "Internet", port: "443" }
const ssh = { name: "ssh", priority: 110, source: "203.0.113.0/24", port: "22" }
const before = azGroup("web", [https])
const now = azGroup("web", [https, ssh])

async function titles({ connection, uri }: Client): Promise<readonly string[]> {
  const lenses = await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })
  return (lenses ?? []).map(({ command }) => command?.title ?? "").slice(2)
}

/** The server says when lenses are to be asked for again; an editor may ask more often than that. */
async function expectTitles(client: Client, expected: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await titles(client)).toEqual(expected), { timeout: 10_000, interval: 20 })
}

test("a lens says what changed since HEAD, as soon as that is known", async () => {
  let head: string | undefined = before
  let refreshes = 0
  const client = await connect(pulling, { head: () => head })
  client.connection.onRequest(CodeLensRefreshRequest.type, () => {
    refreshes++
  })
  await client.open(now)
  expect(await titles(client)).toEqual([])
  await expectTitles(client, ["web: newly allows 1 · newly denies 0 since HEAD"])
  expect(refreshes).toBeGreaterThan(0)

  head = now
  await client.connection.sendNotification(headMovedNotification)
  await expectTitles(client, [])
})

test("a group that HEAD does not have is new", async () => {
  const client = await connect(pulling, { head: () => azGroup("other", []) })
  await client.open(now)
  await expectTitles(client, ["web: new since HEAD"])
})

test("a file that HEAD does not have says nothing", async () => {
  const client = await connect(pulling, { head: () => undefined })
  await client.open(now)
  await titles(client)
  await new Promise(resolve => setTimeout(resolve, 600))
  expect(await titles(client)).toEqual([])
})

test("the command compares with any text", async () => {
  const client = await connect()
  await client.open(now)
  const ask = (argument: object): Promise<DifferenceAnswer> =>
    client.connection.sendRequest(ExecuteCommandRequest.type, { command: differenceCommand, arguments: [argument] })
  const other = { name: "v1", text: before }
  const { summary, groups, client: shown } = await ask({ uri: client.uri, group: "web", other })
  expect(summary).toEqual({ equal: 0, changed: 1, added: 0, removed: 0, unknown: 0 })
  expect(groups[0]?.newlyAllowed).toMatchObject([{ source: ["203.0.113.0/24"], destinationPorts: ["22"] }])
  expect(shown.text).toMatch(/^Since v1\n\nweb: newly allows 1 · newly denies 0\n/)
  // As a diff editor has both of its sides: neither is what is open.
  const sides = await ask({ uri: client.uri, text: before, other: { name: "the left side", text: now } })
  expect(sides.groups[0]).toMatchObject({ newlyAllowed: [], newlyDenied: [{ destinationPorts: ["22"] }] })
  const nowhere = await ask({
    uri: "review:///w/other.json",
    text: before,
    other: { name: "the left side", text: now },
  })
  expect(nowhere.groups).toEqual(sides.groups)
  await expect(ask({ uri: client.uri, text: 1, other })).rejects.toThrow(/"other" with "name" and "text"/)
  await expect(ask({ uri: client.uri })).rejects.toThrow(/"other" with "name" and "text"/)
  await expect(ask({ uri: client.uri, group: "db", other })).rejects.toThrow("There is no NSG to compare")
})
