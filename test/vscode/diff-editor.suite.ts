import assert from "node:assert/strict"
import { suite, suiteSetup, suiteTeardown, teardown, test } from "mocha"
import {
  type CodeLens,
  commands,
  type Disposable,
  languages,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  TabInputTextDiff,
  type Uri,
  window,
  workspace,
} from "vscode"
import type { DifferenceAnswer } from "../../server/src/protocol.ts"
import { acceptingFirstPick, closeEverything, expectFindings, openFile, pause, until, workspaceFile } from "./editor.ts"

/** As an extension for pull requests has it: texts of its own scheme, with the paths of files. */
const scheme = "review"
let provider: Disposable

suite("diff editors", () => {
  suiteSetup(async () => {
    const text = new TextDecoder().decode(await workspace.fs.readFile(workspaceFile("web.json")))
    provider = workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) => (query === "after" ? text.replace('"80-443"', '"443"') : text),
    })
  })
  teardown(closeEverything)
  suiteTeardown(() => provider.dispose())

  test("what the right side newly denies, where neither is a file", async () => {
    await openDiff(reviewed("before"), reviewed("after"))
    const answer = await commands.executeCommand<DifferenceAnswer>("nsg.compareSides")
    assert.match(answer.client.text, /^Since the left side/)
    assert.match(answer.client.text, /web-nsg: newly allows 0 · newly denies 2/)
    assert.match(answer.client.text, /port 80-442/)
  })

  test("what the edited file does otherwise than the other side", async () => {
    await openDiff(reviewed("after"), workspaceFile("web.json"))
    const answer = await acceptingFirstPick(commands.executeCommand<DifferenceAnswer>("nsg.compareTraffic"))
    assert.match(answer.client.text, /web-nsg: newly allows 2 · newly denies 0/)
  })

  test("a side that can only be read has no findings and no lenses", async () => {
    await openDiff(reviewed("before"), workspaceFile("web.json"))
    const file = await workspace.openTextDocument(workspaceFile("web.json"))
    await expectFindings(file, ["shadowed-rule: deny-https-from-lab"])
    assert.deepEqual(await ownOf(reviewed("before")), [])
  })

  test("without a diff, or without an NSG in it, there is nothing to compare", async () => {
    await openFile("web.json")
    assert.equal(await commands.executeCommand("nsg.compareSides"), undefined)
    await openDiff(workspaceFile("ordinary.json"), workspaceFile("ordinary.json"))
    assert.equal(await commands.executeCommand("nsg.compareSides"), undefined)
  })

  test("the cells of notebooks are left alone", async () => {
    const file = await openFile("web.json")
    const cell = new NotebookCellData(NotebookCellKind.Code, file.getText(), "json")
    const notebook = await workspace.openNotebookDocument("jupyter-notebook", new NotebookData([cell]))
    await window.showNotebookDocument(notebook)
    await expectFindings(file, ["shadowed-rule: deny-https-from-lab"])
    assert.deepEqual(await ownOf(notebook.cellAt(0).document.uri), [])
  })
})

function reviewed(query: string): Uri {
  return workspaceFile("web.json").with({ scheme, query })
}

async function openDiff(before: Uri, after: Uri): Promise<void> {
  await commands.executeCommand("vscode.diff", before, after, "A pull request")
  await until("the diff", () => window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputTextDiff)
}

/** What this extension says of a document when it has had the time to. */
async function ownOf(uri: Uri): Promise<readonly unknown[]> {
  await pause(500)
  const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri, 100)
  const findings = languages.getDiagnostics(uri).filter(({ source }) => source === "nsg")
  return [...findings, ...lenses.filter(({ command }) => command?.command.startsWith("nsg."))]
}
