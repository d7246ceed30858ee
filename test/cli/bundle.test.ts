import { spawn, spawnSync } from "node:child_process"
import process from "node:process"
import { beforeAll, expect, test } from "vitest"
import {
  createProtocolConnection,
  ExitNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node"
import { azGroup } from "../support/sample-groups.ts"

beforeAll(() => {
  expect(spawnSync(process.execPath, ["tools/build.mjs"], { encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  })
}, 60_000)

const cli = "dist/cli.cjs"
const dead = azGroup("web", [
  { name: "all", priority: 100, protocol: "*" },
  { name: "no-ssh", priority: 200, access: "Deny", port: "22" },
])

function nsg(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input, encoding: "utf8" })
  return { status, stdout, stderr }
}

test("the bundled command line reads standard input and exits as it should", () => {
  expect(nsg(["check", "-"], dead)).toMatchObject({ status: 1, stderr: "" })
  expect(nsg(["verify", "-", "--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"], dead).status).toBe(0)
  expect(nsg(["check"])).toMatchObject({ status: 2, stdout: "" })
})

test("much output reaches a slow reader whole", () => {
  const rules = Array.from({ length: 800 }, (_, index) => ({ name: `rule-${index}`, priority: 100 + index }))
  const { stdout } = nsg(["check", "--format", "json", "-"], azGroup("web", rules))
  expect(JSON.parse(stdout).summary).toMatchObject({ rules: 800, hints: 799 })
})

test("nsg lsp --stdio is the language server", async () => {
  const child = spawn(process.execPath, [cli, "lsp", "--stdio"])
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.listen()
  const params = { processId: process.pid, rootUri: null, capabilities: {} }
  const { serverInfo } = await connection.sendRequest(InitializeRequest.type, params)
  expect(serverInfo?.name).toBe("nsg")
  const ended = new Promise(resolve => child.on("exit", resolve))
  await connection.sendRequest(ShutdownRequest.type)
  await connection.sendNotification(ExitNotification.type)
  expect(await ended).toBe(0)
})
