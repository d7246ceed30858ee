import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { proofFacts } from "../../server/src/azure/proof-facts.ts"
import { compareRules } from "../../server/src/engine/questions/difference.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import { strip } from "../support/annotate.ts"

type Language = "json" | "yaml"

const folder = "test/fixtures/readers"
const examples = ["arm", "az", "terraform", "kubernetes", "ansible", "pulumi", "powershell"].map(
  name => `examples/${name}`,
)
const files = [folder, ...examples].flatMap(from => readdirSync(from).map(name => `${from}/${name}`))

function languageOf(file: string): Language {
  return file.endsWith(".json") ? "json" : "yaml"
}

function read(file: string): string {
  const text = readFileSync(file, "utf8")
  return file.startsWith(folder) ? strip(text) : text
}

function analyse(text: string, language: Language) {
  return analyseDocument({ uri: `file:///doc.${language}`, language, text }, defaultSettings)
}

/** Where white space and comments mean nothing: in JSON before a bracket or comma, in YAML before a line of a key or an item. */
function gapsOf(text: string, language: Language): number[] {
  const token = language === "json" ? /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|[{}[\],]/g : /^ *(- )?["']?[\w.-]+["']?:/gm
  return [...text.matchAll(token)].filter(([found]) => !/^["/]/.test(found)).map(({ index }) => index)
}

const fillers = { json: [" ", "\n\n", "\t", " /* x, { */ "], yaml: ["\n", "# x: [\n", "   \n"] }

/** A block scalar takes everything, and what is broken breaks at a place: such documents are left alone. */
function isFragile(text: string, language: Language): boolean {
  const { findings } = analyse(text, language)
  if (findings.some(({ code }) => code === "unreadable-document")) return true
  return language === "yaml" && (/[|>][+-]?\s*$/m.test(text) || text.includes("{{") || text.includes("{%"))
}

describe.each(files)("%s", file => {
  const language = languageOf(file)
  const text = read(file)
  const gaps = isFragile(text, language) ? [] : gapsOf(text, language)

  test.skipIf(gaps.length === 0)("white space and comments change no judgement and no traffic", () => {
    const before = analyse(text, language)
    const inserted = fc.array(fc.tuple(fc.nat(gaps.length - 1), fc.constantFrom(...fillers[language])), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(inserted, places => {
        let changed = text
        for (const [gap, filler] of places.toSorted(([a], [b]) => b - a)) {
          const at = gaps[gap]!
          changed = changed.slice(0, at) + filler + changed.slice(at)
        }
        expectSame(before, analyse(changed, language))
      }),
      { numRuns: 10 },
    )
  })

  const places = isFragile(text, language) ? [] : placesOfProperties(text, language)

  test.skipIf(places.length === 0)("neither does a property, anywhere, that means nothing", () => {
    const before = analyse(text, language)
    fc.assert(
      fc.property(fc.constantFrom(...places), ({ at, written }) => {
        expectSame(before, analyse(text.slice(0, at) + written + text.slice(at), language))
      }),
      { numRuns: 5 },
    )
  })
})

/** Where an object may have one property more, and how it is written there. A label that selects is part of a name. */
function placesOfProperties(text: string, language: Language): { at: number; written: string }[] {
  if (language === "yaml") {
    const keys = [...text.matchAll(/^( *)["']?[\w.-]+["']?:/gm)]
    const isLabel = (at: number) => /matchLabels:\n *$/.test(text.slice(0, at))
    return keys
      .map(({ index, 1: indent }) => ({ at: index, written: `${indent}x-note: none\n` }))
      .filter(({ at }) => !isLabel(at))
  }
  const tokens = [...text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\{(\s*\})?/g)]
  return tokens
    .filter(([token]) => token.startsWith("{"))
    .map(({ index, 1: isEmpty }) => ({ at: index + 1, written: `"x-note": "none"${isEmpty ? "" : ","}` }))
}

function expectSame(before: ReturnType<typeof analyse>, after: ReturnType<typeof analyse>): void {
  expect(told(after)).toEqual(told(before))
  for (const [index, { rules }] of before.groups.entries()) {
    const difference = compareRules(prepare(rules, proofFacts), prepare(after.groups[index]!.rules, proofFacts))
    expect(difference).toEqual({ allowed: [], denied: [], uncertain: [], complete: true })
  }
}

/** What a document says, without where, and but for keys that it does not know. */
function told({ groups, findings }: ReturnType<typeof analyse>) {
  return {
    groups: groups.map(({ group, analysis }) => ({
      name: group.name,
      complete: group.incompleteReason === undefined,
      reaches: analysis.judgements.map(({ rule, reach, cover }) => [rule.name, reach, cover.map(({ name }) => name)]),
    })),
    findings: findings
      .filter(({ code }) => code !== "unknown-property")
      .map(({ code, severity, message, rule }) => [code, severity, message, rule?.name]),
  }
}
