import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import type { AnalysedDocument, SourceText } from "../../server/src/analysis/analysed-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { type ReadText, readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings, type Settings } from "../../server/src/analysis/settings.ts"
import type { Finding } from "../../server/src/checks/check.ts"
import { withoutNode } from "../../server/src/readers/located-resource.ts"
import { strip } from "../support/annotate.ts"

// After any edit, reading and judging with what is known of the text before gives what reading it from scratch gives.
const folder = "test/fixtures/readers"
const fixtures = readdirSync(folder).map(file => ({
  language: file.endsWith(".json") ? ("json" as const) : ("yaml" as const),
  text: strip(readFileSync(`${folder}/${file}`, "utf8")),
}))

type Edit = (text: string) => string
/** Numbers with a fraction would nearly all be close to 0. */
const place = fc.nat(9999).map(number => number / 10_000)
const offsetIn = (text: string, at: number) => Math.floor(at * text.length)

/** What people type, whole lines that come, go and move, and text that breaks what is around it. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(
      place,
      fc.constantFrom(" ", "\n", "1", "x", "*", '"', "{", "}", "[", ",", "#", "//", "/* */", "- ", "{{ x }}"),
      fc.nat(3),
    )
    .map(
      ([at, insert, length]) =>
        (text: string) =>
          text.slice(0, offsetIn(text, at)) + insert + text.slice(offsetIn(text, at) + length),
    ),
  // A value becomes another one: an expression, another parameter, a number of more digits.
  fc
    .tuple(place, fc.constantFrom("9", "4097", "[parameters('x')]", "Deny", "10.0.0.0/8", "Internet"))
    .map(([at, value]) => (text: string) => {
      const values = [...text.matchAll(/[\w.*/-]+(?=["']?,?$)/gm)]
      const found = values[Math.floor(at * values.length)]
      return found ? text.slice(0, found.index) + value + text.slice(found.index + found[0].length) : text
    }),
  fc
    .tuple(place, place, fc.integer({ min: 1, max: 12 }), fc.constantFrom("copy", "move", "remove"))
    .map(([from, to, count, way]) => (text: string) => {
      const lines = text.split("\n")
      const start = Math.floor(from * lines.length)
      const taken = way === "copy" ? lines.slice(start, start + count) : lines.splice(start, count)
      if (way !== "remove") lines.splice(Math.floor(to * lines.length), 0, ...taken)
      return lines.join("\n")
    }),
  fc.tuple(place, fc.constantFrom("", "  ", "\n")).map(([at, space]) => (text: string) => {
    const lines = text.split("\n")
    lines.splice(Math.floor(at * lines.length), 0, space)
    return lines.join("\n")
  }),
)

/** Without what is worked out when someone asks for it. */
function told(findings: readonly Finding[]) {
  return findings.map(finding => {
    const { fixes, ...plain } = finding
    const { data, fault } = finding
    return { ...plain, data, fault, isFixable: fixes !== undefined }
  })
}

const parameters = fc.constantFrom<Settings["parameters"]>(
  {},
  {},
  { source: "10.1.0.0/16", name: "web" },
  { isOpen: true, priority: 300 },
)

test.each([...Array(6).keys()])(
  "a document that is edited is read and judged as from scratch (%i)",
  seed => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(fc.record({ edit, parameters }), { minLength: 1, maxLength: 6 }),
        ({ language, text }, steps) => {
          let now = text
          let before = read({ uri: "file:///a", language, text }, defaultSettings, { read: { syntax: undefined } })
          for (const step of steps) {
            now = step.edit(now)
            const settings = { ...defaultSettings, parameters: step.parameters }
            const source = { uri: "file:///a", language, text: now } as const
            before = read(source, settings, before)
            const anew = read(source, settings)
            expect(before.read.syntax).toEqual(anew.read.syntax)
            expect(plain(before)).toEqual(plain(anew))
            expect(told(before.judged.findings)).toEqual(told(anew.judged.findings))
          }
        },
      ),
      { seed, numRuns: 150 },
    )
  },
  120_000,
)

