import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import type { Category, Check } from "../server/src/checks/check.ts"
import { checks } from "../server/src/checks/index.ts"
import { checkPage } from "../server/src/features/check-page.ts"
import { analyseExample } from "./support/analyse-example.ts"
import { annotate } from "./support/annotate.ts"
import { configurationSchema } from "./support/configuration-schema.ts"
import { manifestTextsWith } from "./support/manifest-texts.ts"

const examples = checks.flatMap(check => check.examples.map(example => [check.code, example.title, example] as const))

// Every check runs on every example: an unexpected finding is a failure too.
test.each(examples)("%s: %s", (_code, _title, example) => {
  for (const { source, language, text, findings } of analyseExample(example)) {
    const notes = findings.map(({ range, code, message }) => ({ range, label: `${code}: ${message}` }))
    expect(annotate(text, notes, language === "json" ? "//" : "#")).toBe(source)
  }
})

test.each(examples)("%s: %s: what is said stands on what the check declares", (_code, _title, example) => {
  for (const { code, message, data } of analyseExample(example).flatMap(({ findings }) => findings)) {
    const check = checks.find(check => check.code === code)
    const named = message.match(/(?<=\()(?:[A-Z][a-z]+){2,}(?=\))/g) ?? []
    for (const azureError of named) expect(check?.azureErrors).toContain(azureError)
    expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  }
})

test("a check is the file of its code", () => {
  const files = readdirSync("server/src/checks")
  expect(checks.filter(({ code }) => !files.includes(`${code}.ts`))).toEqual([])
})

describe("generated from the checks", () => {
  test("the page that explains them", async () => {
    await expect(`${pageHead}\n${checks.map(checkPage).join("\n")}`).toMatchFileSnapshot(
      "../server/src/checks/README.md",
    )
  })

  test("the schema of configuration files", async () => {
    const schema = `${JSON.stringify(configurationSchema(checks), null, 2)}\n`
    await expect(schema).toMatchFileSnapshot("../schemas/nsgrc.schema.json")
  })

  test("the settings of the manifest", async () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"))
    manifest.contributes.configuration.properties["nsg.checks"].properties = Object.fromEntries(checks.map(setting))
    await expect(`${JSON.stringify(manifest, null, 2)}\n`).toMatchFileSnapshot("../package.json")
  })

  test("what the settings say, in English", async () => {
    const texts = checks.map(check => [`check.${check.code}`, `${check.summary} Category: ${check.category}.`] as const)
    await expect(manifestTextsWith("check.", texts)).toMatchFileSnapshot("../package.nls.json")
  })
})

const categories: Readonly<Record<Category, string>> = {
  refused: "Azure, or the tool that deploys, refuses it or may refuse it",
  ineffective: "A rule that does not do what it says",
  platform: "What the Azure platform needs is blocked",
  exposure: "What should be closed is open",
  style: "Written in a way that misleads",
}

const pageHead = `# Checks

Every diagnostic, its meaning and its default severity. The setting \`nsg.checks\` changes the severity of each, or switches
it off. This page is generated from the checks themselves.

| category | what is reported |
|---|---|
${Object.entries(categories)
  .map(([category, meaning]) => `| ${category} | ${meaning} |`)
  .join("\n")}
`

function setting({ code }: Check) {
  const description = `%check.${code}%`
  return [code, { type: "string", enum: ["error", "warning", "information", "hint", "off"], description }]
}
