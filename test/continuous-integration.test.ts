import { spawnSync } from "node:child_process"
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parse } from "yaml"
import { check } from "../server/src/cli/check.ts"
import { azGroup } from "./support/sample-groups.ts"

const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"))
const action = parse(readFileSync("action.yml", "utf8"))

test("the action's options are those of the command, and no input becomes part of a script", () => {
  for (const { run = "" } of action.runs.steps) {
    for (const option of run.match(/--(?!ignore-scripts|no-audit|no-fund|minify)[a-z-]+/g) ?? []) {
      expect(check.help).toContain(option)
    }
    expect(run).not.toContain("${{")
  }
})

// Windows has no bash of its own; the action's runner brings one.
describe.skipIf(process.platform === "win32")("where it is built", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-action-"))
  const installed = path.join(folder, "action")
  const step = action.runs.steps.find(({ id }: { id?: string }) => id === "check")

  beforeAll(() => {
    const args = ["tools/build.mjs", "--outdir", path.join(installed, "dist")]
    expect(spawnSync(process.execPath, args, { encoding: "utf8" }).stderr).toBe("")
    const dead = azGroup("web", [
      { name: "open", priority: 100, protocol: "*", source: "10.0.0.0/8" },
      { name: "no-rdp", priority: 200, access: "Deny", source: "10.0.0.0/8", port: "3389" },
    ])
    mkdirSync(path.join(folder, "work/two words"), { recursive: true })
    writeFileSync(path.join(folder, "work/two words/$(touch x).json"), dead)
    writeFileSync(path.join(folder, "script.sh"), step.run)
    chmodSync(path.join(folder, "script.sh"), 0o755)
  }, 60_000)

  afterAll(() => rmSync(folder, { recursive: true }))

  function run(inputs: Readonly<Record<string, string>>) {
    const cwd = path.join(folder, "work")
    const defaults = { NSG_PATHS: ".", NSG_FAIL_ON: "error", NSG_CONFIG: "", NSG_BASELINE: "", NSG_SARIF: "nsg.sarif" }
    const environment = { ...defaults, GITHUB_ACTION_PATH: installed, ...inputs }
    const script = ["--noprofile", "--norc", "-eo", "pipefail", path.join(folder, "script.sh")]
    return spawnSync("bash", script, { cwd, encoding: "utf8", env: { ...process.env, ...environment } })
  }

  // pre-commit runs what the entry names in its own clone, with the files as arguments.
  test("the pre-commit hook checks the files that it is given, and fails as the command does", () => {
    expect(hook).toMatchObject({ language: "script", types_or: ["json", "yaml"], require_serial: true })
    for (const name of [hook.entry, "tools/vscode/paths.mjs"]) cpSync(name, path.join(installed, name))
    const file = "two words/$(touch x).json"
    const options = { cwd: path.join(folder, "work"), encoding: "utf8" } as const
    const { status, stdout, stderr } = spawnSync(path.join(installed, hook.entry), [file], options)
    expect([status, stderr]).toEqual([1, ""])
    expect(stdout).toContain(`${file}:17:`)
    expect(spawnSync(path.join(installed, hook.entry), ["none.json"], options).status).toBe(2)
  })

  test("the action's script annotates, writes SARIF, and fails as the command does", () => {
    const { status, stdout, stderr } = run({ NSG_PATHS: "two words\n" })
    expect([status, stderr]).toEqual([1, ""])
    expect(stdout).toMatch(/^::error file=two words\/\$\(touch x\)\.json,line=17/)
    const sarif = JSON.parse(readFileSync(path.join(folder, "work/nsg.sarif"), "utf8"))
    expect(sarif.runs[0].results).toHaveLength(1)
    expect(run({ NSG_FAIL_ON: "never" }).status).toBe(0)
    expect(run({ NSG_CONFIG: "none.json" })).toMatchObject({
      status: 2,
      stderr: "nsg: --config: none.json does not exist.\n",
    })
    expect(run({ NSG_PATHS: "--help" }).status).toBe(2)
  })
})
