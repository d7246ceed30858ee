import * as l10n from "@vscode/l10n"
import { type MergeablePair, mergeablePairs } from "../judging/mergeable-pairs.ts"
import type { GroupCheck } from "./check.ts"
import { mergeFixes } from "./fixes/merge-rules.ts"
import { relatedRule } from "./related.ts"
import { nameRule, quoteName } from "./wording.ts"

export const mergeableRules: GroupCheck<MergeablePair> = {
  code: "mergeable-rules",
  severity: "hint",
  isOff: true,
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "Two rules that could be one, because they differ in only one list.",
  explanation: `
Rules accept lists of ports, of address prefixes and of application security groups. Two rules with the same access,
direction and protocol that differ in only one of these lists can become one rule with both lists. They are reported only if
merging them changes no decision: no rule with the other access in between may match traffic of the one that moves. Service
tags, \`*\`, and prefixes together with security groups cannot be put in a list.

It is off by default: many people keep rules apart on purpose, to tell them apart by their names. Groups with rules that are
not known here, and rules created by loops or conditions, are not checked; nor are groups checked against the documentation
of September 2017, when lists were a preview in six regions.
`,
  *run(judged, { profile }) {
    if (profile === "2017-09") return
    for (const pair of mergeablePairs(judged)) {
      const { first, second } = pair
      yield { at: second.at.name, rule: second, related: [relatedRule(first, l10n.t`the other rule`)], data: pair }
    }
  },
  message,
  fixes: mergeFixes,
  json: ({ first, field, keep }) => ({ with: first.name, field, priority: keep.priority }),
  fault: ({ first, field }) => ({ with: first.name, field }),
  examples: [
    {
      title: "Two rules for two ports",
      language: "yaml",
      switchedOn: ["mergeable-rules"],
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: https, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^ mergeable-rules: "http" (100) and "https" (110) differ only in their destination ports: one rule with both, in place of "http", would do the same.
- { name: partner, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^^^ mergeable-rules: "https" (110) and "partner" (120) differ only in their source: one rule with both, in place of "https", would do the same.
`,
    },
    {
      title: "A Deny between them, and tags",
      language: "yaml",
      switchedOn: ["mergeable-rules"],
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: no-guests, priority: 105, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/25, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
- { name: https, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: to-storage, priority: 100, direction: Outbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage, destinationPortRange: 443 }
- { name: to-sql, priority: 110, direction: Outbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql, destinationPortRange: 443 }
`,
    },
  ],
}

const texts: Readonly<
  Record<MergeablePair["field"], (...rules: [first: string, second: string, gone: string]) => string>
> = {
  source: (first, second, gone) =>
    l10n.t`${first} and ${second} differ only in their source: one rule with both, in place of ${gone}, would do the same.`,
  destination: (first, second, gone) =>
    l10n.t`${first} and ${second} differ only in their destination: one rule with both, in place of ${gone}, would do the same.`,
  sourcePorts: (first, second, gone) =>
    l10n.t`${first} and ${second} differ only in their source ports: one rule with both, in place of ${gone}, would do the same.`,
  destinationPorts: (first, second, gone) =>
    l10n.t`${first} and ${second} differ only in their destination ports: one rule with both, in place of ${gone}, would do the same.`,
}

function message({ first, second, field, keep }: MergeablePair): string {
  return texts[field](nameRule(first), nameRule(second), quoteName(keep))
}
