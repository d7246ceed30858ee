import * as l10n from "@vscode/l10n"
import { platformTagIn, type TagShapeFault, tagShapeFaults } from "../azure/platform-tag-shape.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { RuleCheck } from "./check.ts"
import { platformTagShapeFixes } from "./fixes/platform-tag-shape-fixes.ts"
import { nameRule } from "./wording.ts"

export const platformTagShape: RuleCheck<{ readonly tag: string }> = {
  code: "platform-tag-shape",
  severity: "warning",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "A rule with AzurePlatformDNS, AzurePlatformIMDS or AzurePlatformLKM that is not a Deny of everything.",
  explanation: `
These tags exist to deny traffic to which other rules do not apply. In 2020 and 2021 users reported that Azure refused every
rule with one of them that was not a Deny with protocol \`*\` and ports \`*\` (azure-docs#56942, data-safe-haven#992). No
newer report is known, so this is a Warning. An Allow is not needed: the traffic is allowed unless such a Deny blocks it.
`,
  *run(rule, { profile }) {
    if (profile === "classic") return
    const [fault] = tagShapeFaults(rule)
    const tag = platformTagIn(rule)
    if (fault && tag !== undefined) yield { at: rangeOf(rule, fault), data: { tag } }
  },
  fixes: (_, { rule }) => platformTagShapeFixes(rule),
  message: ({ tag }, rule) =>
    rule.access === "Allow"
      ? l10n.t`${nameRule(rule)}: Azure may refuse an Allow with ${tag} (it did in 2020-21). Remove the rule: this traffic is allowed unless a Deny names the tag.`
      : l10n.t`${nameRule(rule)}: Azure may refuse a Deny of ${tag} unless its protocol and ports are * (it did in 2020-21). Set them to *.`,
  examples: [
    {
      title: "Tags that are for a Deny of everything",
      language: "yaml",
      source: `
name: locked
securityRules:
- { name: dns-udp, priority: 100, direction: Outbound, access: Deny, protocol: Udp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePlatformDNS, destinationPortRange: 53 }
#                                                                              ^^^ platform-tag-shape: "dns-udp" (100): Azure may refuse a Deny of AzurePlatformDNS unless its protocol and ports are * (it did in 2020-21). Set them to *.
- { name: imds, priority: 110, direction: Outbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePlatformIMDS, destinationPortRange: "*" }
#                                                           ^^^^^ platform-tag-shape: "imds" (110): Azure may refuse an Allow with AzurePlatformIMDS (it did in 2020-21). Remove the rule: this traffic is allowed unless a Deny names the tag.
- { name: kms, priority: 120, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePlatformLKM, destinationPortRange: 1688 }
#                                                                                                                                                                                                 ^^^^ platform-tag-shape: "kms" (120): Azure may refuse a Deny of AzurePlatformLKM unless its protocol and ports are * (it did in 2020-21). Set them to *.
`,
    },
  ],
}

function rangeOf({ at }: LocatedRule, fault: TagShapeFault): Range {
  if (fault === "access" || fault === "protocol") return at.properties[fault] ?? at.name
  return at.terms[fault][0] ?? at.name
}
