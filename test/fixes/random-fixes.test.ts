import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { fixAll } from "../../server/src/analysis/fix-all.ts"
import { changesNothing, fixEffect } from "../../server/src/analysis/fix-effect.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { insertRuleAfter } from "../../server/src/readers/edit-rule.ts"
import { readDocument } from "../../server/src/readers/index.ts"
import type { RuleValues } from "../../server/src/readers/write-rule.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { isRefusal } from "../../server/src/syntax/edit.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { type Random, seededRandom, seedOfRun } from "../engine/support/random.ts"
import { applied } from "../support/apply-edit.ts"
import { fixable } from "../support/fixable.ts"
import { drawRules } from "../support/random-group.ts"
import { holdFixes } from "./laws.ts"

const dialects = [
  ...["arm-template.json", "arm-parameters.json", "az-cli-json.json", "az-rest-json.json", "az-cli-yaml.yaml"],
  ...["powershell-json.json", "resource-graph.json", "tf-json.json", "ansible.yaml", "ansible-asg.yaml", "aso.yaml"],
  ...["crossplane.yaml", "capz.yaml", "pulumi-yaml.yaml", "azbb-parameters.json", "az-cli-json-rules-by-name.json"],
]
const seed = seedOfRun(11)

// Rules of which one shadows, repeats or contradicts another are written into a document of each dialect that can be written.
test.each(dialects)(
  `%s: what is offered for rules that nobody thought of does what its title says (seed ${seed})`,
  name => {
    const random = seededRandom(seed + dialects.indexOf(name))
    const language = name.endsWith("json") ? "json" : "yaml"
    const source = { uri: `file:///w/${name}`, language } as const
    const text = withRules(
      readFileSync(new URL(`../fixtures/readers/${name}`, import.meta.url), "utf8"),
      language,
      random,
    )
    const document = fixable({ ...source, text })
    holdFixes(document, defaultSettings)
    const { document: after, made, edits } = fixAll(document)
    expect(applied(text, edits)).toBe(after.text.source.text)
    expect(changesNothing(fixEffect(document, after)) || document.isParameterFile).toBe(true)
    expect(made.length === 0).toBe(edits.length === 0)
    // Nothing is left that could be fixed unasked.
    expect(fixAll(after).made).toEqual([])
  },
)

test("of many drawn groups some fixes are offered, and hold", () => {
  const random = seededRandom(seed)
  let count = 0
  for (let round = 0; round < 10; round++) {
    const securityRules = drawRules(random).map(valuesOf)
    const text = JSON.stringify({ name: "g", type: "Microsoft.Network/networkSecurityGroups", securityRules }, null, 2)
    count += holdFixes(fixable({ uri: "file:///w/a.json", language: "json", text }), defaultSettings)
  }
  expect(count).toBeGreaterThan(10)
})

/** The text with some rules more, behind a rule that may have others behind it; as it was where there is none. */
function withRules(text: string, language: "json" | "yaml", random: Random): string {
  const names = drawRules(random).map((rule, index) => ({ ...valuesOf(rule), name: `drawn-${index}` }))
  return names.reduce((now, values) => {
    const document = parseText(now, language, defaultBounds)
    const read = readDocument(document)
    for (const rule of read?.groups.flatMap(({ rules }) => rules) ?? []) {
      const edit = read && insertRuleAfter({ document, read, rule }, values)
      if (edit && !isRefusal(edit)) return applied(now, edit)
    }
    return now
  }, text)
}

function valuesOf({
  name,
  priority,
  direction,
  access = "Allow",
  protocol = "Tcp",
  source = "*",
  destination = "*",
  port = "*",
}: ReturnType<typeof drawRules>[number]): RuleValues {
  const ports = { sourcePortRange: "*", destinationPortRange: port }
  const ends = { sourceAddressPrefix: source, destinationAddressPrefix: destination }
  return { name, priority, direction, access, protocol, ...ends, ...ports }
}
