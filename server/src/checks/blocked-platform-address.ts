import { loadBalancerKey, platformTags } from "../azure/service-tags.ts"
import { kmsAddresses, platformAddress, platformPrefix, prefix } from "../azure/special-addresses.ts"
import { evaluateFlow } from "../engine/evaluate-flow.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import type { Check, CheckContext, Finding, Severity } from "./check.ts"
import { findProbeStopper, namesPlatform, type ProbeStopper } from "./health-probes.ts"
import { type GroupRule, isDefault, isLocated, isPartial, type JudgedGroup } from "./judged-group.ts"

export const blockedPlatformAddress: Check = {
  code: "blocked-platform-address",
  severity: "warning",
  summary: "A Deny that stops traffic of the Azure platform: health probes, DNS, instance metadata or activation.",
  explanation: `
**Inbound**, Azure's load balancers probe the machines behind them from 168.63.129.16, which lies in \`*\`,
AzureLoadBalancer, VirtualNetwork and possibly Internet. A group that lets no TCP from there in takes every back end out
of rotation. It is a Warning where a load balancer stands in the same document, or where the Deny names the platform;
otherwise an Information, for it matters only behind a load balancer.

**Outbound**, DNS, instance metadata and Windows activation are not judged by ordinary rules. Only a Deny naming
AzurePlatformDNS, AzurePlatformIMDS or AzurePlatformLKM stops them, which is usually meant: Information. The document of
September 2017 had it that any Deny stops 168.63.129.16; with \`nsg.profile\` set to \`2017-09\` that is a Warning.

Groups of which some rules cannot be known are not judged.
`,
  *run(context) {
    for (const judged of context.groups) {
      if (isPartial(judged)) continue
      yield* blockedProbes(judged, context)
      yield* deniedPlatformTags(judged)
      if (context.profile === "2017-09") yield* blockedAsOf2017(judged)
    }
  },
  examples: [
    {
      title: "A last Deny that health probes meet",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 198.51.100.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^ blocked-platform-address: If this group is behind a load balancer, its health probes (TCP from 168.63.129.16) end here, and every back end counts as down. Allow the tag AzureLoadBalancer inbound before priority 4096.
`,
    },
    {
      title: "A Deny of the tag Internet",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny-internet, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^^^^^^ blocked-platform-address: May stop health probes, if this group is behind a load balancer: recorded expansions of its source hold 168.63.129.16, from which they come. Allow the tag AzureLoadBalancer inbound before priority 4096.
`,
    },
    {
      title: "Probes that are let in before",
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
#                                                                                                         ^^^^^^^^^^^^^^^^^ blocked-platform-address: Health probes of Azure's load balancers (TCP from 168.63.129.16) end here, and every back end counts as down. Allow the tag AzureLoadBalancer inbound before priority 100.
`,
    },
    {
      title: "A Deny that names a platform service",
      language: "yaml",
      source: `
name: locked
securityRules:
- { name: no-dns, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzurePlatformDNS, destinationPortRange: "*" }
#                                                                                                                                                            ^^^^^^^^^^^^^^^^ blocked-platform-address: This Deny stops DNS of the platform (168.63.129.16, port 53): names resolve only through a DNS server of your own.
`,
    },
    {
      title: "A plain outbound Deny, against the document of 2017",
      language: "yaml",
      profile: "2017-09",
      source: `
name: locked
securityRules:
- { name: deny-out, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^ blocked-platform-address: By the document of September 2017 (nsg.profile) this Deny stops the platform's traffic to 168.63.129.16 and Windows activation (KMS, port 1688), without which a machine may not function properly. Today it stops neither.
`,
    },
  ],
}

function* blockedProbes(judged: JudgedGroup, { hasLoadBalancer }: CheckContext): Iterable<Finding> {
  const stopper = findProbeStopper(judged)
  if (!stopper) return
  const { rule, certain } = stopper
  const severity: Severity = namesPlatform(rule) || (hasLoadBalancer && certain) ? "warning" : "information"
  yield finding(judged, rule, severity, {
    range: platformRange(rule, "source"),
    data: { direction: "Inbound", address: platformAddress, certain },
    message: probeText(stopper, namesPlatform(rule) || hasLoadBalancer),
  })
}

function probeText({ rule, certain, doubt }: ProbeStopper, concerned: boolean): string {
  const remedy = `Allow the tag AzureLoadBalancer inbound before ${typeof rule.priority === "number" ? `priority ${rule.priority}` : "this rule"}.`
  if (!certain) {
    const check = concerned
      ? "May stop health probes"
      : "May stop health probes, if this group is behind a load balancer"
    const why =
      doubt === "source"
        ? "recorded expansions of its source hold 168.63.129.16, from which they come"
        : "it is not known whether an earlier rule lets TCP from 168.63.129.16 in"
    return `${check}: ${why}. ${remedy}`
  }
  const whose = concerned
    ? "Health probes of Azure's load balancers (TCP from 168.63.129.16)"
    : "If this group is behind a load balancer, its health probes (TCP from 168.63.129.16)"
  return `${whose} end here, and every back end counts as down. ${remedy}`
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
    effect: "names resolve only through a DNS server of your own",
  },
  "tag:azureplatformimds": {
    flows: [{ protocol: "Tcp", destinationPort: 80 }],
    name: "the Instance Metadata Service (169.254.169.254, port 80)",
    effect: "managed identities and everything else that asks it stop working",
  },
  "tag:azureplatformlkm": {
    flows: [{ protocol: "Tcp", destinationPort: 1688 }],
    name: "Windows activation (KMS, port 1688)",
    effect: "Windows machines cannot activate",
  },
}

function* deniedPlatformTags(judged: JudgedGroup): Iterable<Finding> {
  for (const [key, { flows, name, effect }] of Object.entries(services)) {
    const destination = judged.rules.flatMap(rule => rule.destination).find(term => term.key === key)
    if (!destination) continue
    for (const rule of denying(
      judged,
      flows.map(flow => outboundTo(destination, flow)),
    )) {
      yield finding(judged, rule, "information", {
        range: platformRange(rule, "destination", key),
        data: { direction: "Outbound", tag: platformTags[key as keyof typeof platformTags] },
        message: `This Deny stops ${name}: ${effect}.`,
      })
    }
  }
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
    const today = stopped.length > 1 ? "stops neither" : "does not stop it"
    yield finding(judged, rule, "warning", {
      range: rule.at.name,
      data: { direction: "Outbound", address: platformAddress },
      message: `By the document of September 2017 (nsg.profile) this Deny stops ${stopped.join(" and ")}, without which a machine may not function properly. Today it ${today}.`,
    })
  }
}

/** The custom rules that surely deny some of the flows. */
function denying(judged: JudgedGroup, flows: readonly Flow[]): ReadonlySet<LocatedRule> {
  const outcomes = flows.flatMap(flow => evaluateFlow(judged.rules, flow, judged.facts).outcomes)
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
