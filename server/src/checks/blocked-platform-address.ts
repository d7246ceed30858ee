import { tagShapeFaults } from "../azure/platform-tag-shape.ts"
import { loadBalancerKey, platformTags } from "../azure/service-tags.ts"
import { kmsAddresses, platformAddress, platformPrefix, prefix } from "../azure/special-addresses.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import { type BlockedProbes, probeText } from "./blocked-probe-text.ts"
import type { Check, Finding, Severity } from "./check.ts"
import { findProbeStopper, namesPlatform } from "./health-probes.ts"
import { type GroupRule, isDefault, isLocated, isPartial, type JudgedGroup } from "./judged-group.ts"
import { nameRule } from "./wording.ts"

export const blockedPlatformAddress: Check = {
  code: "blocked-platform-address",
  severity: "warning",
  summary: "A Deny that blocks traffic of the Azure platform: health probes, DNS, instance metadata or activation.",
  explanation: `
**Inbound**, Azure load balancers send health probes from 168.63.129.16, an address in \`*\`, AzureLoadBalancer,
VirtualNetwork and possibly Internet. If a group blocks the probes, the back ends are marked unhealthy and get no traffic.
This is a Warning if the Deny names the platform; also if the probe's port is certainly denied, and the template shows that
machines behind the group are back ends of a load balancer with a probe, or contains only this group and the load balancer.
Otherwise it is an Information, because it matters only for back ends of a load balancer.

**Outbound**, ordinary rules do not apply to DNS, instance metadata and Windows activation. Only a Deny that names
AzurePlatformDNS, AzurePlatformIMDS or AzurePlatformLKM blocks them, which is usually intended: Information. According to
the documentation of September 2017 any Deny blocks 168.63.129.16; with \`nsg.profile\` set to \`2017-09\` that is a Warning.

Groups with rules that are not known are not checked.
`,
  *run(context) {
    for (const judged of context.groups) {
      if (isPartial(judged)) continue
      yield* blockedProbes(judged)
      yield* deniedPlatformTags(judged)
      if (context.profile === "2017-09") yield* blockedAsOf2017(judged)
    }
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
#         ^^^^^^^^^ blocked-platform-address: If this NSG protects load balancer back ends, this rule blocks their health probes (TCP from 168.63.129.16); they will be marked unhealthy. Allow AzureLoadBalancer inbound at a priority below 4096.
`,
    },
    {
      title: "A Deny of the tag Internet",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny-internet, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^^^^^ blocked-platform-address: If this NSG protects load balancer back ends, this rule may block their health probes: they come from 168.63.129.16, which its source may include. Allow AzureLoadBalancer inbound at a priority below 4096.
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
#                                                                                                         ^^^^^^^^^^^^^^^^^ blocked-platform-address: This rule blocks load balancer health probes; back ends behind this NSG will be marked unhealthy. Give this rule a higher number, and allow AzureLoadBalancer before it.
`,
    },
    {
      title: "A Deny that names a platform service",
      language: "yaml",
      source: `
name: locked
securityRules:
- { name: no-dns, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePlatformDNS, destinationPortRange: "*" }
#                                                                                                                                                            ^^^^^^^^^^^^^^^^ blocked-platform-address: This rule blocks DNS of the platform (168.63.129.16, port 53); names resolve only through your own DNS server.
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
  ],
}

/** One finding for each rule that stops probes: of the probes that are known to come, else of any that may. */
function* blockedProbes(judged: JudgedGroup): Iterable<Finding> {
  const { probes = [] } = judged.group
  const known = new Map<LocatedRule, BlockedProbes>()
  for (const probe of probes) {
    const stopper = findProbeStopper(judged, probe.port)
    if (!stopper) continue
    const before = known.get(stopper.rule)
    if (!before || (stopper.certain && !before.stopper.certain)) known.set(stopper.rule, { stopper, probes: [probe] })
    else if (stopper.certain === before.stopper.certain) before.probes.push(probe)
  }
  const any = probes.length === 0 ? findProbeStopper(judged) : undefined
  for (const blocked of any ? [{ stopper: any, probes: [] }] : known.values()) {
    const { rule, certain } = blocked.stopper
    const isWarning = namesPlatform(rule) || (certain && blocked.probes.length > 0)
    yield finding(judged, rule, isWarning ? "warning" : "information", {
      range: platformRange(rule, "source"),
      data: { direction: "Inbound", address: platformAddress, certain },
      message: probeText(judged, blocked),
    })
  }
}

interface PlatformService {
  readonly flows: readonly Pick<Flow, "protocol" | "destinationPort">[]
  readonly name: string
  readonly effect: string
}

const services: Readonly<Record<keyof typeof platformTags, PlatformService>> = {
  "tag:azureplatformdns": {
    flows: [
      { protocol: "Udp", destinationPort: 53 },
      { protocol: "Tcp", destinationPort: 53 },
    ],
    name: "DNS of the platform (168.63.129.16, port 53)",
    effect: "names resolve only through your own DNS server",
  },
  "tag:azureplatformimds": {
    flows: [{ protocol: "Tcp", destinationPort: 80 }],
    name: "the Instance Metadata Service (169.254.169.254, port 80)",
    effect: "managed identities and everything else that uses it stop working",
  },
  "tag:azureplatformlkm": {
    flows: [{ protocol: "Tcp", destinationPort: 1688 }],
    name: "Windows activation (KMS, port 1688)",
    effect: "Windows machines cannot activate",
  },
}

function* deniedPlatformTags(judged: JudgedGroup): Iterable<Finding> {
  for (const [key, { flows, name, effect }] of Object.entries(services)) {
    const destination = destinationIn(judged, key)
    if (!destination) continue
    for (const rule of denying(
      judged,
      flows.map(flow => outboundTo(destination, flow)),
    )) {
      if (tagShapeFaults(rule).length > 0) continue
      yield finding(judged, rule, "information", {
        range: platformRange(rule, "destination", key),
        data: { direction: "Outbound", tag: platformTags[key as keyof typeof platformTags] },
        message: `This rule blocks ${name}; ${effect}.`,
      })
    }
  }
}

function destinationIn({ rules }: JudgedGroup, key: string): AddressTerm | undefined {
  for (const { destination } of rules) {
    const found = destination.find(term => term.key === key)
    if (found) return found
  }
  return undefined
}

/** The document of September 2017 exempts nothing: what the rules say of these addresses is what happens. */
function* blockedAsOf2017(judged: JudgedGroup): Iterable<Finding> {
  const host = denying(judged, [
    outboundTo(platformPrefix, { protocol: "Udp", destinationPort: "*" }),
    outboundTo(platformPrefix, { protocol: "Tcp", destinationPort: "*" }),
  ])
  const kms = denying(
    judged,
    kmsAddresses.map(address => outboundTo(prefix(address), { protocol: "Tcp", destinationPort: 1688 })),
  )
  for (const rule of new Set([...host, ...kms])) {
    const stopped = [
      ...(host.has(rule) ? ["the platform's traffic to 168.63.129.16"] : []),
      ...(kms.has(rule) ? ["Windows activation (KMS, port 1688)"] : []),
    ]
    const today = stopped.length > 1 ? "blocks neither" : "does not block it"
    yield finding(judged, rule, "warning", {
      range: rule.at.name,
      data: { direction: "Outbound", address: platformAddress },
      message: `${nameRule(rule)} blocks ${stopped.join(" and ")}, according to the September 2017 documentation (nsg.profile); the machine may not work properly. Today's documentation says it ${today}.`,
    })
  }
}

