import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { extensions } from "vscode"
import { closeEverything, expectFindings, openFile, openText, pause } from "./editor.ts"
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
    const started = Date.now()
    await expectFindings(await openFile("web.json"), ["shadowed-rule: deny-https-from-lab"])
    print(`from opening the first NSG to its findings: ${Date.now() - started} ms, the server's start included`)
    assert.ok(findServer())
  })
})
