import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { suite, suiteSetup, suiteTeardown, teardown, test } from "mocha"
import {
  type CodeLens,
  commands,
  extensions,
  type InlayHint,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode"
import type { LoadFlowLogResult } from "../../server/src/protocol.ts"
import { closeEverything, openFile, rangeOf, replaceText, until } from "./editor.ts"

const tuple = (source: string, port: number) => `1764496800000,${source},10.0.0.4,50000,${port},6,I,B,NX,,,,`
const record = {
  ...{ time: "2025-11-30T10:00:00Z", flowLogVersion: 4, macAddress: "000000000000", category: "FlowLogFlowEvent" },
  flowRecords: {
    flows: [
      {
        aclID: "00000000-0000-0000-0000-000000000001",
        flowGroups: [
          {
            rule: "UserRule_allow-web",
            flowTuples: [tuple("203.0.113.7", 443), tuple("203.0.113.8", 443), tuple("198.51.100.7", 80)],
          },
        ],
      },
    ],
  },
}

suite("flow logs", () => {
  let folder = ""
  let log: Uri
  suiteSetup(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nsg-flow-logs-"))
    const file = path.join(folder, "PT1H.json")
    writeFileSync(file, JSON.stringify({ records: [record] }))
    log = Uri.file(file)
  })
  teardown(async () => {
    await commands.executeCommand("nsg.unloadFlowLog")
    await closeEverything()
  })
  suiteTeardown(() => rmSync(folder, { recursive: true, force: true }))

  test("a loaded log says beside each rule how many flows it took, until it is unloaded", async () => {
    const document = await openFile("web.json")
    await load(log)
    const hints = await until("hints", async () => {
      const found = await hintsOf(document)
      return found.length === 2 && found
    })
    assert.deepEqual(
      hints.map(({ label, position }) => [label, position.line]),
      [
        ["3 flows", rangeOf(document, "allow-web").start.line],
        ["no flow", rangeOf(document, "deny-https-from-lab").start.line],
      ],
    )
    await commands.executeCommand("nsg.unloadFlowLog")
    assert.deepEqual(await hintsOf(document), [])
  })

  test("the lens against HEAD says how many logged flows the edit would have dropped", async () => {
    const own = await openFile("web.json")
    const committed = path.join(folder, "web.json")
    writeFileSync(committed, own.getText())
    const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args])
    git("init", "-q")
    git("add", "web.json")
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first")
    await openRepository(folder)
    const document = await workspace.openTextDocument(committed)
    await window.showTextDocument(document)
    await load(log)
    await replaceText(document, "80-443", "80-442")
    const titles = await until("the lens", async () => {
      const found = (await lensesOf(document)).map(({ command }) => command?.title ?? "")
      return found.some(title => title.startsWith("this edit")) && found
    })
    assert.deepEqual(titles.slice(2), [
      "newly allows 0 · newly denies 1 since HEAD",
      "this edit would have dropped 2 flows",
    ])
  })

  test("a file that is no log is said, and nothing is loaded", async () => {
    const document = await openFile("web.json")
    const loaded = await commands.executeCommand<LoadFlowLogResult>("nsg.loadFlowLog", [document.uri])
    assert.equal(loaded.flows, 0)
    assert.match(loaded.problems.join(), /web\.json is no flow log/)
    assert.deepEqual(await hintsOf(document), [])
  })
})

/** Through the API of VS Code's own git extension, version 1. */
async function openRepository(folder: string): Promise<void> {
  const extension = extensions.getExtension<{
    getAPI(version: 1): { openRepository(root: Uri): Promise<unknown> }
  }>("vscode.git")
  const git = await extension?.activate()
  const repository = await git?.getAPI(1).openRepository(Uri.file(folder))
  assert.ok(repository, "the git extension opens the repository")
}

async function load(log: Uri): Promise<void> {
  const loaded = await commands.executeCommand<LoadFlowLogResult>("nsg.loadFlowLog", [log])
  assert.deepEqual(loaded, { flows: 3, problems: [] })
}

function hintsOf(document: TextDocument): Thenable<InlayHint[]> {
  const whole = new Range(0, 0, document.lineCount, 0)
  return commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole)
}

function lensesOf({ uri }: TextDocument): Thenable<CodeLens[]> {
  return commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri, 100)
}
