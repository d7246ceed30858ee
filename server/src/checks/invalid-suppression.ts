import * as l10n from "@vscode/l10n"
import type { DocumentCheck } from "./check.ts"
import type { SuppressionFault } from "./suppression-fault.ts"

export const invalidSuppression: DocumentCheck<SuppressionFault> = {
  code: "invalid-suppression",
  severity: "warning",
  category: "style",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A suppression that is ignored: without a reason, or for a check that does not exist.",
  explanation: `
A suppression is \`nsg-ignore CODE[, CODE]: reason\`. Whoever reads it later needs the reason, so one without a reason
suppresses nothing. In the metadata of an inline rule it is ignored, because Azure may refuse a rule with a key that it does
not know: there it belongs in the metadata of the resource, with the rule's name.
`,
  *run({ suppressionFaults }) {
    for (const fault of suppressionFaults) if (fault.kind !== "unused") yield { at: fault.range, data: fault }
  },
  message: fault => texts[fault.kind](fault),
  json: ({ kind, code, instead }) => ({ reason: kind, code, ...(instead !== undefined && { instead }) }),
  examples: [
    {
      title: "No reason, and no such check",
      language: "yaml",
      source: `
name: web
securityRules:
# nsg-ignore shadowed-rule
# ^^^^^^^^^^^^^^^^^^^^^^^^ invalid-suppression: nsg-ignore shadowed-rule has no reason, so it suppresses nothing. Write it as nsg-ignore shadowed-rule: why this is accepted.
- { name: https, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 } # nsg-ignore shadow-rule: why not
#                                                                                                                                                                                                                ^^^^^^^^^^^ invalid-suppression: nsg-ignore: there is no check "shadow-rule". Did you mean shadowed-rule?
`,
    },
    {
      title: "In an inline rule",
      language: "json",
      source: `
{
  "name": "web",
  "securityRules": [
    { "name": "ssh", "metadata": { "nsg-ignore": ["priority-out-of-range: the pipeline renumbers it"] },
//                                                 ^^^^^^^^^^^^^^^^^^^^^ invalid-suppression: nsg-ignore in a rule's metadata is not followed: Azure may refuse the rule for it. Put it into the metadata of the NSG, with the rule's name.
      "priority": 99, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
//                ^^ priority-out-of-range: "ssh": priority 99 is out of range. Use a number from 100 to 4096.
  ]
}
`,
    },
  ],
}

const texts: Readonly<Record<SuppressionFault["kind"], (fault: SuppressionFault) => string>> = {
  unused: () => "",
  empty: () => l10n.t`nsg-ignore names no check. Write it as nsg-ignore CODE: why this is accepted.`,
  reason: ({ code }) =>
    l10n.t`nsg-ignore ${code} has no reason, so it suppresses nothing. Write it as nsg-ignore ${code}: why this is accepted.`,
  code: ({ code, instead }) =>
    instead === undefined
      ? l10n.t`nsg-ignore: there is no check "${code}". See nsg checks.`
      : l10n.t`nsg-ignore: there is no check "${code}". Did you mean ${instead}?`,
  place: () =>
    l10n.t`nsg-ignore in a rule's metadata is not followed: Azure may refuse the rule for it. Put it into the metadata of the NSG, with the rule's name.`,
}