const rule = (name: string, priority: number) =>
  `{ "name": "${name}", "properties": { "priority": ${priority}, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.${priority % 200}.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443", "description": "What ${name} is for in this group" } }`
const template = (rules: readonly string[]) =>
  `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [\n${rules.join(",\n")}\n] } }] }`
const playbook = (rules: readonly string[]) =>
  `- azure_rm_securitygroup:\n    resource_group: rg\n    name: web\n    rules:\n${rules.map(name => `      - { name: ${name}, priority: ${name.charCodeAt(0)}0, source_address_prefix: 10.0.0.0/24 }\n`).join("")}`

test("rules that an edit left where they were are the same objects, and so are their nodes", () => {
  const rules = ["a", "b", "c", "d"].map((name, index) => rule(name, 200 + index))
  const [first, second] = edited(template(rules), text => text.replace('"priority": 201', '"priority": 301'))
  expect(sharedRules(first, second)).toEqual(["a", "c", "d"])
  expect(second.read.read?.groups[0]?.rules.map(({ priority }) => priority)).toEqual([200, 301, 202, 203])
})

test("rules that an edit moved are not read again", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"]
  for (const [language, text] of [
    ["json", template(names.map((name, index) => rule(name, 200 + index)))],
    ["yaml", playbook(names)],
  ] as const) {
    for (const change of [
      (now: string) => `\n\n${now}`,
      (now: string) => now.replace("10.0.0.0/24 }", "10.0.0.0/23 }").replace('"priority": 200', '"priority":    200'),
      // The last rule comes first, and several go.
      (now: string) => moveLast(now),
      (now: string) => now.replace(/^.*name"?: "?[bcdef]"?,.*\n/gm, ""),
    ]) {
      const [first, second] = edited(text, change, language)
      const known = new Set(first.read.left?.rules.map(({ rule }) => rule.written))
      const again = second.read.left?.rules.filter(({ rule }) => !known.has(rule.written)) ?? []
      expect(again.map(({ rule }) => `${language} ${change} ${rule.name}`).slice(1)).toEqual([])
    }
  }
})

function moveLast(text: string): string {
  const lines = text.split("\n")
  const places = lines.flatMap((line, index) => (/name"?: "?[a-h]"?,/.test(line) ? [index] : []))
  const [from, to] = [places.at(-1)!, places[0]!]
  const [line] = lines.splice(from, 1)
  lines.splice(to, 0, line!.endsWith("}") && line!.startsWith("{") ? `${line},` : line!)
  return lines.join("\n").replace(/,\n\]/, "\n]")
}

interface Version {
  readonly read: ReadText
  readonly judged: AnalysedDocument
}

function read(
  source: SourceText,
  settings: Settings,
  before?: { readonly read: Pick<ReadText, "syntax" | "left">; readonly judged?: AnalysedDocument },
): Version {
  const text = readText(source, settings, undefined, before?.read)
  return {
    read: text,
    judged: analyseText(text, indexResources([indexedText(text)]), settings, { previous: before?.judged }),
  }
}

function plain({ read: { read, resources } }: Version) {
  return { ...read, resources: resources().map(withoutNode) }
}

function edited(text: string, change: Edit, language: "json" | "yaml" = "json"): readonly [Version, Version] {
  const source = { uri: "file:///a", language, text }
  const first = read(source, defaultSettings, { read: { syntax: undefined } })
  return [first, read({ ...source, text: change(text) }, defaultSettings, first)]
}

function sharedRules(first: Version, second: Version): string[] {
  const before = new Set(first.read.read?.groups.flatMap(({ rules }) => rules))
  return (second.read.read?.groups ?? []).flatMap(({ rules }) =>
    rules.filter(each => before.has(each)).map(({ name }) => name),
  )
}
