import { readFileSync } from "node:fs"
import { Ajv } from "ajv"
import { describe, expect, test } from "vitest"
import { validateXML } from "xmllint-wasm"
import manifest from "../../package.json" with { type: "json" }
import { azGroup } from "../support/sample-groups.ts"
import { nsg, type Ran } from "./nsg.ts"

const open = { name: "open", priority: 100, protocol: "*" }
const closed = { name: "no-rdp", priority: 200, access: "Deny" as const, port: "3389" }
const dead = azGroup("web", [open, closed])
/** What an XML, a workflow command and a terminal would act on. */
const hostile = azGroup('we,b: 100%"<&>', [
  { ...open, name: "a\u0007\u001b[31m::error::\u202e\ud800" },
  { ...closed, name: "x\r\n::stop-commands::y]]>" },
])
const suppressed = `
- azure_rm_securitygroup:
    name: web
    rules:
      - { name: ssh, priority: 99, destination_port_range: 22 } # nsg-ignore priority-out-of-range: renumbered by the pipeline
      - { name: rdp, priority: 98, destination_port_range: 3389 }
`
const files = {
  "a/dead.json": dead,
  "hostile, 100%:.json": hostile,
  "clean.json": azGroup("db", [{ name: "sql", priority: 100, source: "10.0.0.0/8", port: "1433" }]),
  "ansible.yaml": suppressed,
  "broken.json": dead.slice(0, -3),
}

function check(format: string, ...args: string[]): Promise<Ran> {
  return nsg(["check", "--format", format, ...args, ".", "missing.json"], { files })
}

describe("sarif", () => {
  // Draft 4, which ajv reads but for the names of two keys that play no part here.
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(readFileSync("test/fixtures/standards/sarif-schema-2.1.0.json", "utf8"))
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema)

  test("is valid by the public schema, with and without a baseline", async () => {
    const { out, code } = await check("sarif")
    expect(code).toBe(2)
    expect([validate(JSON.parse(out)), validate.errors]).toEqual([true, null])
    const empty = await nsg(["check", "--format", "sarif", "."], { files: { "a.json": "{}" } })
    expect([validate(JSON.parse(empty.out)), validate.errors]).toEqual([true, null])
    expect([validate({ version: "2.1.0", runs: [{}] })]).toEqual([false])
  })

  test("has what code scanning services read", async () => {
    const { out } = await check("sarif")
    const [run] = JSON.parse(out).runs
    expect(run.tool.driver).toMatchObject({ name: "nsg", version: manifest.version, informationUri: manifest.homepage })
    expect(run.originalUriBaseIds.SRCROOT.uri).toMatch(/^file:\/\/\/.*\/$/)
    const [unread] = run.invocations[0].toolExecutionNotifications
    expect(unread.message.text).toBe("missing.json does not exist.")
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "shadowed-rule")
    expect(result).toMatchObject({
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "a/dead.json", uriBaseId: "SRCROOT" },
            region: { startLine: 17, startColumn: 16, endLine: 17, endColumn: 22 },
          },
          logicalLocations: [{ name: "no-rdp", fullyQualifiedName: "web/no-rdp", kind: "resource" }],
        },
      ],
      relatedLocations: [{ id: 1, message: { text: '"open" (100) matches first: Allow' } }],
      partialFingerprints: { "nsg/v1": expect.stringMatching(/^[0-9a-f]{32}$/) },
    })
    const rule = run.tool.driver.rules[result.ruleIndex]
    expect(rule).toMatchObject({ id: "shadowed-rule", name: "ShadowedRule", defaultConfiguration: { level: "error" } })
    expect(rule.help.markdown).toContain("Azure evaluates the rules")
    expect(rule.helpUri).toBe(
      `${manifest.homepage.replace(/#.*/, "")}/blob/main/server/src/checks/README.md#shadowed-rule`,
    )
  })

  test("suppressed findings are kept with their reason", async () => {
    const { out } = await check("sarif")
    const inSource = JSON.parse(out).runs[0].results.flatMap(
      ({ suppressions }: { suppressions?: unknown }) => suppressions ?? [],
    )
    expect(inSource).toEqual([{ kind: "inSource", justification: "renumbered by the pipeline" }])
  })

  test("paths are URIs", async () => {
    const { out } = await check("sarif")
    expect(out).toContain('"uri": "hostile%2C%20100%25%3A.json"')
  })
})

