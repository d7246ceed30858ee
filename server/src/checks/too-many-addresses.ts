import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule, RuleProperty } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import { beyondLimit, type Counted } from "./beyond-limit.ts"
import type { GroupCheck } from "./check.ts"
import { possibly } from "./severity.ts"

/** In one of the four lists, over all rules of a group. */
const limit = 4000

export const tooManyAddresses: GroupCheck<Surplus> = {
  code: "too-many-addresses",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleAddressesOrPortsPerSecurityGroupLimitReached"],
  aliases: [],
  scope: "group",
  summary: "More than 4,000 addresses or ports of one kind in all rules of a group, which Azure refuses.",
  explanation: `
All rules of a group together have at most 4,000 source addresses, 4,000 destination addresses, and as many source ports and
destination ports (virtual network limits, 12/2022; SecurityRuleAddressesOrPortsPerSecurityGroupLimitReached, seen in
cloud-provider-azure#2725). Use larger blocks, service tags, application security groups, or ranges of ports; or split the
group between subnets. The finding is shown at the first value beyond the limit.

Azure's message counts the lists. Whether it also counts a value in a field for one value is not published, and a rule with
a condition may be absent: if the limit is exceeded only with these, the finding says "may" and is a Warning. Lists that are
not known are not counted. Effective rules printed by Azure are not checked.
`,
  *run({ group }, { dialect }) {
    if (dialect === "effective-nsg" || dialect === "network-watcher") return
    // Where each value stands is looked up only if there are so many.
    if (countOf(group) <= limit) return
    for (const [property, terms] of lists) {
      const beyond = beyondLimit([...valuesOf(group, property, terms)], limit)
      if (!beyond) continue
      const { first, count, isSure } = beyond
      const severity = isSure ? "error" : possibly("error")
      yield { at: first.at, rule: first.rule, severity, data: { property, count, isSure } }
    }
  },
  message: ({ property, count, isSure }) => {
    const has = isSure
      ? l10n.t`This NSG has ${count} ${property} in its rules; Azure accepts at most 4,000 (SecurityRuleAddressesOrPortsPerSecurityGroupLimitReached).`
      : l10n.t`This NSG may have ${count} ${property} in its rules; Azure accepts at most 4,000 (SecurityRuleAddressesOrPortsPerSecurityGroupLimitReached).`
    const advice = property.includes("Port")
      ? l10n.t`Use ranges.`
      : l10n.t`Use larger blocks, service tags or security groups.`
    return `${has} ${advice}`
  },
  fault: ({ property }) => ({ property }),
  examples: [
    {
      title: "A few addresses are fine",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.1.0.0/16, 10.3.0.0/16], sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
`,
    },
  ],
}

interface Surplus {
  readonly property: RuleProperty
  readonly count: number
  readonly isSure: boolean
}

const lists = [
  ["sourceAddressPrefixes", "source"],
  ["destinationAddressPrefixes", "destination"],
  ["sourcePortRanges", "sourcePorts"],
  ["destinationPortRanges", "destinationPorts"],
] as const

type Terms = (typeof lists)[number][1]

function* valuesOf(group: LocatedGroup, property: RuleProperty, terms: Terms): Iterable<Counted> {
  for (const rule of group.rules) {
    const isSure = rule.at.properties[property] !== undefined && !rule.possiblyAbsent
    for (const [index, term] of termsOf(rule, terms).entries()) {
      if (isCounted(term)) yield { rule, at: rule.at.terms[terms][index] ?? rule.at.name, isSure }
    }
  }
}

/** All values of all lists. */
function countOf({ rules }: LocatedGroup): number {
  return rules.reduce((sum, { source, destination, sourcePorts, destinationPorts }) => {
    return sum + source.length + destination.length + sourcePorts.length + destinationPorts.length
  }, 0)
}

function termsOf(rule: LocatedRule, terms: Terms): readonly (AddressTerm | PortTerm)[] {
  return rule[terms]
}

/** What is known to be an address or port: security groups have a limit of their own. */
function isCounted(term: AddressTerm | PortTerm): boolean {
  return "kind" in term ? term.kind !== "group" && term.kind !== "unknown" : !("unknown" in term)
}
