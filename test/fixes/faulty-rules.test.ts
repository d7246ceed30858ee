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

/** A rule is `CODE-NUMBER`, and behind all that have lower numbers. */
function faulty(code: string, number: number, { sourceAddressPrefix, ...changes }: Partial<RuleValues>): RuleValues {
  const { sourceAddressPrefix: source, ...others } = base
  const isList = "sourceAddressPrefixes" in changes
  const end = isList ? {} : { sourceAddressPrefix: sourceAddressPrefix ?? source }
  return { ...others, ...end, ...changes, priority: base.priority + number * 10, name: `${code}-${number}` }
}

function outbound(destinationAddressPrefix: string): Partial<RuleValues> {
  return {
    direction: "Outbound",
    sourceAddressPrefix: "*",
    destinationAddressPrefix,
    destinationPortRange: "*",
    protocol: "*",
  }
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
  faulty("wrong-direction-tag", 9, { sourceAddressPrefix: "AzureMonitor", destinationPortRange: "444" }),
  faulty("source-port-restricted", 10, { sourcePortRange: "445", destinationPortRange: "445" }),
  faulty("ports-of-portless-protocol", 11, { protocol: "Icmp", destinationPortRange: "446" }),
  faulty("overlapping-addresses", 12, {
    sourceAddressPrefixes: ["10.2.0.0/16", "10.2.1.0/24"],
    destinationPortRange: "447",
  }),
  faulty("invalid-address", 13, { sourceAddressPrefix: "10.3.0.7/24", destinationPortRange: "448" }),
  faulty("unknown-service-tag", 14, { sourceAddressPrefix: "VirtualNetwrk", destinationPortRange: "449" }),
  faulty("exposed-management-port", 15, { sourceAddressPrefix: "20.0.0.0/7", destinationPortRange: "5985" }),
  faulty("exposed-database-port", 16, { sourceAddressPrefix: "22.0.0.0/7", destinationPortRange: "27017" }),
  faulty("exposed-file-share", 17, { sourceAddressPrefix: "24.0.0.0/7", destinationPortRange: "2049" }),
  faulty("exposed-udp", 18, { protocol: "Udp", sourceAddressPrefix: "26.0.0.0/7", destinationPortRange: "5000" }),
  faulty("exposed-any-port", 19, { sourceAddressPrefix: "28.0.0.0/7", destinationPortRange: "*" }),
  faulty("wide-tag-allowed", 20, { sourceAddressPrefix: "AzureCloud", destinationPortRange: "450" }),
  faulty("deny-cannot-stop-platform", 21, { ...outbound("168.63.129.16"), access: "Deny" }),
  faulty("shadowed-rule", 23, { sourceAddressPrefix: "10.1.2.0/24", access: "Deny" }),
  faulty("redundant-rule", 24, { sourceAddressPrefix: "VirtualNetwork", destinationPortRange: "451" }),
  faulty("duplicate-priority", 25, { sourceAddressPrefix: "10.5.0.0/16", destinationPortRange: "452" }),
  { ...faulty("duplicate-priority", 25, { sourceAddressPrefix: "10.6.0.0/16" }), name: "duplicate-priority-26" },
  faulty("allow-any-to-any", 30, {
    protocol: "*",
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  }),
  faulty("invalid-protocol", 31, { protocol: "Any", destinationPortRange: "453" }),
  faulty("invalid-port", 32, { sourcePortRange: "any", destinationPortRange: "454" }),
]

/** A Deny of one port of the file's own leaves nothing that is open on all of them. */
const allPorts = ["exposed-any-port", "allow-any-to-any"]

/** A rule of the file's own takes all of TCP. */
const tcp = [
  ...["mergeable-rules", "reply-rule", "redundant-rule", "exposed-any-port", "wide-tag-allowed"],
  ...["exposed-management-port", "exposed-database-port", "exposed-file-share"],
]

/**
 * Each dialect, and the faults that it cannot have: one that takes tags in lists, a group that may have other rules, or one in
 * which earlier rules take some or all of it.
 */
const dialects: readonly (readonly [string, readonly string[]])[] = [
  ["arm-template.json", allPorts],
  ["arm-parameters.json", allPorts],
  ["az-rest-json.json", []],
  ["az-cli-json.json", []],
  ["az-cli-yaml.yaml", []],
  ["resource-graph.json", []],
  ["tf-json.json", []],
  ["crossplane.yaml", tcp],
  ["pulumi-yaml.yaml", [...tcp, "exposed-udp", "allow-any-to-any"]],
  ["powershell-json.json", ["tag-in-list"]],
  ["ansible.yaml", ["mergeable-rules", "redundant-rule", ...allPorts]],
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
    expect([...codes].filter(code => !mended.has(code)).toSorted()).toEqual(impossible.toSorted())
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
