import * as l10n from "@vscode/l10n"
import { type PlatformTraffic, unreachedTraffic } from "../azure/platform-traffic.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { RuleCheck } from "./check.ts"
import { denyPlatformFixes } from "./fixes/deny-platform-fixes.ts"
import { listWords, nameRule } from "./wording.ts"

export const denyCannotStopPlatform: RuleCheck<UnreachedDeny> = {
  code: "deny-cannot-stop-platform",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "An outbound Deny of the platform's own addresses, which does not block the platform's traffic.",
  explanation: `
DNS and DHCP of the platform, the VM agent (all at 168.63.129.16) and the Instance Metadata Service (169.254.169.254) are
"not subject to the configured network security groups unless targeted by service tags" (overview of network security
groups, 07/2025). A Deny of their address blocks nothing. Only a Deny of AzurePlatformDNS or AzurePlatformIMDS does, with
protocol \`*\` and ports \`*\`; no rule can block the agent and DHCP.

A Deny of more than these addresses (\`*\`, Internet) is not reported, nor one of ports that the platform does not use.
`,
  *run(rule, { profile }) {
    // The document of September 2017 has it that such a Deny stops them.
    if (profile !== "current" || rule.access !== "Deny" || rule.direction !== "Outbound") return
    for (const [index, term] of rule.destination.entries()) {
      const traffic = unreachedTraffic({ ...rule, destination: [term] })
      if (traffic.length === 0) continue
      yield { at: rule.at.terms.destination[index] ?? rule.at.name, data: { address: term.key, traffic } }
    }
  },
  message,
  fixes: ({ address, traffic }, { rule }) => denyPlatformFixes(rule, address, tagsOf(traffic)),
  json: ({ address, traffic }) => ({ address, tags: tagsOf(traffic) }),
  examples: [
    {
      title: "Addresses of the platform",
      language: "yaml",
      source: `
name: locked
securityRules:
- { name: no-metadata, priority: 100, direction: Outbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 169.254.169.254, destinationPortRange: 80 }
#         ^^^^^^^^^^^ redundant-rule: "no-metadata" (100) changes nothing: without it, "link-local" (130) denies the same traffic. It can be removed.
#                                                                                                                                                                 ^^^^^^^^^^^^^^^ deny-cannot-stop-platform: "no-metadata" (100) does not block the Instance Metadata Service: rules for an address do not apply to platform traffic. Deny AzurePlatformIMDS instead.
- { name: no-dns, priority: 110, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 168.63.129.16/32, destinationPortRange: 53 }
#         ^^^^^^ redundant-rule: "no-dns" (110) changes nothing: without it, "no-host" (120) denies the same traffic. It can be removed.
#                                                                                                                                                            ^^^^^^^^^^^^^^^^ deny-cannot-stop-platform: "no-dns" (110) does not block Azure-provided DNS: rules for an address do not apply to platform traffic. Deny AzurePlatformDNS instead.
- { name: no-host, priority: 120, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 168.63.129.16, destinationPortRange: "*" }
#                                                                                                                                                             ^^^^^^^^^^^^^ deny-cannot-stop-platform: "no-host" (120) does not block Azure-provided DNS, VM agent traffic or Azure-provided DHCP: rules for an address do not apply to platform traffic. Deny AzurePlatformDNS instead; no rule blocks the rest.
- { name: link-local, priority: 130, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 169.254.0.0/16, destinationPortRange: "*" }
#                                                                                                                                                                ^^^^^^^^^^^^^^ deny-cannot-stop-platform: "link-local" (130) does not block the Instance Metadata Service: rules for an address do not apply to platform traffic. Deny AzurePlatformIMDS instead.
`,
    },
    {
      title: "What a Deny does stop",
      language: "yaml",
      source: `
name: open
securityRules:
- { name: other-port, priority: 100, direction: Outbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 169.254.169.254, destinationPortRange: 443 }
#         ^^^^^^^^^^ redundant-rule: "other-port" (100) changes nothing: without it, "everything" (4000) denies the same traffic. It can be removed.
- { name: other-protocol, priority: 110, direction: Outbound, access: Deny, protocol: Udp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 169.254.169.254, destinationPortRange: 80 }
#         ^^^^^^^^^^^^^^ redundant-rule: "other-protocol" (110) changes nothing: without it, "everything" (4000) denies the same traffic. It can be removed.
- { name: allowed, priority: 120, direction: Outbound, access: Allow, protocol: Udp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 168.63.129.16, destinationPortRange: 53 }
- { name: everything, priority: 4000, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}

interface UnreachedDeny {
  readonly address: string
  /** What goes to the address all the same. */
  readonly traffic: readonly PlatformTraffic[]
}

function message({ traffic }: UnreachedDeny, rule: LocatedRule): string {
  const names = listWords(
    traffic.map(({ name }) => l10n.t(name).replace(/^The /, "the ")),
    "or",
  )
  const tags = tagsOf(traffic)
  return l10n.t`${nameRule(rule)} does not block ${names}: rules for an address do not apply to platform traffic. ${adviceFor(traffic, tags)}`
}

/** Of several services some have a tag that blocks them, others nothing. */
function adviceFor(traffic: readonly PlatformTraffic[], tags: readonly string[]): string {
  if (tags.length === 0) return l10n.t`No NSG rule can block it.`
  const rest = tags.length < traffic.length ? l10n.t`; no rule blocks the rest` : ""
  return l10n.t`Deny ${listWords(tags)} instead${rest}.`
}

function tagsOf(traffic: readonly PlatformTraffic[]): readonly string[] {
  return traffic.flatMap(({ tag }) => tag ?? [])
}
