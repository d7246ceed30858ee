import { type StdioOptions, spawn, spawnSync } from "node:child_process"
import { constants, open } from "node:fs/promises"
import path from "node:path"
import process from "node:process"
import { text } from "node:stream/consumers"
import { beforeAll, describe, expect, test } from "vitest"
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
import { nsg as inProcess, type Ran } from "./nsg.ts"

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

test.skipIf(process.platform !== "linux")(
  "an answer that cannot be written is a failure, and is said to be one",
  async () => {
    const full = await open("/dev/full", "w")
    const run = (args: readonly string[], stdio: StdioOptions) =>
      spawnSync(process.execPath, [cli, ...args], { stdio, encoding: "utf8" })
    expect(run(["checks"], ["ignore", full.fd, "pipe"])).toMatchObject({
      status: 2,
      stderr: "nsg: the output cannot be written: no space is left on the device.\n",
    })
    expect(run(["check", "nowhere.json"], ["ignore", "pipe", full.fd]).status).toBe(2)
    expect(run(["checks"], ["ignore", full.fd, full.fd]).status).toBe(2)
    await full.close()
  },
)

test("much output reaches a slow reader whole", () => {
  const rules = Array.from({ length: 800 }, (_, index) => ({ name: `rule-${index}`, priority: 100 + index }))
  const { stdout } = nsg(["check", "--format", "json", "-"], azGroup("web", rules))
  expect(JSON.parse(stdout).summary).toMatchObject({ rules: 800, hints: 799 })
})

const atOnce = constants.O_WRONLY | constants.O_NONBLOCK

/** A list of more than one thread is worth: a few groups, and much that is soon read. */
function longList(): string {
  const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups"
  const filler = Array.from({ length: 600 }, () =>
    JSON.stringify({ id: "/subscriptions/s/x", name: "x".repeat(20_000) }),
  )
  const groups = ["a", "b", "c"].map(name => JSON.stringify({ ...JSON.parse(dead), id: `${id}/${name}`, name }))
  return `[\n${[groups[0], ...filler.slice(300), groups[1], ...filler.slice(0, 300), groups[2]].join(",\n")}\n]`
}

describe("a folder of more than one thread is worth", () => {
  const files = { "long.json": longList(), "web.json": dead, "broken.json": '{ "securityRules": [ {' }

  test.each(["text", "json", "sarif"])("is checked by several as by one: %s", async format => {
    const args = ["check", "--format", format, "."]
    let several: Ran | undefined
    const one = await inProcess(args, {
      files,
      prepare: async cwd => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve(cli), ...args], {
          cwd,
          encoding: "utf8",
        })
        several = { code: status ?? -1, out: stdout, err: stderr }
      },
    })
    expect(several).toEqual(one)
  })

  test.skipIf(process.platform === "win32")("is left when the user stops it", async () => {
    await inProcess(["checks"], {
      files,
      prepare: async cwd => {
        // Whoever opens the pipe waits for the other end: so it is known that the run has begun, and it does not end.
        spawnSync("mkfifo", ["pipe.json"], { cwd })
        const child = spawn(process.execPath, [path.resolve(cli), "check", "long.json", "pipe.json"], { cwd })
        const exit = new Promise(resolve => child.on("exit", resolve))
        const err = text(child.stderr)
        const pipe = await open(path.join(cwd, "pipe.json"), "w")
        child.kill("SIGINT")
        await pipe.close()
        // It may open it once more, and is let go again.
        const release = setInterval(
          () =>
            open(path.join(cwd, "pipe.json"), atOnce).then(
              each => each.close(),
              () => {},
            ),
          50,
        )
        expect(await exit).toBe(130)
        clearInterval(release)
        expect(await err).toBe("nsg: interrupted after 0 of 2 files: nothing is reported.\n")
      },
    })
  })
})

test.each([
  ["while the program is loaded", 1, "nsg: interrupted before anything was read.\n"],
  ["while files are looked for", 2, "nsg: interrupted after 0 of 1 files: nothing is reported.\n"],
])("a run that the user stops %s says so", async (_, time, said) => {
  // The signal comes when somebody listens for it for the first or the second time.
  const stopping = `let times = 0
    const { once } = process
    process.once = (event, listener) => {
      once.call(process, event, listener)
      if (event === "SIGINT" && ++times === ${time}) process.kill(process.pid, "SIGINT")
    }`
  const files = { "web.json": dead, "stopping.cjs": stopping }
  await inProcess(["checks"], {
    files,
    prepare: async cwd => {
      const args = ["--require", "./stopping.cjs", path.resolve(cli), "check", "web.json"]
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" })
      expect({ status, stdout, stderr }).toEqual({ status: 130, stdout: "", stderr: said })
    },
  })
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
