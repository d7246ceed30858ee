import * as l10n from "@vscode/l10n"
import { isMachineless } from "../azure/machineless-addresses.ts"
import { loadBalancerKey } from "../azure/service-tags.ts"
import { type Uncarried, uncarriedAddress } from "../azure/uncarried-addresses.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { type BareNetwork, bareNetwork } from "./address-fault.ts"
import type { Found, RuleCheck } from "./check.ts"
import { addressOf, type Elsewhere, elsewhereAddress, elsewhereText } from "./elsewhere-address.ts"
import type { Fix } from "./fix.ts"
import { removeRuleFix } from "./fixes/remove-rule.ts"
import { type PlacedTerm, placedTerms } from "./rule-terms.ts"
import { writtenLoadBalancer } from "./tag-words.ts"
import { nameRule, sideWord } from "./wording.ts"

export const unmatchableRule: RuleCheck<Unmatchable> = {
  code: "unmatchable-rule",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary:
    "An address that makes a rule match no real traffic, or not the intended traffic, whatever the other rules are.",
  explanation: `
\`0.0.0.0\` and \`::\` without a prefix length are single addresses that no packet has. To match every address, use \`*\`, or
\`0.0.0.0/0\` for IPv4. AzureLoadBalancer is 168.63.129.16, where health probes come from: none of your load balancers has
that address, and traffic that clients send through a load balancer keeps the client's address.

Virtual networks do not carry packets with loopback (127.0.0.0/8, ::1) or multicast addresses (224.0.0.0/4, ff00::/8;
"multicast and broadcast are blocked", virtual network FAQ). An Allow for only such addresses matches no traffic; a Deny
that lists them does no harm, and is not reported.

\`10.0.1.0\` without a prefix length is the single address 10.0.1.0, and usually the network is meant. In a network larger
than a /24 a machine may have such an address: write \`10.0.1.0/32\` for it. Public addresses are not reported: any of them
may end in 0.

The machine's own side of a rule (the destination of an inbound rule, the source of an outbound one) has addresses of the
subnets that the group is attached to, unless a machine there forwards traffic, or a load balancer keeps its own address
(floating IP). An address outside these subnets is reported if the machines behind the group are known; it is an Information
if the group may be attached elsewhere too. A public address of the machine is not one of them: Azure translates it before an
inbound packet reaches the group, and after an outbound one has left it. An Allow for the platform's or a link-local address
on this side is always reported: no machine of a virtual network can have one.
`,
  *run(rule, { attachments }) {
    for (const placed of placedTerms(rule)) {
      const fault = faultOf(rule, placed)
      const elsewhere = fault ? undefined : elsewhereAddress(placed, attachments)
      if (fault) yield found(fault, placed)
      else if (elsewhere) {
        const severity = elsewhere.areAll ? "warning" : "information"
        yield { ...found({ reason: "elsewhere", ...elsewhere }, placed), severity }
      }
    }
    yield* sidesUnsent(rule)
  },
  message,
  fixes: ({ fault, placed }, { rule }) => unmatchableFixes(fault, placed, rule),
  json: ({ fault: { reason, ...more }, placed: { side } }) => ({
    side,
    reason,
    ...("network" in more && { address: more.address, instead: more.network }),
  }),
  examples: [
    {
      title: "Addresses that no packet has",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: no-rdp, priority: 100, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 0.0.0.0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#                                                                                                      ^^^^^^^ unmatchable-rule: "no-rdp" (100) matches no real traffic: 0.0.0.0 as the source is one address, not all of them. To match all addresses, use * or 0.0.0.0/0.
- { name: http, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: AzureLoadBalancer, destinationPortRange: 80 }
#                                                                                                                                                               ^^^^^^^^^^^^^^^^^ unmatchable-rule: "http" (110) matches nothing: inbound traffic goes to the machine itself, not to AzureLoadBalancer, which sends health probes. Set the destination to the addresses of the machines, or to *.
- { name: through, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureLoadBalancer, destinationPortRange: 443 }
#                                                                                                                                                              ^^^^^^^^^^^^^^^^^ unmatchable-rule: "through" (110) matches only 168.63.129.16: AzureLoadBalancer is where health probes come from, not your load balancers. Set the destination to the load balancer's own address.
`,
    },
    {
      title: "A network without its prefix length",
      language: "yaml",
      source: `
name: app
securityRules:
- { name: subnet, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.1.0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                       ^^^^^^^^ unmatchable-rule: "subnet" (100): 10.0.1.0 in its source has no prefix length, so it is a single address, not a network. Did you mean 10.0.1.0/24? For the single address, write 10.0.1.0/32.
- { name: office, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: hosts, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.2.0/32, 10.0.3.255, 10.0.4.0], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: some, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.5.0, 10.0.5.7], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: networks, priority: 140, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.6.0, 10.0.7.0/24], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                            ^^^^^^^^ unmatchable-rule: "networks" (140): 10.0.6.0 in its source has no prefix length, so it is a single address, not a network. Did you mean 10.0.6.0/24? For the single address, write 10.0.6.0/32.
`,
    },
    {
      title: "Addresses that no network carries",
      language: "yaml",
      source: `
name: app
securityRules:
- { name: local, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 127.0.0.1, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 8080 }
#                                                                                                      ^^^^^^^^^ unmatchable-rule: "local" (100) matches no traffic: its source has only loopback addresses, which never leave a machine. Set the source to the intended addresses, or remove the rule.
- { name: cluster, priority: 110, direction: Inbound, access: Allow, protocol: Udp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: 224.0.0.0/8, destinationPortRange: 5405 }
#                                                                                                                                                                        ^^^^^^^^^^^ unmatchable-rule: "cluster" (110) matches no traffic: its destination has only multicast addresses, which virtual networks do not carry. Set the destination to the intended addresses, or remove the rule.
- { name: bogons, priority: 120, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefixes: [127.0.0.0/8, 224.0.0.0/4], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
    {
      title: "Addresses that no machine has",
      language: "yaml",
      source: `
name: app
securityRules:
- { name: host, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 168.63.129.16, destinationPortRange: 22 }
#                                                                                                                                                          ^^^^^^^^^^^^^ unmatchable-rule: "host" (100) matches nothing for 168.63.129.16: the destination is the machine's own address, and no machine of a virtual network can have this one. Set the destination to the addresses of the machines, or to *.
- { name: metadata, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 169.254.169.254, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                          ^^^^^^^^^^^^^^^ unmatchable-rule: "metadata" (110) matches nothing for 169.254.169.254: the source is the machine's own address, and no machine of a virtual network can have this one. Set the source to the addresses of the machines, or to *.
- { name: dns, priority: 120, direction: Outbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 168.63.129.16, destinationPortRange: 53 }
`,
    },
    {
      title: "Addresses of another subnet than the group's",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          { "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "10.0.2.0/24", "destinationPortRange": "443" } },
//                                                                                                                                                                                                                  ^^^^^^^^^^^ unmatchable-rule: "https" (100) matches nothing for 10.0.2.0/24: the destination is the machine's own address, and this NSG is attached here to 10.0.1.0/24 only. Use an address in it, or *.
          { "name": "front", "properties": { "priority": 105, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "20.50.2.8", "destinationPortRange": "22" } },
//                                                                                                                                                                                                                  ^^^^^^^^^ unmatchable-rule: "front" (105) matches nothing for 20.50.2.8: the destination is the machine's own address in its subnet, not a public one, and this NSG is attached here to 10.0.1.0/24 only. Use an address in it, or *.
          { "name": "http", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.2.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "10.0.1.4", "destinationPortRange": "80" } }
        ]
      }
    },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "web-0", "properties": { "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" } } }] } }
  ]
}
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
#         ^^^^^^ redundant-rule: "probes" (110) restates "AllowAzureLoadBalancerInBound" (65001): without it, the same traffic is allowed. Keep it if it is there on purpose.
- { name: partner, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 20.50.2.8, destinationPortRange: 443 }
`,
    },
  ],
}

interface Unmatchable {
  readonly fault: AddressFault
  readonly placed: PlacedTerm
}

type AddressFault =
  | { readonly reason: "single-zero" | "load-balancer" | "machineless" }
  | ({ readonly reason: "bare-network" } & BareNetwork)
  | { readonly reason: "unsent"; readonly kind: Uncarried }
  | ({ readonly reason: "elsewhere" } & Elsewhere)

function faultOf(rule: LocatedRule, placed: PlacedTerm): AddressFault | undefined {
  const { isLocal, side, term } = placed
  if (term.key === loadBalancerKey) return side === "destination" || isLocal ? { reason: "load-balancer" } : undefined
  if (term.kind === "prefix" && term.first === term.last && !term.first) return { reason: "single-zero" }
  const isSent = uncarriedAddress(placed.term) === undefined
  if (isLocal && rule.access === "Allow" && term.kind === "prefix" && isSent && isMachineless(term)) {
    return { reason: "machineless" }
  }
  const bare = bareNetwork(rule, placed)
  return bare && { reason: "bare-network", ...bare }
}

/** Where something else to write is known. */
function unmatchableFixes(fault: AddressFault, { side, term, isLocal, range }: PlacedTerm, rule: LocatedRule): Fix[] {
  const value = meantInstead(fault, term)
  if (value !== undefined) {
    return [
      { title: l10n.t`Change to ${value}`, changes: [{ kind: "write", rule, range, value }], needsDecision: true },
    ]
  }
  if (fault.reason === "machineless") return [{ ...removeRuleFix(rule), needsDecision: true }]
  return isLocal === true && fault.reason === "load-balancer"
    ? [
        {
          title: l10n.t`Set the ${sideWord(side)} to *`,
          changes: [{ kind: "side", rule, side, values: ["*"] }],
          needsDecision: true,
        },
      ]
    : []
}

function meantInstead(fault: AddressFault, term: PlacedTerm["term"]): string | undefined {
  if (fault.reason === "bare-network") return fault.network
  if (fault.reason !== "single-zero") return undefined
  return term.kind === "prefix" && term.family === 6 ? "::/0" : "0.0.0.0/0"
}

function found(fault: AddressFault, placed: PlacedTerm): Found<Unmatchable> {
  return { at: placed.range, data: { fault, placed } }
}

/** The sides of an Allow that hold nothing but addresses of which no packet has any. */
function* sidesUnsent(rule: LocatedRule): Iterable<Found<Unmatchable>> {
  if (rule.access !== "Allow") return
  for (const side of ["source", "destination"] as const) {
    const [first] = rule[side]
    const kind = first && uncarriedAddress(first)
    if (!kind || rule[side].some(term => !uncarriedAddress(term))) continue
    const placed = placedTerms(rule).find(each => each.side === side)
    if (placed) yield found({ reason: "unsent", kind }, placed)
  }
}

function message({ fault, placed }: Unmatchable, rule: LocatedRule): string {
  if (fault.reason === "load-balancer") return balancerText(rule, placed)
  if (fault.reason === "elsewhere") return elsewhereText(rule, fault, placed)
  if (fault.reason === "machineless") return machinelessText(rule, placed)
  if (fault.reason === "unsent") return unsentText(rule, fault.kind, placed)
  return fault.reason === "bare-network" ? bareText(rule, fault, placed) : zeroText(rule, placed)
}

function bareText(rule: LocatedRule, { address, network }: BareNetwork, { side }: PlacedTerm): string {
  return l10n.t`${nameRule(rule)}: ${address} in its ${sideWord(side)} has no prefix length, so it is a single address, not a network. Did you mean ${network}? For the single address, write ${address}/32.`
}

function unsentText(rule: LocatedRule, kind: Uncarried, { side }: PlacedTerm): string {
  const reasons = {
    loopback: l10n.t`loopback addresses, which never leave a machine`,
    multicast: l10n.t`multicast addresses, which virtual networks do not carry`,
    broadcast: l10n.t`the broadcast address, and no rule applies to DHCP, the only broadcast that virtual networks carry`,
  }
  return l10n.t`${nameRule(rule)} matches no traffic: its ${sideWord(side)} has only ${reasons[kind]}. Set the ${sideWord(side)} to the intended addresses, or remove the rule.`
}

function balancerText(rule: LocatedRule, { isLocal, side }: PlacedTerm): string {
  const tag = writtenLoadBalancer(rule)
  if (!isLocal) {
    return l10n.t`${nameRule(rule)} matches only 168.63.129.16: ${tag} is where health probes come from, not your load balancers. Set the ${sideWord(side)} to the load balancer's own address.`
  }
  const fact =
    side === "source"
      ? l10n.t`outbound traffic comes from the machine itself, not from ${tag}, which sends health probes`
      : l10n.t`inbound traffic goes to the machine itself, not to ${tag}, which sends health probes`
  return l10n.t`${nameRule(rule)} matches nothing: ${fact}. Set the ${sideWord(side)} to the addresses of the machines, or to *.`
}

function machinelessText(rule: LocatedRule, { side, term }: PlacedTerm): string {
  const text = term.kind === "prefix" ? addressOf(term) : term.key
  return l10n.t`${nameRule(rule)} matches nothing for ${text}: the ${sideWord(side)} is the machine's own address, and no machine of a virtual network can have this one. Set the ${sideWord(side)} to the addresses of the machines, or to *.`
}

function zeroText(rule: LocatedRule, { side, term }: PlacedTerm): string {
  const [host, all] = term.kind === "prefix" && term.family === 4 ? ["0.0.0.0", "0.0.0.0/0"] : ["::", "::/0"]
  return l10n.t`${nameRule(rule)} matches no real traffic: ${host} as the ${sideWord(side)} is one address, not all of them. To match all addresses, use * or ${all}.`
}
