import * as l10n from "@vscode/l10n"
import { defaultsBehind } from "../judging/defaulted-parameters.ts"
import { type GroupRule, isDefault, isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { probesInsteadOfClients } from "../judging/probes-instead-of-clients.ts"
import { type RedundantRule, redundantRules } from "../judging/redundant-rules.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { remembering } from "../values/remember.ts"
import type { GroupCheck, Related } from "./check.ts"
import { removeRuleFix } from "./fixes/remove-rule.ts"
import { relatedRule } from "./related.ts"
import { servicePorts } from "./service-ports.ts"
import { listRules, nameRule, withDefaults } from "./wording.ts"

export const redundantRule: GroupCheck<Removable> = {
  code: "redundant-rule",
  severity: "hint",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that could be removed: later rules or the default rules decide every packet the same way.",
  explanation: `
The rule matches traffic, but without it later rules allow or deny exactly the same: a broader rule, several rules together,
or Azure's default rules. It does no harm. But fewer rules are easier to read, and a rule that seems to be needed misleads
whoever changes the others. Rules that match nothing at all are reported by shadowed-rule.

The proof covers every packet and holds whatever tags and parameters without a value contain. All reported rules of a group
can be removed together. Groups with rules that are not known here are not checked. A rule that restates a default rule is
often there on purpose: to be visible, because a policy or a service asks for it, or because it should stay when the others
change. Then keep it.
`,
  *run(judged, { template }) {
    const told = toldOtherwise(judged)
    const decides = remembering(decidesTheSame)
    for (const redundant of redundantRules(judged)) {
      const { rule, instead } = redundant
      if (told.has(rule)) continue
      yield {
        at: rule.at.name,
        rule,
        related: instead.filter(isLocated).map(decides),
        data: { ...redundant, defaults: defaultsBehind([rule, ...instead], judged.group, template) },
      }
    }
  },
  message,
  fixes: ({ rule, instead, defaults }) => {
    if (defaults.length > 0) return []
    // What restates a default rule is often there to be seen.
    const isToBeSeen = instead.every(isDefault)
    return [{ ...removeRuleFix(rule), ...(isToBeSeen ? { needsDecision: true } : { isPreferred: true }) }]
  },
  json: ({ instead }) => ({ instead: instead.map(({ name }) => name) }),
  fault: () => ({}),
  examples: [
    {
      title: "A part of a later rule",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: office, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^^ redundant-rule: "office" (100) changes nothing: without it, "everyone" (300) allows the same traffic. It can be removed.
- { name: no-admin, priority: 200, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 8443 }
- { name: everyone, priority: 300, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
`,
    },
    {
      title: "What the default rules do anyway",
      language: "yaml",
      source: `
name: app
securityRules:
- { name: from-network, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: VirtualNetwork, destinationPortRange: 1433 }
- { name: deny-internet, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: to-internet, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Internet, destinationPortRange: 443 }
#         ^^^^^^^^^^^ redundant-rule: "to-internet" (100) restates "AllowInternetOutBound" (65001): without it, the same traffic is allowed. Keep it if it is there on purpose.
`,
    },
    {
      title: "Rules that look alike and are needed",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: probes, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: no-partners, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/25, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: office, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: no-others, priority: 300, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.0.0/16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: everyone, priority: 400, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: deny-rest, priority: 4096, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}

interface Removable extends RedundantRule {
  /** Parameters whose default values have a part in it. */
  readonly defaults: readonly string[]
}

/** Of a rule that decides for many others one and the same. */
function decidesTheSame(later: LocatedRule): Related {
  return relatedRule(later, l10n.t`${nameRule(later)} decides the same traffic: ${String(later.access)}`)
}

/** Rules of which another check says more: one for 0.0.0.0/0 before one for `*`, and one for probes instead of clients. */
function toldOtherwise(judged: JudgedGroup): ReadonlySet<GroupRule> {
  const openers = judged.analysis.judgements.flatMap(({ ipv6Openers }) => ipv6Openers)
  return new Set([...openers, ...probesInsteadOfClients(judged, servicePorts).map(({ rule }) => rule)])
}

function message({ rule, instead, defaults }: Removable): string {
  const isDeny = rule.access === "Deny"
  if (instead.length > 0 && instead.every(isDefault)) {
    const restated = `${listRules(instead)}${withDefaults(defaults)}`
    return isDeny
      ? l10n.t`${nameRule(rule)} restates ${restated}: without it, the same traffic is denied. Keep it if it is there on purpose.`
      : l10n.t`${nameRule(rule)} restates ${restated}: without it, the same traffic is allowed. Keep it if it is there on purpose.`
  }
  const values = defaults.length > 0 ? l10n.t`With these values it can be removed.` : l10n.t`It can be removed.`
  return l10n.t`${nameRule(rule)} changes nothing${withDefaults(defaults)}: without it, ${othersText(instead, isDeny)}. ${values}`
}

function othersText(instead: readonly GroupRule[], isDeny: boolean): string {
  if (instead.length === 0)
    return isDeny ? l10n.t`later rules deny the same traffic` : l10n.t`later rules allow the same traffic`
  const rules = listRules(instead, 3)
  if (instead.length > 1)
    return isDeny ? l10n.t`${rules} deny the same traffic` : l10n.t`${rules} allow the same traffic`
  return isDeny ? l10n.t`${rules} denies the same traffic` : l10n.t`${rules} allows the same traffic`
}
