import { platformAddress } from "../azure/special-addresses.ts"
import { isPartial } from "../judging/judged-group.ts"
import { type BlockedAsOf2017, blockedAsOf2017, textAsOf2017 } from "./blocked-as-of-2017.ts"
import { probeText } from "./blocked-probe-text.ts"
import { blockedProbes, type StoppedProbes } from "./blocked-probes.ts"
import type { GroupCheck } from "./check.ts"
import { type DeniedService, deniedServices, serviceText } from "./denied-services.ts"
import { allowProbesFix } from "./fixes/allow-probes.ts"

export const blockedPlatformAddress: GroupCheck<StoppedProbes | DeniedService | BlockedAsOf2017> = {
  code: "blocked-platform-address",
  severity: "warning",
  category: "platform",
  azureErrors: [],
  aliases: ["Azure.NSG.DenyAllInbound"],
  scope: "group",
  summary: "A Deny that blocks traffic of the Azure platform: health probes, DNS, instance metadata or activation.",
  explanation: `
**Inbound**, Azure load balancers send health probes from 168.63.129.16, an address in \`*\`, AzureLoadBalancer,
VirtualNetwork and possibly Internet. If a group blocks the probes, the back ends are marked unhealthy and get no traffic.
This is a Warning if the Deny names the platform; also if the probe's port is certainly denied, and the template shows that
machines behind the group are back ends of a load balancer with a probe, or contains only this group and the load balancer.
Otherwise it is an Information, because it matters only for back ends of a load balancer. Probes that a security admin rule lets past
all groups (AlwaysAllow) are not reported.

**Outbound**, ordinary rules do not apply to DNS, instance metadata and Windows activation. Only a Deny that names
AzurePlatformDNS, AzurePlatformIMDS or AzurePlatformLKM blocks them, which is usually intended: Information. According to
the documentation of September 2017 any Deny blocks 168.63.129.16; with \`nsg.profile\` set to \`2017-09\` that is a Warning.

Groups with rules that are not known are not checked.
`,
  *run(judged, { profile, attachments }) {
    if (isPartial(judged)) return
    yield* blockedProbes(judged, attachments)
    yield* deniedServices(judged)
    if (profile === "2017-09") yield* blockedAsOf2017(judged)
  },
  message: blocked => {
    if ("stopper" in blocked) return probeText(blocked)
    return "service" in blocked ? serviceText(blocked) : textAsOf2017(blocked)
  },
  fixes: (blocked, { group }) => ("stopper" in blocked ? allowProbesFix(blocked.stopper.rule, group) : []),
  json: blocked => {
    if ("stopper" in blocked) {
      return { direction: "Inbound", address: platformAddress, certain: blocked.stopper.certain }
    }
    return { direction: "Outbound", ...("service" in blocked ? { tag: blocked.tag } : { address: platformAddress }) }
  },
  examples: [
    {
      title: "A last Deny that blocks health probes",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^ blocked-platform-address: "deny-rest" (4096) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any, will be marked unhealthy. Allow AzureLoadBalancer inbound at a priority below 4096.
`,
    },
    {
      title: "A Deny of the tag Internet",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny-internet, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^^^^^ blocked-platform-address: "deny-internet" (4096) may block load balancer health probes: probes come from 168.63.129.16, which its source may include. Back ends behind this NSG, if there are any, would be marked unhealthy. Allow AzureLoadBalancer inbound at a priority below 4096.
`,
    },
    {
      title: "An Allow of the tag Internet before it",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^ blocked-platform-address: "deny-rest" (4096) may block load balancer health probes: an earlier rule allows Internet, and whether that includes 168.63.129.16, from which probes come, is not documented. Back ends behind this NSG, if there are any, would be marked unhealthy. Allow AzureLoadBalancer inbound at a priority below 4096.
`,
    },
    {
      title: "A Deny of the tag VirtualNetwork, which includes the address of the probes",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: no-lateral, priority: 4000, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^^ blocked-platform-address: "no-lateral" (4000) blocks load balancer health probes; back ends behind this NSG, if there are any, will be marked unhealthy. VirtualNetwork includes 168.63.129.16, from which probes come. Allow AzureLoadBalancer inbound at a priority below 4000.
`,
    },
    {
      title: "Probes that an earlier rule allows",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: probes, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
    {
      title: "A Deny that names the load balancer",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: no-probes, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                         ^^^^^^^^^^^^^^^^^ blocked-platform-address: "no-probes" (100) blocks load balancer health probes; back ends behind this NSG will be marked unhealthy. Give this rule a higher priority number, and allow AzureLoadBalancer before it.
`,
    },
    {
      title: "A Deny that names a platform service",
      language: "yaml",
      source: `
name: locked
securityRules:
- { name: no-dns, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePlatformDNS, destinationPortRange: "*" }
#                                                                                                                                                            ^^^^^^^^^^^^^^^^ blocked-platform-address: "no-dns" (100) blocks Azure-provided DNS (168.63.129.16, port 53): names resolve only through your own DNS server. If that is not intended, remove this rule.
`,
    },
    {
      title: "A plain outbound Deny, checked against the documentation of 2017",
      language: "yaml",
      profile: "2017-09",
      source: `
name: locked
securityRules:
- { name: deny-out, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^ blocked-platform-address: "deny-out" (100) blocks the platform's traffic to 168.63.129.16 and Windows activation (KMS, port 1688), according to the September 2017 documentation (nsg.profile); the machine may not work properly. Today's documentation says it blocks neither.
`,
    },
    {
      title: "The classic deployment model, which has names of its own for the tags",
      language: "yaml",
      profile: "classic",
      source: `
name: web
securityRules:
- { name: no-lateral, priority: 4000, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: VIRTUAL_NETWORK, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^^ blocked-platform-address: "no-lateral" (4000) blocks load balancer health probes; back ends behind this NSG, if there are any, will be marked unhealthy. VIRTUAL_NETWORK includes 168.63.129.16, from which probes come. Allow AZURE_LOADBALANCER inbound at a priority below 4000.
`,
    },
  ],
}
