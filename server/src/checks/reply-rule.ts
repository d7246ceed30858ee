import * as l10n from "@vscode/l10n"
import { customJudgements } from "../judging/judged-group.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { isEveryPort, singlePort } from "../values/port-term.ts"
import type { GroupCheck } from "./check.ts"
import { removeRuleFix } from "./fixes/remove-rule.ts"
import { relatedRule } from "./related.ts"
import { servicePorts } from "./service-ports.ts"
import { restrictedPorts } from "./source-port-restricted.ts"
import { listWords, nameRule } from "./wording.ts"

export const replyRule: GroupCheck<ReplyRule> = {
  code: "reply-rule",
  severity: "hint",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "An Allow that only lets replies through, which need no rule.",
  explanation: `
A network security group is stateful: Azure keeps a record of each connection, and replies pass whatever the rules say
(overview of network security groups, 07/2025). A rule that allows traffic *from* the port of a service *to* the high ports
of clients, as a stateless packet filter needs it, does nothing for connections. But it opens all these high ports to
everyone in its source who sends from that port, and anyone can.

Reported is an Allow whose source ports are all ports of services and that goes to high ports (1024 and above); outbound,
also to \`*\`. Other source ports are reported if an Allow in the other direction has the same addresses and these ports as
its destination. Inbound rules to \`*\` or to the same port are reported by source-port-restricted. A program that opens
connections from a fixed port of a service would need the rule.
`,
  *run(judged) {
    const judgements = customJudgements(judged)
    for (const { rule } of judgements.filter(({ rule, reach }) => reach !== "dead" && mayBeForReplies(rule))) {
      const ports = rule.sourcePorts.map(singlePort).filter(port => port !== undefined)
      if (ports.length < rule.sourcePorts.length) continue
      const request = judgements.find(other => other.reach !== "dead" && isAnsweredBy(other.rule, rule))?.rule
      if (!request && !ports.every(port => answeringPorts.has(port))) continue
      yield {
        at: rule.at.terms.sourcePorts[0] ?? rule.at.name,
        rule,
        related: request ? [relatedRule(request, l10n.t`${nameRule(request)} allows the connections`)] : [],
        data: { rule, ports, request },
      }
    }
  },
  message,
  fixes: ({ rule }) => [{ ...removeRuleFix(rule), needsDecision: true }],
  json: ({ ports, request }) => ({ ports, request: request?.name ?? null }),
  fault: ({ ports }) => ({ ports }),
  examples: [
    {
      title: "Replies of servers, as a packet filter without state needs them",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: answers, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRanges: [80, 443], destinationAddressPrefix: "*", destinationPortRange: 1024-65535 }
#                                                                                                         ^ exposed-management-port: "answers" (100) opens Docker (TCP 2375), RDP (TCP 3389), VNC (TCP 5800, 5900) and WinRM (TCP 5985, 5986) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:80 -> 10.0.0.4:2375. Allow only the addresses that need it, or use Azure Bastion.
#                                                                                                                                ^^ reply-rule: "answers" (100) lets only replies through, and replies need no rule: an NSG is stateful. It also opens ports 1024-65535 to everyone who sends from port 80 or 443. Remove it.
- { name: pages, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 443, destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                                             ^^^ reply-rule: "pages" (110) lets only replies through, and replies need no rule: an NSG is stateful. Remove it.
`,
    },
    {
      title: "The way back of another rule",
      language: "yaml",
      source: `
name: app
securityRules:
- { name: to-broker, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.1.0/24, sourcePortRange: "*", destinationAddressPrefix: 198.51.100.0/24, destinationPortRange: 8883 }
- { name: from-broker, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0/24, sourcePortRange: 8883, destinationAddressPrefix: 10.0.1.0/24, destinationPortRange: "*" }
#                                                                                                                                              ^^^^ reply-rule: "from-broker" (100) lets only replies to "to-broker" (100) through, and replies need no rule: an NSG is stateful. It also opens all ports to everyone in its source who sends from port 8883. Remove it.
`,
    },
    {
      title: "Rules that let more than replies through",
      language: "yaml",
      source: `
name: app
securityRules:
- { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: 1024-65535, destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: peers, priority: 110, direction: Inbound, access: Allow, protocol: Udp, sourceAddressPrefix: "*", sourcePortRange: 500, destinationAddressPrefix: "*", destinationPortRange: 500 }
#                                                                                                       ^ exposed-udp: "peers" (110) opens UDP 500 to the Internet: any public IPv4 or IPv6 address can connect, such as udp 203.0.113.7:500 -> 10.0.0.4:500. Allow only the addresses that need it.
- { name: ftp-data, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: 20, destinationAddressPrefix: "*", destinationPortRange: 1024-65535 }
- { name: no-answers, priority: 130, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: 443, destinationAddressPrefix: "*", destinationPortRange: 1024-65535 }
- { name: to-peers, priority: 110, direction: Outbound, access: Allow, protocol: Udp, sourceAddressPrefix: "*", sourcePortRange: 500, destinationAddressPrefix: "*", destinationPortRange: 500 }
`,
    },
  ],
}

interface ReplyRule {
  readonly rule: LocatedRule
  /** The source ports. */
  readonly ports: readonly number[]
  /** The rule that allows the connections to which it lets replies through, where there is one. */
  readonly request: LocatedRule | undefined
}

/** With those of DNS and NTP, from which clients of today do not send either, but for the same port of another server. */
const answeringPorts: ReadonlySet<number> = new Set([...servicePorts, 53, 123])

/** Replies go to the ports of clients; where they may go to any, another check says that the ports are on the wrong side. */
function mayBeForReplies(rule: LocatedRule): boolean {
  const { access, direction, protocol, sourcePorts, destinationPorts } = rule
  if (access !== "Allow" || sourcePorts.some(isEveryPort) || restrictedPorts(rule).length > 0) return false
  if (protocol !== "Tcp" && protocol !== "Udp" && protocol !== "*") return false
  return destinationPorts.every(term => isHigh(term) || isEveryPort(term)) && typeof direction === "string"
}

/** A range of ports that clients send from, and not a service's few. */
function isHigh(term: PortTerm): boolean {
  return "first" in term && term.first >= 1024 && term.last - term.first >= 1000
}

/** Whether the one rule opens connections of which the other lets nothing but the replies through. */
function isAnsweredBy(one: LocatedRule, other: LocatedRule): boolean {
  if (one.access !== "Allow" || one.direction === other.direction) return false
  const isProtocol = one.protocol === other.protocol || one.protocol === "*" || other.protocol === "*"
  return (
    isProtocol &&
    areSame(one.destinationPorts.map(portKey), other.sourcePorts.map(portKey)) &&
    areSame(one.destination.map(addressKey), other.source.map(addressKey)) &&
    areSame(one.source.map(addressKey), other.destination.map(addressKey))
  )
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every(one => others.includes(one))
}

function portKey(term: PortTerm): string {
  return "first" in term ? rangeText(term) : term.unknown.identity
}

function addressKey({ key }: AddressTerm): string {
  return key
}

function message({ rule, ports, request }: ReplyRule): string {
  const isWide = rule.source.some(({ kind, key }) => kind === "any" || key === "0.0.0.0/0")
  const opened = rule.destinationPorts.some(isEveryPort)
    ? l10n.t`all ports`
    : l10n.t`ports ${listWords(rule.destinationPorts.map(portKey))}`
  const sent = listWords(ports.map(String), "or")
  const opens = isWide
    ? l10n.t`It also opens ${opened} to everyone who sends from port ${sent}.`
    : l10n.t`It also opens ${opened} to everyone in its source who sends from port ${sent}.`
  const fault = request
    ? l10n.t`${nameRule(rule)} lets only replies to ${nameRule(request)} through, and replies need no rule: an NSG is stateful.`
    : l10n.t`${nameRule(rule)} lets only replies through, and replies need no rule: an NSG is stateful.`
  return [fault, ...(rule.direction === "Inbound" ? [opens] : []), l10n.t`Remove it.`].join(" ")
}
