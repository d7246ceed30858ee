import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../readers/reader.ts"
import { isEveryPort, singlePort } from "../values/port-term.ts"
import type { RuleCheck } from "./check.ts"
import { setPortsToAny } from "./fixes/set-ports-to-any.ts"
import { servicePorts } from "./service-ports.ts"
import { listWords, nameRule } from "./wording.ts"

export const sourcePortRestricted: RuleCheck<RestrictedPorts> = {
  code: "source-port-restricted",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "A service's port as the source port, which clients do not use.",
  explanation: `
A client connects from a random high port to the port of the service. A rule with source port 22, 80 or 443 therefore hardly
ever matches: the port belongs in the destination. Replies need no rule.

Reported for TCP if all source ports are ports of such services and the destination ports are the same or \`*\`. Some UDP
protocols use the same port on both ends, so UDP rules are not reported.
`,
  *run(rule) {
    const ports = restrictedPorts(rule)
    if (ports.length > 0) yield { at: rule.at.terms.sourcePorts[0] ?? rule.at.name, data: { ports } }
  },
  message,
  fixes: (_, { rule }) => [setPortsToAny(rule, ["sourcePorts"])],
  examples: [
    {
      title: "Ports that belong in the destination",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ssh, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: 22, destinationAddressPrefix: "*", destinationPortRange: 22 }
#                                                                                                                                     ^^ source-port-restricted: "ssh" (100) hardly ever matches: clients connect from a random high port, not from 22. Set the source port to *.
- { name: web, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRanges: [80, 443], destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                     ^ exposed-any-port: "web" (110) opens every TCP port to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:80 -> 10.0.0.4:443. List only the ports that should be public.
#                                                                                                                            ^^ source-port-restricted: "web" (110) hardly ever matches: clients connect from a random high port, not from 80 or 443. Did you mean the destination port? Replies need no rule.
`,
    },
    {
      title: "Source ports that may be intended",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: replies, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 443, destinationAddressPrefix: "*", destinationPortRange: 1024-65535 }
#                                                                                                         ^ exposed-management-port: "replies" (100) opens Docker (TCP 2375), RDP (TCP 3389), VNC (TCP 5800, 5900) and WinRM (TCP 5985, 5986) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:443 -> 10.0.0.4:2375. Allow only the addresses that need it, or use Azure Bastion.
#                                                                                                                              ^^^ reply-rule: "replies" (100) lets only replies through, and replies need no rule: an NSG is stateful. It also opens ports 1024-65535 to everyone who sends from port 443. Remove it.
- { name: clients, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 1024-65535, destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: answers, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 443, destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                                               ^^^ reply-rule: "answers" (110) lets only replies to "clients" (110) through, and replies need no rule: an NSG is stateful. Remove it.
- { name: ntp, priority: 120, direction: Inbound, access: Allow, protocol: Udp, sourceAddressPrefix: "*", sourcePortRange: 123, destinationAddressPrefix: "*", destinationPortRange: 123 }
#                                                                                                     ^ exposed-udp: "ntp" (120) opens NTP (UDP 123) to the Internet: any public IPv4 or IPv6 address can connect, such as udp 203.0.113.7:123 -> 10.0.0.4:123. Allow only the addresses that need it.
`,
    },
  ],
}

interface RestrictedPorts {
  readonly ports: readonly number[]
}

/** The source ports of a rule that are all services', and go to the same ports or to any; else none. */
export function restrictedPorts({
  protocol,
  direction,
  sourcePorts,
  destinationPorts,
}: LocatedRule): readonly number[] {
  if (protocol !== "Tcp" && protocol !== "*") return []
  // Outbound from a service's port to any is meant for replies: of no use, but no mistake about sides.
  if (direction !== "Inbound" && destinationPorts.some(isEveryPort)) return []
  const ports = sourcePorts.map(singlePort)
  const known = ports.filter(port => port !== undefined && servicePorts.has(port)) as number[]
  if (known.length < ports.length) return []
  const goesAlike = destinationPorts.every(term => isEveryPort(term) || known.includes(singlePort(term) ?? -1))
  return goesAlike ? known : []
}

function message({ ports }: RestrictedPorts, rule: LocatedRule): string {
  const { destinationPorts } = rule
  const advice = destinationPorts.some(isEveryPort)
    ? l10n.t`Did you mean the destination port? Replies need no rule.`
    : l10n.t`Set the source port to *.`
  return l10n.t`${nameRule(rule)} hardly ever matches: clients connect from a random high port, not from ${listWords(ports.map(String), "or")}. ${advice}`
}
