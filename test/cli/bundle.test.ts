import { spawn, spawnSync } from "node:child_process"
import path from "node:path"
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
import { flowRecord } from "../flows/replay/flow-log.ts"
import { azGroup } from "../support/sample-groups.ts"
import { nsg as inProcess } from "./nsg.ts"

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

test("a log that is worth threads is counted as without them, faults included", async () => {
  const flows = Array.from({ length: 40_000 }, (_, place) => ({
    ...{ direction: "Inbound" as const, protocol: "Tcp" as const, sourcePort: 1024 + (place % 50_000) },
    source: `203.0.${place % 7}.${place % 256}`,
    destination: place % 9973 === 0 ? "nowhere" : "10.0.0.4",
    ...{
      destinationPort: place % 3000,
      rule: `UserRule_${place % 5}`,
      access: "Allow" as const,
      bytes: place,
      at: place % 3600,
    },
  }))
  const records = Array.from({ length: 120 }, (_, place) =>
    flowRecord(flows.slice((place % 40) * 1000, (place % 40) * 1000 + 1000)),
  )
  const log = JSON.stringify({ records: [...records.slice(0, 60), {}, ...records.slice(60)] })
  const files = { "log.json": log, "web.json": azGroup("web", [{ name: "1", priority: 100, port: "0-1500" }]) }
  expect(log.length).toBeGreaterThan(12 * 2 ** 20)
  const args = ["replay", "log.json", "web.json", "--format", "json"]
  await inProcess(args, {
    files,
    after: async cwd => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve(cli), ...args], {
        cwd,
        encoding: "utf8",
        maxBuffer: 2 ** 26,
      })
      const here = await inProcess(args, { cwd })
      expect({ code: status, out: JSON.parse(stdout), err: stderr }).toEqual({ ...here, out: JSON.parse(here.out) })
      expect(JSON.parse(stdout)).toMatchObject({ flows: 120_000 - 15 })
      expect(here.err.trimEnd().split("\n")).toHaveLength(31)
    },
  })
}, 60_000)

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
