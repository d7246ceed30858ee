import { isKnownTag } from "../azure/service-tags.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import type { Check } from "./check.ts"

export const unknownServiceTag: Check = {
  code: "unknown-service-tag",
  severity: "information",
  summary: "A word in an address field that is no service tag known here.",
  explanation: `
A word in an address field is taken as a service tag. This one is in none of Microsoft's tag files (2025-10-28 to
2026-07-20). It may be newer than those files, so it is not called wrong; if it is a slip, Azure refuses the deployment
(SecurityRuleInvalidAddressPrefix).
`,
  *run({ groups }) {
    for (const { group } of groups) {
      for (const rule of group.rules) {
        for (const { name, range } of unknownTags(rule)) {
          yield {
            code: unknownServiceTag.code,
            severity: unknownServiceTag.severity,
            range,
            group,
            rule,
            related: [],
            data: { tag: name },
            message: `"${name}" is no service tag known here. If it is a slip, Azure refuses it (SecurityRuleInvalidAddressPrefix); if it is a newer tag, all is well.`,
          }
        }
      }
    }
  },
  examples: [
    {
      title: "A slip, or a new tag",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Intranet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^ unknown-service-tag: "Intranet" is no service tag known here. If it is a slip, Azure refuses it (SecurityRuleInvalidAddressPrefix); if it is a newer tag, all is well.
`,
    },
  ],
}

function* unknownTags(rule: LocatedRule): Iterable<{ readonly name: string; readonly range: Range }> {
  for (const side of ["source", "destination"] as const) {
    for (const [index, term] of rule[side].entries()) {
      if (isUnknownTag(term)) yield { name: term.name, range: rule.at.terms[side][index] ?? rule.at.name }
    }
  }
}

function isUnknownTag(term: AddressTerm): term is Extract<AddressTerm, { readonly name: string }> {
  return term.kind === "tag" && !isKnownTag(term.key)
}