/** The custom rules that surely deny some of the flows. */
function denying(judged: JudgedGroup, flows: readonly Flow[]): ReadonlySet<LocatedRule> {
  const outcomes = flows.flatMap(flow => evaluateFlow(judged.analysis.prepared, flow).outcomes)
  return new Set(
    outcomes
      .filter(deniesSurely)
      .map(({ rule }) => rule)
      .filter(isCustom),
  )
}

function deniesSurely({ access, assumptions }: Outcome<GroupRule>): boolean {
  return access === "Deny" && assumptions.length === 0
}

function isCustom(rule: GroupRule | null): rule is LocatedRule {
  return rule !== null && isLocated(rule) && !isDefault(rule)
}

function outboundTo(destination: AddressTerm, flow: Pick<Flow, "protocol" | "destinationPort">): Flow {
  return { direction: "Outbound", source: prefix("0.0.0.0/0"), sourcePort: "*", destination, ...flow }
}

/** Where the rule names the platform, else its name. */
function platformRange(rule: LocatedRule, side: "source" | "destination", tag: string = loadBalancerKey) {
  const index = rule[side].findIndex(({ key }) => key === tag || (side === "source" && key === platformPrefix.key))
  return rule.at.terms[side][index] ?? rule.at.name
}

function finding(
  { group }: JudgedGroup,
  rule: LocatedRule,
  severity: Severity,
  rest: Pick<Finding, "range" | "data" | "message">,
): Finding {
  return { code: blockedPlatformAddress.code, severity, group, rule, related: [], ...rest }
}
