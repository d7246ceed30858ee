import type { Access, Direction, SecurityRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { classicTagNames } from "./classic-tags.ts"

/** One of the six rules that Azure adds behind every group's own. */
export interface DefaultRule extends SecurityRule {
  readonly name: string
  readonly priority: number
  readonly direction: Direction
  readonly access: Access
  readonly sourceAddressPrefix: string
  readonly destinationAddressPrefix: string
  /** Azure's own description of the rule. */
  readonly description: string
}

const allPorts = [{ first: 0, last: 65535 }]

/** The default rules as the API returns them (Microsoft.Network, DefaultSecurityRuleList example, 2025-03-01). */
export const defaultRules: readonly DefaultRule[] = [
  rule(
    "AllowVnetInBound",
    65000,
    "Inbound",
    "VirtualNetwork",
    "VirtualNetwork",
    "Allow",
    "Allow inbound traffic from all VMs in VNET",
  ),
  rule(
    "AllowAzureLoadBalancerInBound",
    65001,
    "Inbound",
    "AzureLoadBalancer",
    "*",
    "Allow",
    "Allow inbound traffic from azure load balancer",
  ),
  rule("DenyAllInBound", 65500, "Inbound", "*", "*", "Deny", "Deny all inbound traffic"),
  rule(
    "AllowVnetOutBound",
    65000,
    "Outbound",
    "VirtualNetwork",
    "VirtualNetwork",
    "Allow",
    "Allow outbound traffic from all VMs to all VMs in VNET",
  ),
  rule(
    "AllowInternetOutBound",
    65001,
    "Outbound",
    "*",
    "Internet",
    "Allow",
    "Allow outbound traffic from all VMs to Internet",
  ),
  rule("DenyAllOutBound", 65500, "Outbound", "*", "*", "Deny", "Deny all outbound traffic"),
]

/** The same with the classic deployment model's names of the tags; what it calls the rules themselves is not verified. */
export const classicDefaultRules: readonly DefaultRule[] = defaultRules.map(rule => {
  const [source, destination] = [classicName(rule.sourceAddressPrefix), classicName(rule.destinationAddressPrefix)]
  return {
    ...rule,
    sourceAddressPrefix: source,
    source: rule.source.map(one => calledAs(one, source)),
    destinationAddressPrefix: destination,
    destination: rule.destination.map(one => calledAs(one, destination)),
  }
})

function classicName(prefix: string): string {
  return classicTagNames.get(`tag:${prefix.toLowerCase()}`) ?? prefix
}

function calledAs(term: AddressTerm, name: string): AddressTerm {
  return term.kind === "tag" ? { ...term, name } : term
}

function rule(
  name: string,
  priority: number,
  direction: Direction,
  source: string,
  destination: string,
  access: Access,
  description: string,
): DefaultRule {
  return {
    name,
    priority,
    direction,
    access,
    description,
    sourceAddressPrefix: source,
    destinationAddressPrefix: destination,
    protocol: "*",
    source: [term(source)],
    sourcePorts: allPorts,
    destination: [term(destination)],
    destinationPorts: allPorts,
    possiblyAbsent: false,
  }
}

function term(text: string): AddressTerm {
  return text === "*" ? { kind: "any", key: "*" } : { kind: "tag", key: `tag:${text.toLowerCase()}`, name: text }
}
