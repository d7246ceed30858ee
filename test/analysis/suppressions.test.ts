import { describe, expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import type { Finding } from "../../server/src/checks/check.ts"
import { checks } from "../../server/src/checks/index.ts"
import { strip } from "../support/annotate.ts"
import { quietSettings } from "../support/quiet-settings.ts"

type Language = "json" | "yaml"

function analyse(text: string, language: Language, settings = quietSettings) {
  return analyseDocument({ uri: `file:///a.${language}`, language, text }, settings)
}

/** What is found, as words that do not change with the lines. */
function words(findings: readonly Finding[]): string[] {
  return findings.map(({ code, rule, message }) => `${code} ${rule?.name} ${message}`).sort()
}

const signs = { json: "//", yaml: "#" }

/** Sound examples of all checks, where every finding is one that a comment may be about. */
const cases = checks
  .flatMap(check => check.examples.map(example => ({ check, example })))
  .filter(({ example }) => !example.source.includes("nsg-ignore") && example.file === undefined)
  .flatMap(({ check, example: { title, language, source } }) => {
    const text = strip(source)
    const { findings, syntax } = analyse(text, language)
    const isSound = syntax?.problems.every(({ reason }) => reason === "duplicate-key")
    return isSound && findings.length > 0 ? [[check.code, title, { text, language, findings }] as const] : []
  })

describe("a comment", () => {
  test("there are examples", () => expect(cases.length).toBeGreaterThan(40))

  test.each(cases)(
    "%s: %s: at the end of its line it suppresses each finding of its code, and nothing else",
    (...[, , example]) => {
      const { text, language, findings } = example
      for (const finding of findings) {
        const end = lineEnd(text, finding.range.start)
        const edited = `${text.slice(0, end)} ${signs[language]} nsg-ignore ${finding.code}: accepted${text.slice(end)}`
        const left = (other: Finding) => other.code !== finding.code || !isOnLine(text, other, finding.range.start)
        expectSuppressed(edited, example, left)
      }
    },
  )

  test.each(cases)("%s: %s: on a line of its own before the rule", (...[, , example]) => {
    const { text, language, findings } = example
    for (const finding of findings.filter(({ rule }) => rule !== null && startsItsLine(text, rule.at.self.start))) {
      const start = lineStart(text, finding.rule!.at.self.start)
      const indent = /^\s*/.exec(text.slice(start))![0]
      const edited = `${text.slice(0, start)}${indent}${signs[language]} nsg-ignore ${finding.code}: accepted\n${text.slice(start)}`
      const left = (other: Finding) =>
        other.code !== finding.code ||
        (other.rule?.at.self.start !== finding.rule!.at.self.start && !isOnLine(text, other, start))
      expectSuppressed(edited, example, left)
    }
  })

  test.each(cases.filter(([, , { language }]) => language === "json"))(
    "%s: %s: at the top of the rule's braces",
    (...[, , example]) => {
      const { text, language, findings } = example
      for (const finding of findings.filter(({ rule }) => rule !== null && text[rule.at.self.start] === "{")) {
        const start = finding.rule!.at.self.start + 1
        const edited = `${text.slice(0, start)}\n// another\n// nsg-ignore ${finding.code}: accepted\n${text.slice(start)}`
        const left = (other: Finding) =>
          other.code !== finding.code ||
          (other.rule?.at.self.start !== finding.rule!.at.self.start && !isOnLine(text, other, start))
        expectSuppressed(edited, { ...example, language }, left)
      }
    },
  )
})

test("what is no text in a list of suppressions is said", () => {
  const found = (list: string) =>
    analyse(`{ "name": "web", "metadata": { "nsg-ignore": ${list} }, "securityRules": [] }`, "json").findings.map(
      ({ code }) => code,
    )
  for (const list of ["[5]", "5", "[{}]", "null", '[["x"]]']) expect(found(list)).toEqual(["invalid-suppression"])
})

function expectSuppressed(
  edited: string,
  { language, findings }: (typeof cases)[number][2],
  isLeft: (finding: Finding) => boolean,
): void {
  const after = analyse(edited, language)
  expect(words(after.findings), edited).toEqual(words(findings.filter(isLeft)))
  expect(words(after.suppressed), edited).toEqual(words(findings.filter(each => !isLeft(each))))
  expect(after.suppressed.map(({ suppression }) => suppression)).toEqual(
    after.suppressed.map(() => ({ reason: "accepted" })),
  )
}

function isOnLine(text: string, { range }: Finding, offset: number): boolean {
  return range.start <= lineEnd(text, offset) && range.end > lineStart(text, offset)
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset)
  return end < 0 ? text.length : end
}

