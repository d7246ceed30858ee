import { loadBalancerKey } from "../azure/service-tags.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { RuleCheck } from "./check.ts"
import { type PlacedTerm, placedTerms } from "./rule-terms.ts"
import { nameRule } from "./wording.ts"

export const unmatchableRule: RuleCheck<Unmatchable> = {
  code: "unmatchable-rule",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "An address that makes a rule match no real traffic, or not what was meant, whatever the other rules are.",
  explanation: `
\`0.0.0.0\` and \`::\` without a prefix length are single addresses that no packet has. For every address use \`*\`, or
\`0.0.0.0/0\` for IPv4. AzureLoadBalancer is 168.63.129.16, where health probes come from: none of your load balancers has
that address, and traffic that clients send through a load balancer keeps the client's address.
`,
  *run(rule) {
    for (const placed of placedTerms(rule)) {
      const reason = faultOf(placed)
      if (reason) yield { at: placed.range, data: { reason, placed } }
    }
  },
  message: ({ reason, placed }, rule) =>
    reason === "load-balancer" ? balancerText(rule, placed) : zeroText(rule, placed),
  json: ({ reason, placed: { side } }) => ({ side, reason }),
  examples: [
    {
      title: "Addresses that no packet has",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: no-rdp, priority: 100, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 0.0.0.0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#                                                                                                      ^^^^^^^ unmatchable-rule: "no-rdp" (100) matches no real traffic: 0.0.0.0 as the source is one address, not all of them. If all are meant, use * or 0.0.0.0/0.
- { name: http, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: AzureLoadBalancer, destinationPortRange: 80 }
#                                                                                                                                                               ^^^^^^^^^^^^^^^^^ unmatchable-rule: "http" (110) matches nothing: inbound traffic goes to the machine itself, not to AzureLoadBalancer, which sends health probes. Set the destination to the addresses of the machines, or to *.
- { name: through, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureLoadBalancer, destinationPortRange: 443 }
#                                                                                                                                                              ^^^^^^^^^^^^^^^^^ unmatchable-rule: "through" (110) matches only 168.63.129.16: AzureLoadBalancer is where health probes come from, not your load balancers. Set the destination to the load balancer's own address.
`,
    },
    {
      title: "Addresses that some packets have",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: all-v4, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.4, destinationPortRange: 443 }
- { name: frontend, priority: 105, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: 20.50.2.8, destinationPortRange: 443 }
- { name: probes, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: partner, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 20.50.2.8, destinationPortRange: 443 }
`,
    },
  ],
}

interface Unmatchable {
  readonly reason: "single-zero" | "load-balancer"
  readonly placed: PlacedTerm
}

function faultOf({ isLocal, side, term }: PlacedTerm): Unmatchable["reason"] | undefined {
  if (term.key === loadBalancerKey) return side === "destination" || isLocal ? "load-balancer" : undefined
  return term.kind === "prefix" && term.first === term.last && !term.first ? "single-zero" : undefined
}

function balancerText(rule: LocatedRule, { isLocal, side }: PlacedTerm): string {
  if (!isLocal) {
    return `${nameRule(rule)} matches only 168.63.129.16: AzureLoadBalancer is where health probes come from, not your load balancers. Set the ${side} to the load balancer's own address.`
  }
  const fact =
    side === "source"
      ? "outbound traffic comes from the machine itself, not from AzureLoadBalancer, which sends health probes"
      : "inbound traffic goes to the machine itself, not to AzureLoadBalancer, which sends health probes"
  return `${nameRule(rule)} matches nothing: ${fact}. Set the ${side} to the addresses of the machines, or to *.`
}

function zeroText(rule: LocatedRule, { side, term }: PlacedTerm): string {
  const [host, all] = term.kind === "prefix" && term.family === 4 ? ["0.0.0.0", "0.0.0.0/0"] : ["::", "::/0"]
  return `${nameRule(rule)} matches no real traffic: ${host} as the ${side} is one address, not all of them. If all are meant, use * or ${all}.`
}
