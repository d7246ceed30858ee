import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { isOffered, offeredFixes } from "../../server/src/analysis/offered-fix.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { insertRuleAfter } from "../../server/src/readers/edit-rule.ts"
import { readDocument } from "../../server/src/readers/index.ts"
import type { RuleValues } from "../../server/src/readers/write-rule.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { isRefusal } from "../../server/src/syntax/edit.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { applied } from "../support/apply-edit.ts"
import { fixable } from "../support/fixable.ts"

const base = {
  ...{ priority: 3000, direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "10.1.0.0/16" },
  ...{ sourcePortRange: "*", destinationAddressPrefix: "10.0.0.0/24", destinationPortRange: "443" },
} as const

function faulty(code: string, number: number, { sourceAddressPrefix, ...changes }: Partial<RuleValues>): RuleValues {
  const { sourceAddressPrefix: source, ...others } = base
  const isList = "sourceAddressPrefixes" in changes
  const end = isList ? {} : { sourceAddressPrefix: sourceAddressPrefix ?? source }
  return { ...others, ...end, ...changes, priority: base.priority + number * 10, name: `${code}-${number}` }
}

/** Rules of which each has the fault that its name begins with. */
const rules: readonly RuleValues[] = [
  faulty("tag-in-list", 1, { sourceAddressPrefixes: ["10.1.0.0/16", "AzureTrafficManager"] }),
  faulty("unmatchable-rule", 3, { sourceAddressPrefix: "10.9.1.0" }),
  faulty("unmatchable-rule", 4, { sourceAddressPrefix: "0.0.0.0" }),
  faulty("tag-without-effect", 5, { sourceAddressPrefix: "AzurePortal" }),
  faulty("reply-rule", 6, { sourcePortRange: "443", destinationPortRange: "1024-65535" }),
  faulty("mergeable-rules", 7, { destinationPortRange: "8443" }),
  faulty("mergeable-rules", 8, { destinationPortRange: "9443" }),
]

/**
 * Each dialect, and the faults that it cannot have: one that takes tags in lists, a group that may have other rules, or one in
 * which earlier rules take all.
 */
const dialects: readonly (readonly [string, readonly string[]])[] = [
  ["arm-template.json", []],
  ["arm-parameters.json", []],
  ["az-rest-json.json", []],
  ["az-cli-json.json", []],
  ["az-cli-yaml.yaml", []],
  ["resource-graph.json", []],
  ["tf-json.json", []],
  ["crossplane.yaml", ["mergeable-rules", "reply-rule"]],
  ["pulumi-yaml.yaml", ["mergeable-rules", "reply-rule"]],
  ["powershell-json.json", ["tag-in-list"]],
  ["ansible.yaml", ["mergeable-rules"]],
  ["capz.yaml", ["mergeable-rules"]],
]

test.each(dialects)(
  "%s: what is offered for a faulty rule mends it, and leaves the others as they are",
  (name, impossible) => {
    const language = name.endsWith("json") ? "json" : "yaml"
    const settings = { ...defaultSettings, checks: { "mergeable-rules": "hint" } } as const
    const text = rules.reduce((now, values) => withRule(now, language, values), fixture(name))
    const document = fixable({ uri: `file:///w/${name}`, language, text }, settings)
    const mended = new Set<string>()
    for (const finding of document.analysed.findings) {
      if (!finding.rule?.name.startsWith(finding.code)) continue
      for (const { edits, fix } of offeredFixes(document, finding).filter(isOffered)) {
        const after = document.withText(applied(text, edits))
        const alike = (found: typeof document) => found.analysed.findings.filter(({ fault }) => fault === finding.fault)
        expect(alike(after).length, fix.title).toBeLessThan(alike(document).length)
        const touched = fix.changes.flatMap(change => (change.kind === "document" ? [] : [change.rule.name]))
        const others = (found: typeof document) =>
          rulesBut(found, [...touched, `${finding.rule?.name}-AzureTrafficManager`])
        expect(others(after), fix.title).toEqual(others(document))
        mended.add(finding.code)
      }
    }
    const codes = new Set(rules.map(values => `${values.name}`.replace(/-\d+$/, "")))
    expect([...mended].toSorted()).toEqual([...codes].filter(code => !impossible.includes(code)).toSorted())
  },
)

function rulesBut({ analysed }: ReturnType<typeof fixable>, names: readonly string[]) {
  const rules = analysed.groups.flatMap(({ group }) => group.rules.filter(({ name }) => !names.includes(name)))
  return rules.map(({ written }) => written.values)
}

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/readers/${name}`, import.meta.url), "utf8")
}

function withRule(text: string, language: "json" | "yaml", values: RuleValues): string {
  const document = parseText(text, language, defaultBounds)
  const read = readDocument(document)
  for (const rule of read?.groups.flatMap(group => group.rules) ?? []) {
    const edit = read && insertRuleAfter({ document, read, rule }, values)
    if (edit && !isRefusal(edit)) return applied(text, edit)
  }
  throw new Error(`No rule can be written: ${values.name}`)
}
