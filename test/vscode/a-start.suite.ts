import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { suite, teardown, test } from "mocha"
import { type Event, extensions, languages, workspace } from "vscode"
import { closeEverything, expectFindings, openFile, openText, ownDiagnostics, pause, workspaceFile } from "./editor.ts"
import { print } from "./print.ts"
import { findServer } from "./server-process.ts"

// By its name the first suite: what starts the server in the workspace of the others has not happened yet.
suite("the start", () => {
  teardown(closeEverything)

  test("files that name nothing of ours start no server", async () => {
    await openFile("ordinary.json")
    await openText("yaml", "a: 1\n")
    await extensions.getExtension("nsg-tools.nsg-language-support")?.activate()
    await pause(1500)
    assert.equal(findServer()?.pid, undefined)
  })

  test("the first file with an NSG does, and has its findings soon", async () => {
    const uri = workspaceFile("web.json")
    const opened = nextTime(workspace.onDidOpenTextDocument, document => `${document.uri}` === `${uri}`)
    const found = nextTime(languages.onDidChangeDiagnostics, () => ownDiagnostics({ uri }).length > 0)
    const document = await openFile("web.json")
    const milliseconds = Math.round((await found) - (await opened))
    print(
      `from the first NSG that is opened to its findings: ${milliseconds} ms (mark: 400 ms), the server's start included`,
    )
    print(`a process that does nothing takes ${bareProcess()} ms on this machine at the moment`)
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    assert.ok(findServer())
  })
})

/** When an event happens that a condition holds for. */
function nextTime<T>(event: Event<T>, isMeant: (value: T) => boolean): Promise<number> {
  return new Promise(resolve => {
    const listener = event(value => {
      if (!isMeant(value)) return
      listener.dispose()
      resolve(performance.now())
    })
  })
}

/** How long Node takes to start and end, in milliseconds: what the machine is busy with beside the suite shows in it. */
function bareProcess(): number {
  const started = performance.now()
  execFileSync(process.execPath, ["-e", "0"])
  return Math.round(performance.now() - started)
}
