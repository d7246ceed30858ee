import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const invalidAddress: GroupCheck<Refusal> = {
  ...refusals("invalid-address"),
  code: "invalid-address",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleInvalidAddressPrefix"],
  aliases: [],
  summary: "A value that is not an address, CIDR block, service tag or `*`.",
  explanation: `
An address field accepts an address, a CIDR block whose host bits are zero, a service tag, or \`*\`. Azure refuses anything
else (SecurityRuleInvalidAddressPrefix): \`10.0.0.5/24\`, which reports from 2017 to 2025 show to be refused and not
corrected, \`any\`, an address with three parts, the name of a host or a subnet, the tags of the classic deployment model,
several blocks in one string. Ranges with a dash are in no documentation, and no report shows one that works.

Digits alone, such as \`789\`, are an Information: Azure is known to have stored some, and what they match is not known. A
word that could be a tag is checked by [unknown-service-tag](#unknown-service-tag). A placeholder that something replaces
before deployment (\`<address>\`, \`__x__\`) is not checked.
`,
  examples: [
    {
      title: "Texts that are no addresses",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: host-bits, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.5/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100 }
#                                                                                                          ^^^^^^^^^^^ invalid-address: "host-bits" (100): 10.1.0.5/16 is not a network address: host bits are set. Use 10.1.0.0/16. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: any, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: any, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8110 }
#                                                                                                    ^^^ invalid-address: "any" (110): "any" is not a valid source address. Use "*".
- { name: octet, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0/24, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8120 }
#                                                                                                      ^^^^^^^^^ invalid-address: "octet" (120): "10.1.0/24" is not a valid IPv4 address (SecurityRuleInvalidAddressPrefix). Write four decimal numbers without leading zeros.
- { name: range, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.4-10.1.0.9, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8130 }
#                                                                                                      ^^^^^^^^^^^^^^^^^ invalid-address: "range" (130): "10.1.0.4-10.1.0.9" is not a valid address, CIDR block or service tag (SecurityRuleInvalidAddressPrefix).
- { name: classic, priority: 140, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VIRTUAL_NETWORK, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8140 }
#                                                                                                        ^^^^^^^^^^^^^^^ invalid-address: "classic" (140): VIRTUAL_NETWORK is a tag of the classic deployment model, which Azure no longer accepts. Use VirtualNetwork.
- { name: digits, priority: 150, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "789", sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8150 }
#                                                                                                        ^^^ invalid-address: "digits" (150): "789" is not an IP address. Azure accepts it, but what it matches is not known. Use an address, a CIDR block or a service tag.
`,
    },
    {
      title: "Similar values that Azure accepts",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: block, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100 }
- { name: all, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8110 }
- { name: one, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.5, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8120 }
- { name: range, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8130, sourceAddressPrefixes: [10.1.0.4/30, 10.1.0.8/31] }
- { name: tag, priority: 140, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8140 }
`,
    },
  ],
}