function startsItsLine(text: string, offset: number): boolean {
  return /^[\s-]*$/.test(text.slice(lineStart(text, offset), offset))
}

const ansible = (rules: string) => `- azure_rm_securitygroup:\n    name: web\n    rules:\n${rules}`
const ssh = "      - { name: ssh, priority: 99, destination_port_range: 22 }"

test.each([
  ["several codes", `${ssh} # nsg-ignore duplicate-name, priority-out-of-range: reason`, ["unused-suppression"]],
  ["a comment between", `      # nsg-ignore priority-out-of-range: reason\n      # and more\n${ssh}`, []],
  [
    "an empty line between",
    `      # nsg-ignore priority-out-of-range: reason\n\n${ssh}`,
    ["unused-suppression", "priority-out-of-range"],
  ],
  ["no reason", `${ssh} # nsg-ignore priority-out-of-range:`, ["priority-out-of-range", "invalid-suppression"]],
  ["no colon", `${ssh} # nsg-ignore priority-out-of-range`, ["priority-out-of-range", "invalid-suppression"]],
  ["no code", `${ssh} # nsg-ignore: reason`, ["priority-out-of-range", "invalid-suppression"]],
  ["another word", `${ssh} # nsg-ignored priority-out-of-range: reason`, ["priority-out-of-range"]],
  [
    "an unknown code beside a known one",
    `${ssh} # nsg-ignore priority-out-of-range, x: reason`,
    ["invalid-suppression"],
  ],
  [
    "in a text, not a comment",
    `${ssh.replace("22", '"22" , description: "# nsg-ignore priority-out-of-range: reason"')}`,
    ["priority-out-of-range"],
  ],
  [
    "in a block of text",
    "      - name: ssh\n        description: |\n          # nsg-ignore priority-out-of-range: reason\n        priority: 99",
    ["priority-out-of-range"],
  ],
])("%s", (_title, rules, codes) => {
  expect(analyse(ansible(rules), "yaml").findings.map(({ code }) => code)).toEqual(codes)
})

test("a code of a check that is off is not called unused", () => {
  const text = ansible(`${ssh} # nsg-ignore priority-out-of-range, duplicate-name: reason`)
  const settings = {
    ...quietSettings,
    checks: { ...quietSettings.checks, "duplicate-name": "off" as const, "priority-out-of-range": "off" as const },
  }
  expect(analyse(text, "yaml", settings).findings).toEqual([])
})

test("what another tool calls a check is no code, but says which is meant", () => {
  const alias = checks.find(({ aliases }) => aliases.length > 0)
  if (!alias) return
  const { findings } = analyse(ansible(`${ssh} # nsg-ignore ${alias.aliases[0]}: reason`), "yaml")
  expect(findings.find(({ code }) => code === "invalid-suppression")?.message).toContain(`Did you mean ${alias.code}?`)
})

test("in a text that is not JSON to its end nothing is called unused", () => {
  const text = '{ "name": "web", "securityRules": [ // nsg-ignore priority-out-of-range: reason\n'
  expect(analyse(text, "json").findings.map(({ code }) => code)).toEqual(["unreadable-document"])
})

test("a comment or an entry that is mostly white space costs no more than its length", () => {
  const space = " ".repeat(200_000)
  const group = (metadata: string) => `{ ${metadata} "name": "web", "securityRules": [] }`
  const texts = [
    group(`"metadata": { "nsg-ignore": ["priority-out-of-range${space}x", "${space}priority-out-of-range"] },`),
    group(`/* nsg-ignore priority-out-of-range${space}x */`),
    group(`/* nsg-ignore${space}: x${space}y */`),
  ]
  const start = performance.now()
  for (const text of texts) expect(analyse(text, "json").findings.length).toBeGreaterThan(0)
  expect(performance.now() - start).toBeLessThan(5000)
})
