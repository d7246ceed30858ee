import { expect, test, vi } from "vitest"
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  FoldingRangeRequest,
  HoverRequest,
  type InlayHint,
  InlayHintRequest,
  type MarkupContent,
} from "vscode-languageserver/node"
import {
  type ClaimItem,
  type ClaimResult,
  type CoveredFile,
  claimCoverageRequest,
  claimsRequest,
  type DraftClaimsAnswer,
  draftClaimsCommand,
  type FlowChoices,
  type FlowClaimAnswer,
  flowChoicesRequest,
  flowClaimCommand,
  testClaimsRequest,
} from "../../server/src/protocol.ts"
import { azGroup } from "../support/sample-groups.ts"
import { type Client, connect, pulling } from "./connect.ts"

const https = { name: "https", priority: 100, source: "Internet", destination: "10.0.1.0/24", port: "443" }
const ssh = { name: "ssh", priority: 200, source: "203.0.113.0/24", port: "22" }
const web = "file:///w/infra/web.json"
const flow = "file:///w/infra/web.nsgflow"
const claims = `# What the web servers are for
use nsg web in ./web.json
allow inbound tcp Internet -> 10.0.1.0/24:443
deny inbound tcp Internet -> 10.0.1.0/24:22
allow inbound tcp 10.1.0.0/16 -> 10.0.1.0/24:8080
alow
`

async function flowClient(text = claims, files: Record<string, string> = {}): Promise<Client> {
  const disk = new Map(Object.entries({ [web]: azGroup("web", [https, ssh]), [flow]: text, ...files }))
  const client = await connect(pulling, {
    files: uri => disk.get(uri),
    listed: () => [...disk.keys()].filter(uri => uri.endsWith(".json")),
  })
  await client.open(text, flow, "nsgflow")
  return client
}

async function pullFlow({ connection }: Client, uri = flow): Promise<readonly Diagnostic[]> {
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
  return "items" in report ? report.items : []
}

/** Where a text begins in the claims. */
function at(word: string) {
  const before = claims.slice(0, claims.indexOf(word)).split("\n")
  return { line: before.length - 1, character: before.at(-1)!.length }
}

const textDocument = { uri: flow }

test("claims are judged while someone types, each with what decides it, and where that stands", async () => {
  const client = await flowClient()
  const found = await pullFlow(client)
  expect(found.map(({ severity, code, range, message }) => [severity, code, range.start.line, message])).toEqual([
    [1, "failed-claim", 3, '"ssh" (200) allows inbound tcp 203.0.113.7:50000 -> 10.0.1.4:22.'],
    [3, "undecided-claim", 4, expect.stringMatching(/^Not decided: .* that depends on whether .* VirtualNetwork/)],
    [1, "unreadable-claim", 5, 'A line starts with allow, deny or use, not "alow". Did you mean allow?'],
  ])
  const [related] = found[0]!.relatedInformation!
  expect(related).toMatchObject({ location: { uri: web }, message: '"ssh" (200) decides' })
  const line = azGroup("web", [https, ssh]).split("\n")[related!.location.range.start.line]!
  expect(line).toContain('"ssh"')
})

test("an edit of the NSG's file that is not saved is followed, and the editor told", async () => {
  const client = await flowClient("use nsg web in ./web.json\ndeny inbound tcp Internet -> 10.0.1.0/24:22\n")
  let refreshes = 0
  client.connection.onRequest(CodeLensRefreshRequest.type, () => {
    refreshes++
  })
  expect(await pullFlow(client)).toHaveLength(1)
  await client.open(azGroup("web", [https, ssh]), web)
  expect(await pullFlow(client)).toHaveLength(1)
  const before = refreshes
  await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: web, version: 2 },
    contentChanges: [{ text: azGroup("web", [https]) }],
  })
  await vi.waitFor(() => expect(refreshes).toBeGreaterThan(before), { timeout: 5000 })
  expect(await pullFlow(client)).toEqual([])
})

test("an edit of a claim is followed", async () => {
  const client = await flowClient()
  const before = await pullFlow(client)
  await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: flow, version: 2 },
    contentChanges: [{ text: claims.replace("deny inbound", "dny inbound") }],
  })
  const after = await pullFlow(client)
  expect(after.map(({ code }) => code)).toEqual(["unreadable-claim", ...before.slice(1).map(({ code }) => code)])
})

test("nothing is reported anew while neither the file nor what it is about changed", async () => {
  const { connection } = await flowClient()
  const ask = (previousResultId?: string) =>
    connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument,
      ...(previousResultId && { previousResultId }),
    })
  const first = await ask()
  expect(first.kind).toBe("full")
  expect(await ask(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId })
})

