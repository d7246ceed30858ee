import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import type { Check, Example } from "../server/src/checks/check.ts"
import { checks } from "../server/src/checks/index.ts"
import { networkContext } from "../server/src/judging/network-context.ts"
import { annotate, strip } from "./support/annotate.ts"
import { tagDataOf } from "./support/tag-data.ts"

const examples = checks.flatMap(check => check.examples.map(example => [check.code, example.title, example] as const))

// Every check runs on every example: an unexpected finding is a failure too.
test.each(examples)("%s: %s", (_code, _title, { source, language, profile = "current", tagFile }) => {
  const text = strip(source)
  const network = tagFile && networkContext({ tagData: tagDataOf(tagFile.text, tagFile.name) })
  const settings = { ...defaultSettings, profile }
  const { findings } = analyseDocument({ uri: "example", language, text }, settings, { network })
  const notes = findings.map(({ range, code, message }) => ({ range, label: `${code}: ${message}` }))
  expect(annotate(text, notes, language === "json" ? "//" : "#")).toBe(source)
})

describe("generated from the checks", () => {
  test("the page that explains them", async () => {
    await expect(`${pageHead}\n${checks.map(section).join("\n")}`).toMatchFileSnapshot("../server/src/checks/README.md")
  })

  test("the settings of the manifest", async () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"))
    manifest.contributes.configuration.properties["nsg.checks"].properties = Object.fromEntries(checks.map(setting))
    await expect(`${JSON.stringify(manifest, null, 2)}\n`).toMatchFileSnapshot("../package.json")
  })
})

const pageHead = `# Checks

Every diagnostic, its meaning and its usual severity. The setting \`nsg.checks\` changes the severity of each, or switches
it off. This page is generated from the checks themselves.
`

function section({ code, severity, summary, explanation, examples: [first] }: Check): string {
  return `## ${code}\n\n${summary} Usual severity: \`${severity}\`.\n${explanation}${first ? fence(first) : ""}`
}

function fence({ language, source }: Example): string {
  return `\n\`\`\`${language}\n${source.trim()}\n\`\`\`\n`
}

function setting({ code, summary }: Check) {
  return [code, { type: "string", enum: ["error", "warning", "information", "hint", "off"], description: summary }]
}
