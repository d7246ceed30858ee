import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import {
  type CodeLens,
  type CompletionList,
  commands,
  DiagnosticSeverity,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type Location,
  type MarkdownString,
  Range,
  Selection,
  type TextDocument,
  window,
  workspace,
} from "vscode"
import type { ClaimResult } from "../../server/src/protocol.ts"
import {
  closeEverything,
  codeOf,
  openFile,
  openText,
  ownDiagnostics,
  rangeOf,
  replaceText,
  until,
  workspaceFile,
} from "./editor.ts"

suite("claims", () => {
  teardown(closeEverything)

  test("a claim that fails has its counterexample, and leads to the deciding rule in its file", async () => {
    const document = await openFile("shop.nsgflow")
    assert.equal(document.languageId, "nsgflow")
    const [found] = await problemsOf(document, 1)
    assert.equal(found?.severity, DiagnosticSeverity.Error)
    assert.equal(found && codeOf(found), "failed-claim")
    assert.equal(found?.range.start.line, 3)
    assert.match(
      found?.message ?? "",
      /^"ssh-from-office" \(110\) allows inbound tcp 198\.51\.100\.7:50000 -> 10\.0\.1\.4:22/,
    )
    const [related] = found?.relatedInformation ?? []
    assert.equal(`${related?.location.uri}`, `${workspaceFile("network/front-nsg.json")}`)
  })

  test("typing is followed: in the claims, and in the file of the NSG before it is saved", async () => {
    const saved = await workspace.fs.readFile(workspaceFile("shop.nsgflow"))
    const document = await openText("nsgflow", new TextDecoder().decode(saved))
    await problemsOf(document, 1)
    await replaceText(document, "allow inbound tcp 198.51.100.0/24", "alow inbound tcp 198.51.100.0/24")
    const [first] = await problemsOf(document, 2)
    assert.equal(first && document.getText(first.range), "alow")
    await replaceText(document, "alow", "allow")
    await problemsOf(document, 1)
    const group = await openFile("network/front-nsg.json")
    await replaceText(group, '"198.51.100.0/24"', '"10.0.0.0/8"')
    await until("the claim about the office fails, too", () =>
      ownDiagnostics(document).some(({ range }) => range.start.line === 2),
    )
  })

  test("a change of a file that is not open is followed", async () => {
    const document = await openFile("shop.nsgflow")
    await problemsOf(document, 1)
    const file = workspaceFile("network/front-nsg.json")
    const before = await workspace.fs.readFile(file)
    try {
      const text = new TextDecoder()
        .decode(before)
        .replace('"destinationPortRange": "22"', '"destinationPortRange": "2222"')
      await workspace.fs.writeFile(file, new TextEncoder().encode(text))
      await until("the other claim fails", () => ownDiagnostics(document)[0]?.range.start.line === 2)
    } finally {
      await workspace.fs.writeFile(file, before)
    }
    await until("as before", () => ownDiagnostics(document)[0]?.range.start.line === 3)
  })

  test("lenses above, results behind the lines", async () => {
    const document = await openFile("shop.nsgflow")
    const lenses = await until("lenses", async () => {
      const found = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100)
      return found.length > 0 && found
    })
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title]),
      [
        [0, "▶ Verify all"],
        [0, "2 hold · 1 fails"],
        [2, "▶ Verify"],
        [3, "▶ Verify"],
        [6, "▶ Verify"],
      ],
    )
    const all = new Range(0, 0, document.lineCount, 0)
    const hints = await commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all)
    assert.deepEqual(
      hints.map(({ position, label }) => [
        position.line,
        typeof label === "string" ? label : label.map(({ value }) => value).join(""),
      ]),
      [
        [2, '✓ holds · "ssh-from-office" (110)'],
        [3, '✗ fails: inbound tcp 198.51.100.7:50000 -> 10.0.1.4:22 · "ssh-from-office" (110)'],
        [6, '✓ holds · "https-from-anywhere" (100), "https-to-shop" (100)'],
      ],
    )
  })

  test("the lens of a claim runs it, and that of the file all", async () => {
    const { uri } = await openFile("shop.nsgflow")
    const verify = (argument: object) => commands.executeCommand<readonly ClaimResult[]>("nsg.verifyClaims", argument)
    const [failing, another] = await verify({ uri: uri.toString(), line: 3 })
    assert.equal(another, undefined)
    assert.equal(failing?.status, "fails")
    assert.equal(failing?.expected, "Deny")
    assert.equal(failing?.location?.uri, workspaceFile("network/front-nsg.json").toString())
    const all = await verify({ uri: uri.toString() })
    assert.deepEqual(
      all.map(({ status }) => status),
      ["holds", "fails", "holds"],
    )
  })

  test("a draft of expectations is a new file beside the NSG's, and all of it holds", async () => {
    const group = await openFile("network/front-nsg.json")
    const draft = await until("the draft", async () => {
      return commands.executeCommand<TextDocument>("nsg.writeExpectations", { uri: `${group.uri}`, group: "front-nsg" })
    })
    assert.equal(`${draft.uri.with({ scheme: "file" })}`, `${workspaceFile("network/front-nsg.nsgflow")}`)
    assert.equal(draft.languageId, "nsgflow")
    assert.match(draft.getText(), /^allow inbound {2}tcp 198\.51\.100\.0\/24 +-> \*:22$/m)
    const results = await commands.executeCommand<readonly ClaimResult[]>("nsg.verifyClaims", { uri: `${draft.uri}` })
    assert.ok(results.length > 5)
    assert.deepEqual(
      results.filter(({ status }) => status !== "holds"),
      [],
    )
  })

  test("files that are not open are in the Test Explorer, claim by claim", async () => {
    const ids = await until("the tests of the file", async () => {
      const found = await commands.executeCommand<string[]>(
        "vscode.testing.getTestsInFile",
        workspaceFile("shop.nsgflow"),
      )
      return (found ?? []).length >= 3 && found
    })
    assert.ok(JSON.stringify(ids).includes("allow inbound tcp Internet -> *:443"), JSON.stringify(ids))
  })

  test("formatting, folding, symbols, comments", async () => {
    const document = await openFile("shop.nsgflow")
    await until("aligned columns", async () => {
      await commands.executeCommand("editor.action.formatDocument")
      return document.lineAt(3).text === "deny  inbound tcp Internet        -> 10.0.1.4:22"
    })
    const folds = await commands.executeCommand<FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri)
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [1, 3],
        [5, 6],
      ],
    )
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    )
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.length]),
      [
        ["front-nsg", 2],
        ["shop-0", 1],
      ],
    )
    const editor = window.activeTextEditor
    assert.ok(editor)
    const { start } = rangeOf(document, "allow inbound")
    editor.selection = new Selection(start, start)
    await commands.executeCommand("editor.action.commentLine")
    assert.equal(document.lineAt(start.line).text, "# allow inbound tcp 198.51.100.0/24 -> 10.0.1.4:22")
  })

  test("completion, hover and definition know the networks of the workspace", async () => {
    const document = await openText(
      "nsgflow",
      "use nsg front-nsg in ./network\nallow tcp Internet -> nic:shop-0:443\ndeny tcp nic:",
    )
    const end = document.lineAt(2).range.end
    await until("the NIC among the completions", async () => {
      const found = await commands.executeCommand<CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        end,
      )
      return found.items.some(({ label }) => label === "nic:shop-0")
    })
    const place = rangeOf(document, "nic:shop-0").start.translate(0, 2)
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, place)
    assert.match(
      hovers.flatMap(({ contents }) => contents.map(one => (one as MarkdownString).value)).join("\n"),
      /10\.0\.1\.4/,
    )
    const found = await commands.executeCommand<Location[]>("vscode.executeDefinitionProvider", document.uri, place)
    assert.deepEqual(
      found.map(({ uri }) => `${uri}`),
      [`${workspaceFile("network/nic.json")}`],
    )
  })
})

async function problemsOf(document: TextDocument, count: number) {
  await until(`${count} problems`, () => ownDiagnostics(document).length === count)
  return [...ownDiagnostics(document)].sort((a, b) => a.range.start.compareTo(b.range.start))
}
