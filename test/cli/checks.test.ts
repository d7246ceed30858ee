import { expect, test } from "vitest"
import { checks } from "../../server/src/checks/index.ts"
import { nsg } from "./nsg.ts"

test("nsg checks lists every check, as text and as JSON", async () => {
  const { code, out } = await nsg(["checks", "--format", "json"])
  const listed = JSON.parse(out)
  expect(code).toBe(0)
  expect(listed.map(({ code }: { code: string }) => code)).toEqual(checks.map(({ code }) => code))
  for (const entry of listed) {
    expect(Object.keys(entry)).toEqual(["code", "category", "severity", "summary", "fixable", "aliases"])
    const check = checks.find(({ code }) => code === entry.code)
    expect(entry.severity).toBe(check?.isOff ? "off" : check?.severity)
  }
  const text = (await nsg(["checks"])).out
  expect(text.trimEnd().split("\n")).toHaveLength(checks.length)
  expect(text).toMatch(/^shadowed-rule +ineffective +error +A rule that never matches/m)
})

test.each(checks.map(({ code }) => code))("nsg explain %s", async code => {
  const explained = await nsg(["explain", code])
  expect([explained.code, explained.err]).toEqual([0, ""])
  expect(explained.out).toMatch(new RegExp(`^## ${code}\\n\\n`))
  expect(await nsg(["explain", code.toUpperCase()])).toEqual(explained)
})

test("what other tools call a fault is understood", async () => {
  for (const { code, aliases } of checks) {
    for (const alias of aliases) expect((await nsg(["explain", alias])).out).toContain(`## ${code}\n`)
  }
})

test.each([
  [["explain"], "explain needs one code. See nsg checks."],
  [["explain", "shadow-rule"], 'there is no check "shadow-rule". Did you mean shadowed-rule?'],
  [
    ["explain", "duplicate"],
    'there is no check "duplicate". Did you mean duplicate-priority, duplicate-name or duplicate-key?',
  ],
  [["explain", "zzz"], 'there is no check "zzz". nsg checks lists them.'],
  [["checks", "shadowed-rule"], "checks takes no arguments. See nsg explain CODE."],
])("%j is refused", async (args, problem) => {
  expect(await nsg(args)).toEqual({ code: 2, out: "", err: `nsg: ${problem}\n` })
})
