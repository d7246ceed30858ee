import * as l10n from "@vscode/l10n"
import { customJudgements } from "../judging/judged-group.ts"
import {
  isFromBalancer,
  type ProbesInsteadOfClients,
  probesInsteadOfClients,
} from "../judging/probes-instead-of-clients.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { servicePorts } from "./service-ports.ts"
import { writtenLoadBalancer } from "./tag-words.ts"
import { listWords, nameRule } from "./wording.ts"

export const loadBalancerTagForClients: GroupCheck<ForClients> = {
  code: "load-balancer-tag-for-clients",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "An Allow from AzureLoadBalancer that was probably intended for a load balancer's clients.",
  explanation: `
AzureLoadBalancer is 168.63.129.16, the address that health probes come from. A load balancer passes on clients' packets
with the clients' own addresses, so a rule for the tag lets none of them in: they need a rule for their addresses.

Reported if the rule is for the port of a service, no other rule lets clients in (apart from administrators' ports), and no
load balancer of the same document probes that port. It is a Warning if nothing else reaches the port, and an Information if
the default rule for the virtual network lets its machines in: then the rule may be meant for probes after all. A rule for
UDP is always reported, because probes use TCP. Groups with rules that are not known here are not checked.
`,
  *run(judged) {
    for (const found of probesInsteadOfClients(judged, servicePorts)) {
      const { rule } = found
      yield { at: placeOf(rule), severity: found.isOpenToNetwork ? "information" : "warning", rule, data: found }
    }
    for (const { rule, reach } of customJudgements(judged)) {
      if (reach === "dead" || rule.protocol !== "Udp" || !isFromBalancer(rule)) continue
      yield { at: placeOf(rule), rule, data: { rule, ports: undefined } }
    }
  },
  message,
  fixes: ({ rule }, { group: { model } }) => [
    {
      title: l10n.t`Allow Internet instead`,
      changes: [{ kind: "side", rule, side: "source", values: [model === "classic" ? "INTERNET" : "Internet"] }],
      needsDecision: true,
    },
  ],
  json: ({ ports }) => ({ ports: ports ?? null }),
  examples: [
    {
      title: "A service that only probes reach",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^^^^^^^^^^ load-balancer-tag-for-clients: "https" (100) lets in only health probes, not clients: behind a load balancer clients keep their own addresses, and no rule allows these on port 443. Allow the clients' addresses, such as Internet.
- { name: quic, priority: 110, direction: Inbound, access: Allow, protocol: Udp, sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                     ^^^^^^^^^^^^^^^^^ load-balancer-tag-for-clients: "quic" (110) matches no traffic: AzureLoadBalancer sends only health probes, by TCP. Clients keep their own addresses behind a load balancer: allow those.
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
    {
      title: "Clients outside of the virtual network do not reach it",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
#                                                                                                     ^^^^^^^^^^^^^^^^^ load-balancer-tag-for-clients: "http" (100) lets in only health probes, not clients: behind a load balancer clients keep their own addresses. Besides probes, only the virtual network reaches ports 80 and 443. If there are other clients, allow their addresses.
- { name: ssh, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
`,
    },
    {
      title: "Probes, and clients besides",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: probes, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: https, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
    {
      title: "A port for probes alone",
      language: "yaml",
      source: `
name: gateway
securityRules:
- { name: probes, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 6390 }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}

type ForClients = ProbesInsteadOfClients | { readonly rule: LocatedRule; readonly ports: undefined }

function placeOf({ at }: LocatedRule) {
  return at.terms.source[0] ?? at.name
}

function message(found: ForClients): string {
  const name = nameRule(found.rule)
  if (!found.ports) {
    return l10n.t`${name} matches no traffic: ${writtenLoadBalancer(found.rule)} sends only health probes, by TCP. Clients keep their own addresses behind a load balancer: allow those.`
  }
  const list = listWords(found.ports.map(String))
  const ports = found.ports.length > 1 ? l10n.t`ports ${list}` : l10n.t`port ${list}`
  const start = l10n.t`${name} lets in only health probes, not clients: behind a load balancer clients keep their own addresses`
  return found.isOpenToNetwork
    ? l10n.t`${start}. Besides probes, only the virtual network reaches ${ports}. If there are other clients, allow their addresses.`
    : l10n.t`${start}, and no rule allows these on ${ports}. Allow the clients' addresses, such as Internet.`
}
