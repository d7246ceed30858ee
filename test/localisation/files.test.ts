import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { gzipSync } from "node:zlib"
import * as l10n from "@vscode/l10n"
import { afterAll, expect, test } from "vitest"
import { readTagFile } from "../../server/src/azure/tag-file.ts"
import { nodeLogs } from "../../server/src/cli/node-logs.ts"
import { type LoadFlowLogResult, loadFlowLogRequest } from "../../server/src/protocol.ts"
import { flowLog } from "../flows/replay/flow-log.ts"
import { connect, pulling } from "../server/connect.ts"
import { azGroup } from "../support/sample-groups.ts"
import { inMarks, marked, unmarkedLines, wordsOf } from "./marked.ts"

const folder = mkdtempSync(path.join(tmpdir(), "nsg-marked-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
  // The last client of this process spoke in marks.
  l10n.config({ contents: {} })
})

/** Values of tag files, each wrong in another way. */
const tagValues = [
  {},
  { name: "Storage" },
  { name: "Sql", properties: { addressPrefixes: [] } },
  { name: "Web", properties: { addressPrefixes: ["x"] } },
]

test.each([
  "",
  "{ values: [] }",
  "[]",
  '{ "values": [] }',
  ...tagValues.map(value => JSON.stringify({ values: [value], nextLink: "x" })),
  JSON.stringify({ values: tagValues, nextLink: "x" }),
])("no word of what is wrong with a tag file is unmarked: %s", async text => {
  const read = await inMarks(() => readTagFile(text, "tags.json"))
  const told = "problem" in read ? [read.problem] : read.problems
  expect(told.length).toBeGreaterThan(0)
  expect(unmarkedLines(told, wordsOf(text, "values addressPrefixes nextLink JSON"))).toEqual([])
})

const flow = {
  ...{ direction: "Inbound" as const, protocol: "Tcp" as const, source: "203.0.113.7", sourcePort: 50_000 },
  ...{ destination: "10.0.0.4", destinationPort: 443, rule: "UserRule_any", access: "Allow" as const },
}
const log = flowLog([flow, flow])
const groups = [azGroup("web", []), azGroup("db", [])]

test.each<readonly [string, string | Uint8Array | undefined, readonly string[]]>([
  ["log.json", log, []],
  ["log.json", log, groups],
  ["log.json", log, [groups[0]!, groups[0]!]],
  ["log.json", log.replace('"macAddress"', '"mac"'), groups],
  ["log.json", "", groups],
  ["log.json", "[]", groups],
  ["log.json", "{}", groups],
  ["log.json", '{ "records"', groups],
  ["log.json", '{ "records": [', groups],
  ["log.json", '{ "records": [1, {', groups],
  ["log.json", `${log},`, groups],
  ["log.json", `${log.slice(0, -1)},{`, groups],
  ["log.json", `{ "records": [${"[".repeat(70)}${"]".repeat(70)}] }`, groups],
  ["log.json.gz", gzipSync(log).subarray(0, 60), groups],
  [".", undefined, groups],
  ["absent.json", undefined, groups],
])("no word of what is wrong with a flow log is unmarked: %s", async (name, content, documents) => {
  const client = await connect(pulling, { logs: nodeLogs, options: { texts: marked } })
  for (const [place, text] of documents.entries()) await client.open(text, `file:///${place}.json`)
  const file = path.join(folder, name)
  if (content !== undefined) writeFileSync(file, content)
  const uris = [pathToFileURL(file).href, "vscode-vfs://x/log.json"]
  for (const group of [undefined, "web", "mail"]) {
    const params = { uris, ...(group !== undefined && { group }) }
    const { problems } = await client.connection.sendRequest<LoadFlowLogResult>(loadFlowLogRequest, params)
    expect(problems.length).toBeGreaterThan(0)
    // What zlib says is in its own words.
    const own = wordsOf(file, "vscode vfs log json records web db mail NSG unexpected end of file")
    expect(unmarkedLines(problems, own)).toEqual([])
  }
})
