import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { RuleCheck } from "./check.ts"
import { splitFamiliesFix } from "./fixes/split-families.ts"
import { nameRule } from "./wording.ts"

export const mixedAddressFamilies: RuleCheck<{ readonly families: readonly [Family, Family] }> = {
  code: "mixed-address-families",
  severity: "error",
  category: "refused",
  azureErrors: ["ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies"],
  aliases: [],
  scope: "rule",
  summary: "IPv4 and IPv6 addresses in one rule, which Azure refuses.",
  explanation: `
All addresses and CIDR blocks of a rule, source and destination together, must be either IPv4 or IPv6; Azure refuses a mix
(ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies). \`*\` and service tags cover both. Whether
\`0.0.0.0/0\` is allowed together with IPv6 is not documented, so it is not reported.
`,
  *run(rule) {
    const [first, other] = families(rule)
    if (first && other) yield { at: other.range, data: { families: [first.family, other.family] } }
  },
  fixes: (_, { rule, group }) => splitFamiliesFix(rule, group),
  message: ({ families: [first, other] }, rule) =>
    l10n.t`${nameRule(rule)} mixes IPv${first} and IPv${other} addresses. Write one rule for each. Azure refuses a mix (ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies).`,
  examples: [
    {
      title: "An IPv4 source and an IPv6 destination",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "fd00::/8", destinationPortRange: 443 }
#                                                                                                                                                                   ^^^^^^^^ mixed-address-families: "https" (100) mixes IPv4 and IPv6 addresses. Write one rule for each. Azure refuses a mix (ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies).
`,
    },
    {
      title: "A list of both families",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.0.0/8, "fd00::/8"], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                                      ^^^^^^^^ mixed-address-families: "https" (100) mixes IPv4 and IPv6 addresses. Write one rule for each. Azure refuses a mix (ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies).
`,
    },
  ],
}

type Family = 4 | 6

interface Placed {
  readonly family: Family
  readonly range: Range
}

/** The first prefix of the rule, and the first of another family. */
function families(rule: LocatedRule): readonly [Placed | undefined, Placed | undefined] {
  let first: Placed | undefined
  for (const side of ["source", "destination"] as const) {
    for (const [index, term] of rule[side].entries()) {
      if (term.kind !== "prefix" || term.length === 0 || term.family === first?.family) continue
      const placed = { family: term.family, range: rule.at.terms[side][index] ?? rule.at.name }
      if (first) return [first, placed]
      first = placed
    }
  }
  return [first, undefined]
}
