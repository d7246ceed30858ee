import * as l10n from "@vscode/l10n"
import type { PortlessProtocol } from "../azure/protocol-versions.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { RuleCheck } from "./check.ts"
import { setPortsToAny } from "./fixes/set-ports-to-any.ts"
import { nameRule } from "./wording.ts"

export const portsOfPortlessProtocol: RuleCheck<{ readonly protocol: PortlessProtocol }> = {
  code: "ports-of-portless-protocol",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "Ports in a rule for Icmp, Esp or Ah, which have no ports.",
  explanation: `
These protocols have no ports, and what Azure does with one is not documented. Microsoft advises leaving both port fields at
\`*\` (azure-docs#37413); one user measured that a port of an Icmp rule acts as the Icmp type (azure-docs#51522). The proofs
hold either way.
`,
  *run(rule) {
    const { protocol } = rule
    if (protocol !== "Icmp" && protocol !== "Esp" && protocol !== "Ah") return
    const side = (["destinationPorts", "sourcePorts"] as const).find(side => isParticular(rule, side))
    if (side) yield { at: rule.at.terms[side][0] ?? rule.at.name, data: { protocol } }
  },
  fixes: (_, { rule }) => [setPortsToAny(rule)],
  message: ({ protocol }, rule) =>
    l10n.t`${nameRule(rule)}: ${protocol} has no ports, and what Azure does with one is not documented. Set both port fields to *.`,
  examples: [
    {
      title: "An Icmp type as a port",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 8 }
#         ^^^^ redundant-rule: "ping" (100) changes nothing: without it, "all" (110) allows the same traffic. It can be removed.
#                                                                           ^^^^ icmp-only-protocol: "ping" (100): Icmp needs API version 2019-02-01 or later. Make sure it is deployed with one.
#                                                                                                                                                                                      ^ ports-of-portless-protocol: "ping" (100): Icmp has no ports, and what Azure does with one is not documented. Set both port fields to *.
- { name: all, priority: 110, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: 0-65535, destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                          ^^^^ icmp-only-protocol: "all" (110): Icmp needs API version 2019-02-01 or later. Make sure it is deployed with one.
`,
    },
  ],
}

function isParticular(rule: LocatedRule, side: "sourcePorts" | "destinationPorts"): boolean {
  return rule[side].every(port => "first" in port && !(port.first === 0 && port.last === 65535))
}