test("lenses verify all and each claim; results stand behind their lines and lead to rules", async () => {
  const { connection } = await flowClient()
  const lenses = await connection.sendRequest(CodeLensRequest.type, { textDocument })
  expect(lenses!.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
    [0, "1 holds · 1 fails · 1 not decided · 1 in error"],
  ])
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
  const hints = await connection.sendRequest(InlayHintRequest.type, { textDocument, range })
  expect(hints!.map(hint => [hint.position.line, textOf(hint)])).toEqual([
    [2, '✓ holds · "https" (100)'],
    [3, '✗ fails: inbound tcp 203.0.113.7:50000 -> 10.0.1.4:22 · "ssh" (200)'],
    [4, expect.stringMatching(/^\? depends on whether the source is in VirtualNetwork/)],
  ])
})

function textOf({ label }: InlayHint): string {
  return typeof label === "string" ? label : label.map(({ value }) => value).join("")
}

test("completion knows what may come next, and what there is to be named", async () => {
  const labels = async (line: string) => {
    const client = await flowClient(`${claims}${line}`)
    await pullFlow(client)
    const { connection } = client
    const position = { line: claims.split("\n").length - 1, character: line.length }
    const found = await connection.sendRequest(CompletionRequest.type, { textDocument, position })
    return (Array.isArray(found) ? found : found!.items).map(({ label }) => label)
  }
  expect(await labels("")).toEqual(["allow", "deny", "use"])
  expect(await labels("use nsg ")).toEqual(["web"])
  expect(await labels("use nsg web in ")).toEqual([".", "./web.json"])
  expect(await labels("allow ")).toContain("inbound")
  expect(await labels("allow inbound ")).toEqual(["tcp", "udp", "icmp", "esp", "ah", "any"])
  for (const line of [
    "deny in tcp ",
    "deny in tcp Inter",
    "deny in tcp 10.0.0.0/8,",
    "deny in tcp * -> ",
    "deny in tcp * except ",
  ])
    expect(await labels(line), line).toContain("AzureLoadBalancer")
  expect((await labels("deny in tcp * -> 10.0.0.4:")).slice(0, 2)).toEqual(["443", "80"])
  expect(await labels("deny in tcp * -> 10.0.0.4:443,33")).toContain("3389")
  expect(await labels("deny in tcp nic:")).toContain("*")
  expect(await labels("deny in tcp * ")).toEqual(["->", "except"])
  expect(await labels("# deny in ")).toEqual([])
})

test("a hover tells what an end stands for, the group below it, and whether a claim holds", async () => {
  const { connection } = await flowClient()
  const hover = async (word: string) => {
    const found = await connection.sendRequest(HoverRequest.type, { textDocument, position: at(word) })
    return (found?.contents as MarkupContent | undefined)?.value
  }
  expect(await hover("web in")).toMatch(/\*\*web\*\* · 2 rules[\s\S]*ssh[\s\S]*infra\/web\.json/)
  expect(await hover("Internet -> 10.0.1.0/24:443")).toMatch(/public/i)
  expect(await hover("deny inbound")).toMatch(/"ssh".*200.* allows inbound tcp/)
})

test("definitions lead to the group, to its file, and to the rule that decides", async () => {
  const { connection } = await flowClient()
  const go = async (word: string) => {
    const found = await connection.sendRequest(DefinitionRequest.type, { textDocument, position: at(word) })
    return (found as { uri: string; range: { start: { line: number } } }[]).map(({ uri, range }) => [
      uri,
      range.start.line,
    ])
  }
  const lineOf = (word: string) =>
    azGroup("web", [https, ssh])
      .split("\n")
      .findIndex(line => line.includes(word))
  expect(await go("web in")).toEqual([[web, lineOf('"web"')]])
  expect(await go("./web.json")).toEqual([[web, 0]])
  expect(await go("deny inbound")).toEqual([[web, lineOf('"ssh"')]])
  expect(await go("allow inbound")).toEqual([[web, lineOf('"https"')]])
})

test("formatting, folding and symbols", async () => {
  const { connection } = await flowClient()
  const options = { tabSize: 2, insertSpaces: true }
  const edits = await connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options })
  expect(edits!.map(({ newText }) => newText)).toEqual([
    "allow inbound tcp Internet    -> 10.0.1.0/24:443",
    "deny  inbound tcp Internet    -> 10.0.1.0/24:22",
  ])
  const folds = await connection.sendRequest(FoldingRangeRequest.type, { textDocument })
  expect(folds).toEqual([{ startLine: 1, endLine: 5 }])
  const symbols = await connection.sendRequest(DocumentSymbolRequest.type, { textDocument })
  expect(symbols).toMatchObject([{ name: "web", detail: "nsg in ./web.json", children: { length: 4 } }])
})