describe("junit", () => {
  const schema = readFileSync("test/fixtures/standards/junit-10.xsd", "utf8")

  test("is valid by its schema", async () => {
    const { out } = await check("junit")
    const validated = await validateXML({ xml: [{ fileName: "report.xml", contents: out }], schema: [schema] })
    expect(validated.errors).toEqual([])
    const wrong = await validateXML({
      xml: [{ fileName: "x.xml", contents: "<testsuites><a/></testsuites>" }],
      schema: [schema],
    })
    expect(wrong.valid).toBe(false)
  })

  test("a failed test for what fails the run, a skipped one for what is suppressed, a passed one for a quiet group", async () => {
    const { out } = await check("junit", "--fail-on", "warning")
    expect(out).toContain('<testcase name="db" classname="clean.json" time="0"/>')
    expect(out).toContain('<failure type="shadowed-rule" message="&quot;no-rdp&quot; (200) never matches')
    expect(out).toContain('<skipped message="suppressed: renumbered by the pipeline"/>')
    expect(out).toContain('<error message="missing.json does not exist."/>')
    const never = await check("junit", "--fail-on", "never")
    expect(never.out).not.toContain("<failure")
  })

  test("holds nothing that XML has no place for", async () => {
    const { out } = await check("junit")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(out).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u)
    expect(out).toContain("y]]&gt;")
  })
})

test("github: annotations, of which no text ends one or begins another", async () => {
  const { out } = await check("github")
  const lines = out.trimEnd().split("\n")
  const isCommand = /^::(error|warning|notice) file=[^:,]+(,(line|endLine|col|endColumn|title)=[^:,]+)*::[^\r]+$/
  expect(lines.slice(0, -1).filter(line => !isCommand.test(line))).toEqual([])
  expect(lines.at(-1)).toMatch(
    /^nsg: \d+ errors?, \d+ warnings?, \d+ information, \d+ hints?; 1 suppressed, 0 in the baseline; 5 NSGs in 5 files$/,
  )
  expect(out).toContain(
    "::error file=a/dead.json,line=17,endLine=17,col=16,endColumn=22,title=shadowed-rule · no-rdp · web::",
  )
  expect(out).toContain("file=hostile%2C 100%25%3A.json,")
})

test("text: no control characters but line breaks, carets under the value, a summary by code", async () => {
  const { out } = await check("text")
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  expect(out).toContain('\n  17 |       "name": "no-rdp",\n     |                ^^^^^^\n')
  expect(out).toMatch(/\n {0,2}\d+ {2}shadowed-rule\n/)
  expect(out).toMatch(/; 1 suppressed\.\n$/)
})

test.each(["text", "json", "sarif", "github", "junit"])(
  "%s: same input, same bytes, and nothing else on stdout",
  async format => {
    const args = ["check", "--format", format, "-", "--stdin-filename", "web.json"]
    const once = await nsg(args, { stdin: dead })
    const root = /file:\/\/\/[^"]*nsg-cli-\w+/g
    expect((await nsg(args, { stdin: dead })).out.replaceAll(root, "")).toBe(once.out.replaceAll(root, ""))
    expect([once.code, once.err]).toEqual([1, ""])
    expect(once.out).toContain("web.json")
  },
)

test("--no-color and a terminal", async () => {
  const files = { "dead.json": dead }
  expect((await nsg(["check", "."], { files, colours: true })).out).toContain("\u001b[31m")
  expect((await nsg(["check", ".", "--no-color"], { files, colours: true })).out).not.toContain("\u001b")
})

test("an interrupted run says so, and reports nothing", async () => {
  const { code, out, err } = await nsg(["check", "."], { files, isInterrupted: true })
  expect({ code, out }).toEqual({ code: 130, out: "" })
  expect(err).toBe("nsg: interrupted after 0 of 5 files: nothing is reported.\n")
})
