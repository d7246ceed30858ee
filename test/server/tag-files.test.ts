import { expect, test, vi } from "vitest"
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ExecuteCommandRequest,
  FileChangeType,
  HoverRequest,
  ShowMessageNotification,
} from "vscode-languageserver/node"
import {
  type CheckTagsResult,
  checkTagsRequest,
  storedTagsNotification,
  type VerifyFlowAnswer,
  verifyFlowCommand,
} from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { tagFileText } from "../support/tag-data.ts"
import { type Client, connect, pulling } from "./connect.ts"

const groupUri = "file:///w/web.json"
const group = azGroup("web", [
  { name: "no-storage", priority: 100, direction: "Outbound", access: "Deny", destination: "Storage" },
  { name: "blob", priority: 200, direction: "Outbound", destination: "20.38.98.0/24", port: "443" },
])
const tagUri = "file:///w/tags/ServiceTags_Public_20251028.json"
const withBlob = tagFileText({ Storage: ["20.38.96.0/19"] })
const withoutBlob = tagFileText({ Storage: ["13.64.0.0/16"] })

interface Setup {
  readonly client: Client
  readonly disk: Map<string, string>
  readonly warnings: string[]
  settings: object
}

async function setUp(files: Readonly<Record<string, string>>, settings: object = {}): Promise<Setup> {
  const disk = new Map(Object.entries(files))
  const setup = { disk, warnings: [] as string[], settings } as { -readonly [K in keyof Setup]: Setup[K] }
  setup.client = await connect(pulling, {
    files: uri => disk.get(uri),
    listed: () => [...disk.keys()].filter(uri => uri.startsWith("file:///w/")),
    settings: () => setup.settings,
  })
  setup.client.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
    setup.warnings.push(message)
  })
  await setup.client.open(group, groupUri)
  return setup
}

function changed({ client }: Setup, uri: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
  return client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] })
}

async function access({ client }: Setup): Promise<string> {
  const argument = { uri: groupUri, flow: "outbound tcp 10.0.0.4 -> 20.38.98.7:443" }
  const answer = await client.connection.sendRequest(ExecuteCommandRequest.type, {
    command: verifyFlowCommand,
    arguments: [argument],
  })
  return (answer as VerifyFlowAnswer).access
}

/** How many findings rest on the data. */
async function shadowed({ client }: Setup): Promise<number> {
  return (await client.pull(groupUri)).filter(found => found.endsWith("shadowed-by-tag-data")).length
}

test("a tag file in the workspace counts, and what becomes of it is followed", async () => {
  const setup = await setUp({ [tagUri]: withBlob })
  expect(await access(setup)).toBe("Deny")
  await vi.waitFor(async () => expect(await shadowed(setup)).toBe(1))
  setup.disk.set(tagUri, withoutBlob)
  await changed(setup, tagUri)
  await vi.waitFor(async () => expect(await access(setup)).toBe("Allow"))
  expect(await shadowed(setup)).toBe(0)
  setup.disk.delete(tagUri)
  await changed(setup, tagUri, FileChangeType.Deleted)
  await vi.waitFor(async () => expect(await access(setup)).toBe("Unknown"))
  expect(setup.warnings).toEqual([])
})

test("a file that is cut off is told of once, and the last good data stays", async () => {
  const setup = await setUp({ [tagUri]: withBlob })
  expect(await access(setup)).toBe("Deny")
  setup.disk.set(tagUri, withoutBlob.slice(0, 60))
  await changed(setup, tagUri)
  await vi.waitFor(() => expect(setup.warnings).toHaveLength(1))
  expect(setup.warnings[0]).toMatch(
    /^\/w\/tags\/ServiceTags_Public_20251028\.json:\d+:\d+ is cut off: its JSON does not end\.$/,
  )
  expect(await access(setup)).toBe("Deny")
  await changed(setup, tagUri)
  expect(await access(setup)).toBe("Deny")
  expect(setup.warnings).toHaveLength(1)
  setup.disk.set(tagUri, withoutBlob)
  await changed(setup, tagUri)
  await vi.waitFor(async () => expect(await access(setup)).toBe("Allow"))
})

test("the setting wins over the workspace's files, and these over a download", async () => {
  const [named, stored] = ["file:///w/infra/my%20tags.json", "file:///home/me/tags.json"]
  const setup = await setUp({ [stored]: withBlob, [named]: withBlob })
  expect(await access(setup)).toBe("Unknown")
  await setup.client.connection.sendNotification(storedTagsNotification, { uri: stored })
  await vi.waitFor(async () => expect(await access(setup)).toBe("Deny"))
  setup.disk.set(tagUri, withoutBlob)
  await changed(setup, tagUri, FileChangeType.Created)
  await vi.waitFor(async () => expect(await access(setup)).toBe("Allow"))
  setup.settings = { serviceTags: { file: "infra/my tags.json" } }
  await setup.client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null })
  await vi.waitFor(async () => expect(await access(setup)).toBe("Deny"))
  setup.settings = { serviceTags: { file: "/none.json" } }
  await setup.client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null })
  await vi.waitFor(() => expect(setup.warnings).toEqual(["The service tag file /none.json cannot be read."]))
  expect(await access(setup)).toBe("Deny")
})

test("files of several clouds: none is used, and a setting names one", async () => {
  const chinaUri = "file:///w/ServiceTags_China_20260720.json"
  const setup = await setUp({ [tagUri]: withBlob, [chinaUri]: tagFileText({ Storage: ["1.2.3.4"] }, "China") })
  expect(await access(setup)).toBe("Unknown")
  expect(setup.warnings).toEqual([
    "Service tag files of different clouds (2026-07-20 (China), 2025-10-28 (Public)): none is used. Name one in nsg.serviceTags.file.",
  ])
})

test("a hover on an address lists its tags, one on a tag says what it holds", async () => {
  const setup = await setUp({ [tagUri]: withBlob })
  await access(setup)
  const hoverOn = async (text: string) => {
    const lines = group.split("\n")
    const line = lines.findIndex(each => each.includes(text))
    const character = (lines[line] ?? "").indexOf(text) + 1
    const found = await setup.client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: groupUri },
      position: { line, character },
    })
    return (found?.contents as { value: string } | undefined)?.value
  }
  const onAddress = await hoverOn("20.38.98.0/24")
  expect(onAddress).toContain("20.38.98.0/24 is in Storage, according to the service tag data of 2025-10-28 (Public).")
  expect(onAddress).toContain("With the service tag data of 2025-10-28 (Public) it never matches:")
  expect(await hoverOn("Storage")).toContain(
    "Azure Storage (service, not one account). Microsoft lists it for outbound rules. " +
      "It has 1 prefix (1 IPv4, 0 IPv6) in the service tag data of 2025-10-28 (Public). " +
      "The routes of a service endpoint for it have the same prefixes.",
  )
})

test("what a client has downloaded is looked at before it counts", async () => {
  const { client } = await setUp({})
  const check = (text: string): Promise<CheckTagsResult> =>
    client.connection.sendRequest(checkTagsRequest, { name: "ServiceTags_Public_20251028.json", text })
  expect(await check(withBlob)).toEqual({ problem: null, issue: "2025-10-28 (Public)", tags: 1 })
  expect(await check("<html>")).toEqual({ problem: "ServiceTags_Public_20251028.json is not JSON." })
})
