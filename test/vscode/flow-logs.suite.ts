import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { suite, suiteSetup, suiteTeardown, teardown, test } from "mocha"
import {
  type CodeLens,
  ConfigurationTarget,
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
import { closeEverything, openFile, openText, rangeOf, replaceText, until } from "./editor.ts"

const tuple = (source: string, port: number) => `1764496800,${source},10.0.0.4,50000,${port},T,I,A,B,,,,`
const flowTuples = [tuple("203.0.113.7", 443), tuple("203.0.113.8", 443), tuple("198.51.100.7", 80)]

/** An NSG flow log, which names its NSG. */
function logOf(group: string): string {
  const record = {
    ...{ time: "2025-11-30T10:00:00Z", category: "NetworkSecurityGroupFlowEvent" },
    resourceId: `/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/${group.toUpperCase()}`,
    properties: { Version: 2, flows: [{ rule: "UserRule_allow-web", flows: [{ mac: "000000000000", flowTuples }] }] },
  }
  return JSON.stringify({ records: [record] })
}

suite("flow logs", () => {
  let folder = ""
  suiteSetup(() => {
    folder = mkdtempSync(path.join(tmpdir(), "nsg-flow-logs-"))
  })
  const write = (name: string, text: string) => {
    const file = Uri.file(path.join(folder, name))
    writeFileSync(file.fsPath, text)
    return file
  }
  teardown(async () => {
    await commands.executeCommand("nsg.unloadFlowLog")
    await closeEverything()
  })
  suiteTeardown(async () => {
    await setGit(false)
    rmSync(folder, { recursive: true, force: true })
  })

  test("a loaded log says beside each rule how many flows it took, until it is unloaded", async () => {
    const document = await openText("json", (await openFile("web.json")).getText().replace("web-nsg", "logged-nsg"))
    await load(write("PT1H.json", logOf("logged-nsg")))
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
    const committed = write("own.json", own.getText().replace("web-nsg", "own-nsg"))
    const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args])
    git("init", "-q")
    git("add", "own.json")
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first")
    await openRepository(folder)
    const document = await workspace.openTextDocument(committed)
    await window.showTextDocument(document)
    await load(write("own-log.json", logOf("own-nsg")))
    await replaceText(document, "80-443", "80-442")
    const titles = await until("the lens", async () => {
      const found = (await lensesOf(document)).map(({ command }) => command?.title ?? "")
      return found.some(title => title.includes("this edit")) && found
    })
    assert.match(titles.at(-2) ?? "", /^own-nsg: newly allows 0 · newly denies \d+ since HEAD$/)
    assert.equal(titles.at(-1), "own-nsg: this edit would have dropped 2 flows")
  })

  test("a file that is no log is said, and nothing is loaded", async () => {
    const document = await openFile("web.json")
    const loaded = await commands.executeCommand<LoadFlowLogResult>("nsg.loadFlowLog", [document.uri])
    assert.equal(loaded.flows, 0)
    assert.match(loaded.problems.join(), /web\.json is not a flow log/)
    assert.deepEqual(await hintsOf(document), [])
  })
})

interface GitExtension {
  readonly enabled: boolean
  getAPI(version: 1): { openRepository(root: Uri): Promise<unknown> }
}

/** Through VS Code's own git extension, which the suite's workspace turns off. */
async function openRepository(folder: string): Promise<void> {
  await setGit(true)
  const git = await extensions.getExtension<GitExtension>("vscode.git")?.activate()
  await until("git", () => git?.enabled)
  assert.ok(await git?.getAPI(1).openRepository(Uri.file(folder)), "the git extension opens the repository")
}

function setGit(enabled: boolean): Thenable<void> {
  return workspace.getConfiguration("git").update("enabled", enabled, ConfigurationTarget.Workspace)
}

async function load(log: Uri): Promise<void> {
  const loaded = await commands.executeCommand<LoadFlowLogResult>("nsg.loadFlowLog", [log])
  assert.deepEqual(loaded, { flows: 3, problems: [], groups: [] })
}

/** Those of loaded logs. */
async function hintsOf(document: TextDocument): Promise<InlayHint[]> {
  const whole = new Range(0, 0, document.lineCount, 0)
  const all = await commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole)
  return all.filter(({ label }) => / flows?$/.test(String(label)))
}

function lensesOf({ uri }: TextDocument): Thenable<CodeLens[]> {
  return commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri, 100)
}
