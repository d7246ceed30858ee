import * as l10n from "@vscode/l10n"
import { fileTag } from "../azure/service-tags.ts"
import { onlyReceives } from "../azure/tag-directions.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { RuleCheck } from "./check.ts"
import type { Fix, RuleFixContext } from "./fix.ts"
import { removeRuleFix } from "./fixes/remove-rule.ts"
import { type PlacedTerm, placedTerms } from "./rule-terms.ts"
import { nameRule, sideWord } from "./wording.ts"

export const wrongDirectionTag: RuleCheck<Fault> = {
  code: "wrong-direction-tag",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "A service tag on the side of a rule, or in a direction, where it matches no traffic.",
  explanation: `
The destination of inbound traffic, and the source of outbound traffic, is a machine behind the group. Rules see its private
address, which is in no service tag, so a rule with a service tag there matches nothing. Usually the direction is wrong, or
source and destination are swapped. Only a machine that forwards traffic of other machines (a network appliance) sees other
addresses there. Internet and AzureCloud are not reported: they include the public addresses of load balancers, which
machines behind a floating IP see as the destination.

Some services only receive connections: Microsoft's overview lists their tags for outbound rules only. An inbound Allow with
such a tag as the source is an Information, because that table is advice, not a rule.
`,
  *run(rule) {
    for (const placed of placedTerms(rule)) {
      const fault = faultOf(rule, placed)
      if (fault) yield { at: placed.range, severity: fault.isLocal ? "warning" : "information", data: fault }
    }
  },
  message: (fault, rule) => (fault.isLocal ? localText(rule, fault) : sourceText(rule, fault)),
  fixes: wrongDirectionTagFixes,
  json: ({ tag, side }) => ({ tag, side }),
  examples: [
    {
      title: "A tag on the machine's own side",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: logs, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: AzureMonitor, destinationPortRange: 443 }
#                                                                                                                                                                     ^^^^^^^^^^^^ wrong-direction-tag: "logs" (100) matches nothing, unless the machine forwards traffic for others: inbound traffic goes to the machine itself, not to AzureMonitor. Set direction to Outbound, or the destination to *.
- { name: no-storage, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: Storage.WestEurope, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                           ^^^^^^^^^^^^^^^^^^ wrong-direction-tag: "no-storage" (100) matches nothing, unless the machine forwards traffic for others: outbound traffic comes from the machine itself, not from Storage.WestEurope. Set direction to Inbound, or the source to *.
`,
    },
    {
      title: "A service that only receives",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: logs, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureMonitor, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                     ^^^^^^^^^^^^ wrong-direction-tag: "logs" (100): AzureMonitor is for outbound rules: this service receives connections and opens none. Replies need no rule.
`,
    },
    {
      title: "The right way round",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: logs, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: AzureMonitor, destinationPortRange: 443 }
- { name: frontend, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Internet, destinationPortRange: 443 }
- { name: management, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: GatewayManager, sourcePortRange: "*", destinationAddressPrefix: VirtualNetwork, destinationPortRange: 443 }
`,
    },
  ],
}

interface Fault {
  readonly tag: string
  /** The tag as it is written. */
  readonly name: string
  readonly side: PlacedTerm["side"]
  /** It stands on the machine's own side, and not as the source of connections that the service never opens. */
  readonly isLocal: boolean
}

function faultOf(rule: LocatedRule, { isLocal, side, term }: PlacedTerm): Fault | undefined {
  if (term.kind !== "tag") return undefined
  const tag = fileTag(term.key)?.name
  if (tag === undefined) return undefined
  const { name } = term
  if (isLocal && tag !== "AzureCloud") return { tag, name, side, isLocal }
  if (rule.direction !== "Inbound" || rule.access !== "Allow" || !onlyReceives(tag)) return undefined
  return { tag, name, side, isLocal: false }
}

function wrongDirectionTagFixes({ isLocal, side }: Fault, { rule }: RuleFixContext): readonly Fix[] {
  if (!isLocal) return [removeRuleFix(rule)]
  const value = rule.direction === "Inbound" ? "Outbound" : "Inbound"
  return [
    { title: l10n.t`Set the direction to ${value}`, changes: [{ kind: "set", rule, property: "direction", value }] },
    { title: l10n.t`Set the ${sideWord(side)} to *`, changes: [{ kind: "side", rule, side, values: ["*"] }] },
  ]
}

function localText(rule: LocatedRule, { side, name }: Fault): string {
  const [traffic, other] =
    rule.direction === "Inbound"
      ? ([l10n.t`inbound traffic goes to the machine itself, not to ${name}`, "Outbound"] as const)
      : ([l10n.t`outbound traffic comes from the machine itself, not from ${name}`, "Inbound"] as const)
  return l10n.t`${nameRule(rule)} matches nothing, unless the machine forwards traffic for others: ${traffic}. Set direction to ${other}, or the ${sideWord(side)} to *.`
}

function sourceText(rule: LocatedRule, { name }: Fault): string {
  return l10n.t`${nameRule(rule)}: ${name} is for outbound rules: this service receives connections and opens none. Replies need no rule.`
}