test("a test runner gets the claims of a file that is not open, their results, and the rules that they reach", async () => {
  const other = "file:///w/infra/other.nsgflow"
  const { connection } = await flowClient(claims, {
    [other]: "use nsg web in web.json\nallow inbound tcp Internet -> 10.0.1.0/24:443\n",
  })
  const items = await connection.sendRequest<ClaimItem[]>(claimsRequest, { uri: flow })
  const results = await connection.sendRequest<ClaimResult[]>(testClaimsRequest, { uri: flow })
  expect(results.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  expect(results.map(({ status }) => status)).toEqual(["holds", "fails", "unknown", "error"])
  expect(results[1]).toMatchObject({
    expected: "Deny",
    actual: "Allow",
    location: { uri: web },
  })
  const coverage = await connection.sendRequest<CoveredFile[]>(claimCoverageRequest, { uris: [other] })
  expect(coverage.map(({ uri, rules }) => [uri, rules.map(({ name, claims: count }) => `${name} ${count}`)])).toEqual([
    [web, ["web/https 1", "web/ssh 0"]],
  ])
})

test("a draft of what a group does today, for a file beside its own, holds as a whole", async () => {
  const { connection } = await flowClient()
  const draft = (argument: object) =>
    connection.sendRequest<DraftClaimsAnswer>(ExecuteCommandRequest.type.method, {
      command: draftClaimsCommand,
      arguments: [argument],
    })
  const { uri, text } = await draft({ uri: web, group: "web" })
  expect(uri).toBe("file:///w/infra/web.nsgflow")
  expect(text).toContain("use nsg web in ./web.json\n")
  expect(text).toContain("allow inbound  tcp 203.0.113.0/24 ")
  const unsaved = "untitled:/w/infra/web-2.nsgflow"
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: unsaved, languageId: "nsgflow", version: 1, text },
  })
  const results = await connection.sendRequest<ClaimResult[]>(testClaimsRequest, { uri: unsaved })
  expect(results.length).toBeGreaterThan(5)
  expect(results.filter(({ status }) => status !== "holds")).toEqual([])
  await expect(draft({ uri: web, group: "wep" })).rejects.toThrow('There is no NSG "wep" here')
})

test("a verified flow becomes a claim that holds, below its use, once", async () => {
  const { connection } = await flowClient()
  const claimOf = (argument: object) =>
    connection.sendRequest<FlowClaimAnswer>(ExecuteCommandRequest.type.method, {
      command: flowClaimCommand,
      arguments: [{ uri: web, group: "web", ...argument }],
    })
  const ssh = "inbound tcp 203.0.113.7 -> 10.0.1.4:22"
  expect(await claimOf({ flow: ssh })).toEqual({
    ...{ uri: flow, claim: `allow ${ssh}`, at: { line: 0, character: 0 } },
    text: `use nsg web in ./web.json\nallow ${ssh}\n`,
  })
  const into = { uri: flow, text: claims }
  expect(await claimOf({ flow: ssh, into })).toMatchObject({ at: { line: 6, character: 0 }, text: `allow ${ssh}\n` })
  const elsewhere = { uri: "file:///w/tests/all.nsgflow", text: "" }
  expect((await claimOf({ flow: ssh, into: elsewhere })).text).toContain("use nsg web in ../infra/web.json\n")
  await expect(claimOf({ flow: ssh, into: { uri: flow, text: `${claims}allow ${ssh}\n` } })).rejects.toThrow("already")
  await expect(claimOf({ flow: "inbound tcp 10.1.0.4 -> 10.0.1.4:8080" })).rejects.toThrow("certain")
  await expect(claimOf({ flow: ssh, into: "web.nsgflow" })).rejects.toThrow('"into"')
})

test("a flow may be made of the group's own words; its claims are offered where they are flows", async () => {
  const { connection } = await flowClient(`${claims}deny inbound tcp Internet -> 10.0.1.0/24:22,3389\n`)
  const choices = await connection.sendRequest<FlowChoices>(flowChoicesRequest, { uri: web, group: "web" })
  expect(choices.ends.slice(0, 3)).toEqual(["Internet", "10.0.1.0/24", "203.0.113.0/24"])
  expect(choices.flows).toEqual([
    "inbound tcp Internet -> 10.0.1.0/24:443",
    "inbound tcp Internet -> 10.0.1.0/24:22",
    "inbound tcp 10.1.0.0/16 -> 10.0.1.0/24:8080",
  ])
  const networks = await connection.sendRequest<FlowChoices>(flowChoicesRequest, { uri: web })
  expect(networks.flows).toEqual([])
})

test("a claim keeps its name when lines come before it", async () => {
  const idsOf = async (text: string) => {
    const { connection } = await flowClient(text)
    return (await connection.sendRequest<ClaimItem[]>(claimsRequest, { uri: flow })).map(({ id }) => id)
  }
  const ids = await idsOf(claims)
  expect(new Set(ids).size).toBe(ids.length)
  expect(await idsOf(claims.replace("\nallow", "\n\ndeny  inbound tcp * -> *:25\nallow"))).toEqual(
    expect.arrayContaining(ids),
  )
})

