import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import * as l10n from "@vscode/l10n"
import { afterAll, expect, test } from "vitest"
import {
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
} from "vscode-languageserver/node"
import { portServices } from "../../server/src/azure/port-services.ts"
import {
  differenceCommand,
  draftClaimsCommand,
  effectiveRulesCommand,
  flowChoicesRequest,
  type GroupEntry,
  groupsRequest,
  type NetworkEntry,
  networkEntriesRequest,
  networkTreeRequest,
  overviewRequest,
  topologyCommand,
  validateFlowRequest,
  verifyFlowCommand,
} from "../../server/src/protocol.ts"
import { connect, pulling } from "../server/connect.ts"
import { marked, notation, unmarkedLines, wordsOf } from "./marked.ts"

// The last client of this process spoke in marks, and other tests share its modules.
afterAll(() => l10n.config({ contents: {} }))

const names = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter(
  name => /\.(json|ya?ml|nsgflow)$/.test(name) && !name.startsWith("logs"),
)
const files = new Map(
  names.map(name => [`file:///w/${name.replaceAll(path.sep, "/")}`, readFileSync(`examples/${name}`, "utf8")]),
)
/** Names of properties, and what is typed to get a snippet, are the same everywhere. */
const own = [
  ...[...files.values(), ...files.keys(), ...[...portServices.values()].flat(), ...notation],
  "application groups sourceApplicationSecurityGroups destinationApplicationSecurityGroups",
  "sourceApplicationSecurityGroupIds destinationApplicationSecurityGroupIds",
]

const codeAction = {
  codeActionLiteralSupport: {
    codeActionKind: { valueSet: [CodeActionKind.QuickFix, CodeActionKind.Source, CodeActionKind.Refactor] },
  },
}

async function speakingInMarks() {
  const textDocument = {
    ...pulling.textDocument,
    codeAction,
    completion: { completionItem: { snippetSupport: true } },
  }
  const client = await connect(
    { ...pulling, textDocument },
    { files: one => files.get(one), listed: () => [...files.keys()], options: { texts: marked } },
  )
  return client.connection
}

/** All texts in an answer that are not for programs. */
function textsIn(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string")
    return forPrograms.has(key) || /^nsg rules for /.test(value)
      ? []
      : [value.replace(/`[^`]*`|\]\([^)]*\)|<[^>]*>/g, " ")]
  if (Array.isArray(value)) return value.flatMap(each => textsIn(each, key))
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => (forPrograms.has(name) ? [] : textsIn(each, name)))
}

const forPrograms = new Set([
  ...["uri", "kind", "value", "command", "data", "edit", "diagnostics", "arguments", "insertText", "filterText"],
  ...["sortText", "textEdit", "additionalTextEdits", "code", "flow", "insert", "status"],
])

test("no word of networks, effective rules, topology and what may be chosen is unmarked", async () => {
  const connection = await speakingInMarks()
  const groups = await connection.sendRequest<readonly GroupEntry[]>(groupsRequest, {})
  const things = await connection.sendRequest<readonly NetworkEntry[]>(networkEntriesRequest, {})
  const subjects = [
    ...groups.map(({ uri, name, nameRange }) => ({ uri, group: name, at: nameRange.start })),
    ...things.map(({ uri, end }) => ({ uri, end })),
  ]
  const told: unknown[] = [things, await connection.sendRequest(networkTreeRequest)]
  for (const subject of subjects) {
    const run = (command: string, more: object = {}) =>
      connection
        .sendRequest(ExecuteCommandRequest.type, { command, arguments: [{ ...subject, ...more }] })
        .catch(error => error.message)
    told.push(
      await run(effectiveRulesCommand),
      await run(topologyCommand),
      await connection.sendRequest(flowChoicesRequest, subject),
      await connection.sendRequest(validateFlowRequest, { ...subject, flow: "" }),
      await connection.sendRequest(overviewRequest, { uri: subject.uri }),
    )
    if ("group" in subject) told.push(await run(draftClaimsCommand))
    for (const flow of flows) told.push(await run(verifyFlowCommand, { flow }))
    const other = { name: "x", text: files.get(subject.uri)?.replace(/"?443"?/g, '"80"') ?? "" }
    told.push(await run(differenceCommand, { other }))
  }
  expect([...new Set(unmarkedLines(textsIn(told), wordsOf(...own)))]).toEqual([])
})

const flows = ["inbound tcp 203.0.113.7 -> 10.0.0.4:443", "outbound udp 10.0.0.4 -> 8.8.8.8:53", "x"]

test.each([...files])("%s: no word of completions and code actions is unmarked", async (uri, text) => {
  const client = await speakingInMarks()
  const textDocument = { uri }
  const languageId = uri.endsWith(".nsgflow") ? "nsgflow" : /ya?ml$/.test(uri) ? "yaml" : "json"
  await client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } })
  const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument })
  const found = report.kind === "full" ? report.items : []
  const told: unknown[] = []
  for (const one of found) {
    const params = { textDocument, range: one.range, context: { diagnostics: [one] } }
    told.push(await client.sendRequest(CodeActionRequest.type, params))
  }
  for (const position of placesToComplete(text))
    told.push(await client.sendRequest(CompletionRequest.type, { textDocument, position }))
  expect([
    ...new Set(unmarkedLines(textsIn(told), wordsOf(...own, JSON.stringify(found.map(({ code }) => code))))),
  ]).toEqual([])
})

/** In values, and where keys and items begin. */
function placesToComplete(text: string) {
  return text
    .split("\n")
    .flatMap((line, number) =>
      [...line.matchAll(/(?<=[:,[{]\s*"?)(?=\S)|^\s*/g)].map(({ index, 0: space }) => ({
        line: number,
        character: index + space.length,
      })),
    )
    .filter((_, place) => place % 5 === 0)
}
