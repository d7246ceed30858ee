import assert from "node:assert/strict"
import type { ChildProcess } from "node:child_process"
import { setTimeout as delay } from "node:timers/promises"
import { suite, teardown, test } from "mocha"
import { commands } from "vscode"
import { closeEverything, expectFindings, openFile, replaceText, until } from "./editor.ts"
import { findServer } from "./server-process.ts"

const finding = "shadowed-rule: deny-https-from-lab"

suite("the language server", () => {
  teardown(closeEverything)

  test("is a child process of the extension host", async () => {
    await expectFindings(await openFile("web.json"), [finding])
    assert.notEqual(serverProcess().pid, process.pid)
  })

  test("comes back after a crash, with the open documents", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, [finding])
    const { pid } = serverProcess()
    serverProcess().kill("SIGKILL")
    await until("another process", () => findServer() !== undefined && serverProcess().pid !== pid)
    await expectFindings(document, [finding])
    await replaceText(document, '"80-443"', '"80"')
    await expectFindings(document, [])
  })

  test("is given up after many crashes, and comes back when it is asked to", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, [finding])
    for (let server = findServer(); server; server = await nextServer(server)) server.kill("SIGKILL")
    await commands.executeCommand("nsg.restartServer")
    await expectFindings(document, [finding])
    await replaceText(document, '"80-443"', '"80"')
    await expectFindings(document, [])
  })

  test("is restarted by its command", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, [finding])
    const { pid } = serverProcess()
    await commands.executeCommand("nsg.restartServer")
    assert.notEqual(serverProcess().pid, pid)
    await expectFindings(document, [finding])
  })
})

function serverProcess(): ChildProcess {
  const server = findServer()
  assert.ok(server, "the server runs")
  return server
}

/** The process that takes the place of one that was killed; undefined when there will be none. */
async function nextServer({ pid }: ChildProcess): Promise<ChildProcess | undefined> {
  const deadline = Date.now() + 5000
  while (Date.now() < deadline) {
    const server = findServer()
    if (server && server.pid !== pid) return server
    await delay(50)
  }
  return undefined
}
