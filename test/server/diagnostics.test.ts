import { expect, test, vi } from "vitest"
import {
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
} from "vscode-languageserver/node"
import { azGroup } from "../support/sample-groups.ts"
import { connect, describeDiagnostic, pulling } from "./connect.ts"

const dead = azGroup("web", [
  { name: "allow-all", priority: 110, source: "10.0.0.0/8", protocol: "*" },
  { name: "no-rdp", priority: 200, source: "10.0.0.0/8", access: "Deny", port: "3389" },
])
const shadowed = "16:15 error shadowed-rule"
/** Gives "no-rdp" a priority before the rule that covers it. */
const cure = { range: [17, 18, 21] as [number, number, number], text: "100" }

test("diagnostics are pulled, with what an editor shows beside them", async () => {
  const client = await connect()
  expect(client.capabilities.diagnosticProvider).toEqual({
    identifier: "nsg",
    interFileDependencies: true,
    workspaceDiagnostics: true,
  })
  await client.open(dead)
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri: client.uri },
  })
  expect(report.kind === "full" && report.items).toMatchInlineSnapshot(`
    [
      {
        "code": "shadowed-rule",
        "codeDescription": {
          "href": "https://github.com/nsg-tools/nsg-language-support/blob/main/server/src/checks/README.md#shadowed-rule",
        },
        "message": ""no-rdp" (200) never matches: "allow-all" (110) already allows this traffic. Give it a priority below 110.",
        "range": {
          "end": {
            "character": 21,
            "line": 16,
          },
          "start": {
            "character": 15,
            "line": 16,
          },
        },
        "relatedInformation": [
          {
            "location": {
              "range": {
                "end": {
                  "character": 24,
                  "line": 5,
                },
                "start": {
                  "character": 15,
                  "line": 5,
                },
              },
              "uri": "file:///nsg.json",
            },
            "message": ""allow-all" (110) matches first: Allow",
          },
        ],
        "severity": 1,
        "source": "nsg",
      },
    ]
  `)
})

test("an edit is seen by the next pull, and only then", async () => {
  const client = await connect()
  await client.open(dead)
  expect(await client.pull()).toEqual([shadowed])
  await client.edit(cure)
  expect(await client.pull()).toEqual([])
  expect(client.pushed.size).toBe(0)
})

test("an unchanged document is answered by a word", async () => {
  const client = await connect()
  const ask = (previousResultId?: string) =>
    client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: client.uri },
      ...(previousResultId !== undefined && { previousResultId }),
    })
  await client.open(dead)
  const { resultId } = await ask()
  expect(await ask(resultId)).toEqual({ kind: "unchanged", resultId })
  await client.edit(cure)
  expect(await ask(resultId)).toMatchObject({ kind: "full", items: [] })
})

test("a client that cannot pull gets diagnostics sent, once for a burst of edits, and cleared when it closes", async () => {
  const client = await connect({})
  expect(client.capabilities.diagnosticProvider).toBeUndefined()
  await client.open(dead)
  await client.edit(cure, 2)
  await client.edit({ range: [17, 18, 21], text: "200" }, 3)
  await vi.waitFor(() => expect(client.pushed.get(client.uri)?.flat().map(describeDiagnostic)).toEqual([shadowed]))
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: client.uri } })
  await vi.waitFor(() => expect(client.pushed.get(client.uri)?.at(-1)).toEqual([]))
})

test("settings change severities, and ask the editor to look again", async () => {
  let checks: Record<string, string> = { "shadowed-rule": "hint" }
  const client = await connect(pulling, { settings: () => ({ checks }) })
  const refreshed = vi.fn()
  client.connection.onRequest(DiagnosticRefreshRequest.type, () => refreshed("diagnostics"))
  client.connection.onRequest(CodeLensRefreshRequest.type, () => refreshed("lenses"))
  await client.open(dead)
  expect(await client.pull()).toEqual(["16:15 hint shadowed-rule"])
  checks = { "shadowed-rule": "off" }
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null })
  await vi.waitFor(() => expect(refreshed.mock.calls.flat().sort()).toEqual(["diagnostics", "lenses"]))
  expect(await client.pull()).toEqual([])
})

test("a client that cannot be asked sends its settings", async () => {
  const client = await connect({})
  await client.open(dead)
  const settings = { nsg: { checks: { "shadowed-rule": "information" } } }
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings })
  await vi.waitFor(() =>
    expect(client.pushed.get(client.uri)?.at(-1)?.map(describeDiagnostic)).toEqual(["16:15 information shadowed-rule"]),
  )
})

test("settings that make no sense are the defaults", async () => {
  const client = await connect(pulling, {
    settings: () => ({ checks: { "shadowed-rule": "loud" }, limits: 7, profile: [] }),
  })
  await client.open(dead)
  expect(await client.pull()).toEqual([shadowed])
})

test("the language is told by the extension, then by the editor, then by the text", async () => {
  const client = await connect()
  for (const [uri, languageId] of [
    ["file:///a.json", "plaintext"],
    ["untitled:Untitled-1", "arm-template"],
    ["untitled:Untitled-2", "plaintext"],
  ] as const) {
    await client.open(dead, uri, languageId)
    expect(await client.pull(uri)).toEqual([shadowed])
  }
})

const broken = dead.replace(/\]\s*\}\s*$/, ",,")

test("syntax errors are said, and the healthy part is judged", async () => {
  const client = await connect()
  await client.open(broken)
  const found = await client.pull()
  expect(found.filter(each => !each.includes("unreadable-document"))).toEqual([shadowed])
  expect(found.length).toBeGreaterThan(1)
})

test("where another server says what is wrong with a language's syntax, it is not said twice", async () => {
  const client = await connect(pulling, { options: { syntaxErrorsElsewhere: ["json"] } })
  await client.open(broken)
  expect(await client.pull()).toEqual([shadowed])
  await client.open("kind: NetworkSecurityGroupsSecurityRule\nspec: {{ [", "file:///w/rule.yaml", "yaml")
  expect((await client.pull("file:///w/rule.yaml")).join()).toContain("unreadable-document")
})

test("one that cannot be asked for diagnostics is spared them, too, and nonsense in its set-up spares nothing", async () => {
  const pushedTo = async (syntaxErrorsElsewhere: unknown) => {
    const client = await connect({}, { options: { syntaxErrorsElsewhere } })
    await client.open(broken)
    await vi.waitFor(() => expect(client.pushed.get(client.uri)?.at(-1)).toBeDefined())
    return client.pushed
      .get(client.uri)
      ?.at(-1)
      ?.map(({ code }) => code)
  }
  expect(await pushedTo(["json"])).toEqual(["shadowed-rule"])
  expect(await pushedTo("json")).toContain("unreadable-document")
})

test("a document that is not open has no diagnostics", async () => {
  const client = await connect()
  expect(await client.pull("file:///elsewhere.json")).toEqual([])
})
