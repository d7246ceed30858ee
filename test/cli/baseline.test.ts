import { readFile } from "node:fs/promises"
import path from "node:path"
import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const open = { name: "open", priority: 100, protocol: "*", source: "10.0.0.0/8" }
const rdp = { name: "no-rdp", priority: 200, access: "Deny" as const, source: "10.0.0.0/8", port: "3389" }
const ssh = { name: "no-ssh", priority: 210, access: "Deny" as const, source: "10.0.0.0/8", port: "22" }
const dead = azGroup("web", [open, rdp])

async function baselineOf(files: Readonly<Record<string, string>>, name = "baseline.json"): Promise<string> {
  let text = ""
  const after = async (cwd: string) => {
    text = await readFile(path.join(cwd, name), "utf8")
  }
  const { code } = await nsg(["check", "--write-baseline", name, "."], { files, after })
  expect(code).toBe(0)
  return text
}

/** `nsg check --baseline`, as JSON. */
async function against(baseline: string, files: Readonly<Record<string, string>>, paths = ["."]) {
  const args = ["check", "--format", "json", "--baseline", "baseline.json", ...paths]
  const { code, out, err } = await nsg(args, { files: { ...files, "baseline.json": baseline } })
  return { code, err, ...JSON.parse(out) }
}

test("lines are inserted, and nothing new is reported", async () => {
  const baseline = await baselineOf({ "web.json": dead })
  const {
    code,
    summary,
    files,
    baseline: held,
  } = await against(baseline, { "web.json": `\n\n\n${dead.replace("{", "{\n\n")}` })
  expect([code, summary.errors, summary.baselined, held]).toEqual([0, 0, 1, { gone: [] }])
  expect(files[0].findings).toMatchObject([{ code: "shadowed-rule", baselined: true }])
})

test("what is not in it is new, in whatever order the rules stand", async () => {
  const baseline = await baselineOf({ "web.json": dead })
  const { code, summary, files } = await against(baseline, { "web.json": azGroup("web", [open, ssh, rdp]) })
  expect([code, summary.errors, summary.baselined]).toEqual([1, 1, 1])
  expect(
    files[0].findings.map(({ rule, baselined = false }: { rule: string; baselined?: boolean }) => [rule, baselined]),
  ).toEqual([
    ["no-ssh", false],
    ["no-rdp", true],
  ])
})

test("a file that moved takes its findings with it; a copy of it does not", async () => {
  const baseline = await baselineOf({ "web.json": dead })
  expect((await against(baseline, { "moved/there.json": dead })).summary).toMatchObject({ errors: 0, baselined: 1 })
  const { files } = await against(baseline, { "a.json": dead, "web.json": dead })
  expect(
    files.map((file: { path: string; findings: { baselined?: boolean }[] }) => [
      file.path,
      file.findings[0]?.baselined,
    ]),
  ).toEqual([
    ["a.json", undefined],
    ["web.json", true],
  ])
})

test("what is gone is said, of files that were read or are no more", async () => {
  const baseline = await baselineOf({ "web.json": dead, "other.json": azGroup("other", [open, rdp]) })
  const fixed = { "web.json": azGroup("web", [open]), "other.json": azGroup("other", [open, rdp]) }
  const { baseline: held } = await against(baseline, fixed)
  expect(held.gone).toMatchObject([{ path: "web.json", code: "shadowed-rule" }])
  expect((await against(baseline, fixed, ["other.json"])).baseline.gone).toEqual([])
  expect((await against(baseline, { "other.json": fixed["other.json"] })).baseline.gone).toHaveLength(1)
  const { out } = await nsg(["check", "--baseline", "baseline.json", "."], {
    files: { ...fixed, "baseline.json": baseline },
  })
  expect(out).toContain(
    "; 1 in the baseline.\n1 finding of the baseline is gone. Write the baseline again to drop it:\n  web.json: ",
  )
})

test("paths are those seen from the baseline's own folder", async () => {
  const baseline = await baselineOf({ "infra/web.json": dead }, "infra/baseline.json").catch(() => "")
  expect(JSON.parse(baseline).findings).toMatchObject([{ path: "web.json" }])
})

test("text and SARIF", async () => {
  const baseline = await baselineOf({ "web.json": dead })
  const files = { "web.json": azGroup("web", [open, rdp, ssh]), "baseline.json": baseline }
  const { out } = await nsg(["check", "--baseline", "baseline.json", "."], { files })
  expect(out).not.toContain("no-rdp")
  expect(out).toContain("1 error in 1 NSG with 3 rules (1 file); 1 in the baseline.\n")
  const sarif = await nsg(["check", "--format", "sarif", "--baseline", "baseline.json", "."], { files })
  const states = JSON.parse(sarif.out).runs[0].results.map(
    ({ baselineState }: { baselineState: string }) => baselineState,
  )
  expect(states).toEqual(["unchanged", "new"])
})

test.each([
  [{}, "nsg: --baseline: b.json does not exist.\n"],
  [
    { "b.json": "{}" },
    'nsg: --baseline: b.json is not a baseline: create one with "nsg check --write-baseline FILE PATH…".\n',
  ],
  [
    { "b.json": '{ "version": 2, "findings": [] }' },
    "nsg: --baseline: b.json is a baseline of version 2; this nsg reads version 1.\n",
  ],
])("%j is refused", async (files, err) => {
  expect(await nsg(["check", "--baseline", "b.json", "."], { files })).toEqual({ code: 2, out: "", err })
})

test("one that cannot be written is refused", async () => {
  const { code, err } = await nsg(["check", "--write-baseline", "none/b.json", "."], { files: { "web.json": dead } })
  expect([code, err]).toEqual([2, "nsg: --write-baseline: none/b.json does not exist.\n"])
})