test("what is not there is said at its words", async () => {
  const text = "use nsg wep in ./web.json\nuse nsg web in ./nowhere\ndeny inbound tcp * -> *\n"
  const client = await flowClient(text)
  const found = await pullFlow(client)
  expect(
    found.map(({ range: { start, end }, message }) => [start.line, start.character, end.character, message]),
  ).toEqual([
    [0, 8, 11, 'There is no NSG "wep" here, did you mean "web"?'],
    [1, 15, 24, expect.stringMatching(/^\.\/nowhere cannot be read as a file/)],
    [2, 0, 23, expect.stringMatching(/^\.\/nowhere cannot be read as a file/)],
  ])
})

test.each(["//server/share/nsg.json", "\\\\server\\share", "https://example.com/nsg.json", "file://server/nsg.json"])(
  "nothing is asked of other machines: use nsg web in %s",
  async place => {
    const asked: string[] = []
    const text = `use nsg web in ${place}\n`
    const client = await connect(pulling, {
      files: uri => {
        asked.push(uri)
        return undefined
      },
    })
    await client.open(text, flow, "nsgflow")
    const [found] = await pullFlow(client)
    expect(found?.message).toBe(`${place} is not read: write the path of a file or folder on this machine.`)
    expect(asked.filter(uri => uri.includes("nsg.json") || uri.includes("server"))).toEqual([])
  },
)

test("a long proof keeps nobody waiting, and is given up when its text changes", async () => {
  const rules = Array.from({ length: 150 }, (_, index) => ({
    name: `r${index}`,
    priority: 100 + index,
    access: index % 2 ? "Allow" : "Deny",
    source: `10.${index}.0.0/16`,
    destination: `10.0.${index}.0/24`,
    port: `${index * 7}-${index * 9 + 3}`,
  }))
  const lines = Array.from(
    { length: 4000 },
    (_, index) => `deny inbound tcp 10.${index % 150}.0.0/14 -> 10.0.0.0/16:${index}`,
  )
  const files = { [web]: azGroup("web", rules) }
  const client = await flowClient("", files)
  await pullFlow(client)
  const change = (version: number, text: string) =>
    client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: flow, version },
      contentChanges: [{ text }],
    })
  const order: string[] = []
  await change(2, ["use nsg web in ./web.json", ...lines].join("\n"))
  const long = pullFlow(client).then(found => {
    order.push("long")
    return found
  })
  const short = client.connection
    .sendRequest(FoldingRangeRequest.type, { textDocument })
    .then(() => order.push("folding"))
  await short
  await change(3, "use nsg web in ./web.json\nalow")
  expect((await pullFlow(client)).map(({ code }) => code)).toEqual(["unreadable-claim"])
  // Whoever asked about the long text is told of the present one.
  expect((await long).map(({ code }) => code)).toEqual(["unreadable-claim"])
  expect(order[0]).toBe("folding")
})

test("rules of two files that are alike are told apart", async () => {
  const [one, other] = ["file:///w/infra/dev/web.json", "file:///w/infra/prod/web.json"]
  const text = "use nsg web in ./dev\nallow inbound tcp Internet -> 10.0.1.0/24:443\n"
  const copy = azGroup("web", [https])
  const { connection } = await flowClient(`${text}use nsg web in ./prod\n`, { [one]: copy, [other]: copy })
  const coverage = await connection.sendRequest<CoveredFile[]>(claimCoverageRequest, { uris: [flow] })
  expect(coverage.map(({ uri, rules: [rule] }) => [uri, rule?.claims])).toEqual([
    [one, 1],
    [other, 0],
  ])
})

test("features of claims are registered for their files alone, and say nothing of others where that cannot be", async () => {
  const registered: string[] = []
  const dynamic = { dynamicRegistration: true }
  const client = await connect(
    { ...pulling, textDocument: { ...pulling.textDocument, formatting: dynamic } },
    { registered },
  )
  expect(client.capabilities).not.toHaveProperty("documentFormattingProvider")
  expect(client.capabilities).toHaveProperty("foldingRangeProvider", true)
  await vi.waitFor(() => expect(registered).toEqual(["textDocument/formatting"]))

  const plain = await connect()
  await plain.open(azGroup("web", [https]))
  const own = { textDocument: { uri: plain.uri } }
  const options = { tabSize: 2, insertSpaces: true }
  expect(await plain.connection.sendRequest(DocumentFormattingRequest.type, { ...own, options })).toBeNull()
  expect(await plain.connection.sendRequest(FoldingRangeRequest.type, own)).toBeNull()
})
