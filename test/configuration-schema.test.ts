import { readFileSync } from "node:fs"
import { Ajv } from "ajv"
import { expect, test } from "vitest"
import manifest from "../package.json" with { type: "json" }
import { readConfiguration } from "../server/src/analysis/read-configuration.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { checks } from "../server/src/checks/index.ts"
import { parseText } from "../server/src/syntax/parse.ts"

const schema = JSON.parse(readFileSync("schemas/nsgrc.schema.json", "utf8"))
const validate = new Ajv({ strict: false }).compile(schema)

function read(text: string) {
  return readConfiguration(parseText(text, "json", defaultSettings.limits))
}

test("the schema has the keys that are read, each with a description", () => {
  const { faults } = read('{ "x": 1, "overrides": [{ "files": [], "y": 1 }], "exposure": { "z": 1 } }')
  const keys = Object.keys(schema.properties).filter(key => key !== "$schema")
  const { overrides, exposure } = schema.properties
  const listed = (names: readonly string[]) => [...names.slice(0, -1).join(", ").split(", "), names.at(-1)].join(" ")
  expect(faults.map(({ expected }) => expected?.replace(/, | and /g, " "))).toEqual([
    listed(keys),
    listed(Object.keys(overrides.items.properties)),
    listed(Object.keys(exposure.properties)).trim(),
  ])
  for (const { description } of Object.values<{ description: string }>(schema.properties))
    expect(description).toMatch(/\.$/)
})

test("every check is offered", () => {
  expect(Object.keys(schema.properties.checks.properties)).toEqual(checks.map(({ code }) => code))
})

test("what the schema and the reader take, and what of it counts", () => {
  const configuration = {
    $schema: "x",
    checks: { "shadowed-rule": "off" },
    profile: "2017-09",
    virtualNetwork: ["10.0.0.0/16", "fd00::/8"],
    onPremises: [],
    serviceTags: "tags.json",
    parameters: { a: 1, b: [{ c: null }] },
    parameterFiles: { "a.json": "b.json" },
    ignore: ["x/**"],
    overrides: [{ files: ["a"], checks: { "duplicate-name": "hint" } }],
    exposure: { width: 1 },
  }
  expect([validate(configuration), validate.errors]).toEqual([true, null])
  const { $schema: _, ...stated } = configuration
  expect(read(JSON.stringify(configuration))).toEqual({ configuration: stated, faults: [] })
})

test("nsg alone says which keys and words are wrong", () => {
  const configuration = { chekcs: {}, profile: "x", checks: { y: "z", "shadowed-rule": "warn" } }
  expect(validate(configuration)).toBe(true)
  expect(read(JSON.stringify(configuration)).faults).toHaveLength(4)
})

test("both kinds of files have it in the editor", () => {
  const { jsonValidation, yamlValidation } = manifest.contributes
  const url = "./schemas/nsgrc.schema.json"
  expect([jsonValidation, yamlValidation]).toEqual([
    [{ fileMatch: [".nsgrc.json"], url }],
    [{ fileMatch: [".nsgrc.yaml"], url }],
  ])
})

test("the example of its page is one", () => {
  const [, example = ""] =
    /# Configuration[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readFileSync("docs/configuration.md", "utf8")) ?? []
  const { configuration, faults } = readConfiguration(parseText(example, "yaml", defaultSettings.limits))
  expect([Object.keys(configuration).length, faults]).toEqual([10, []])
})
