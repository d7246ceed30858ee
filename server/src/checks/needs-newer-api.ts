import * as l10n from "@vscode/l10n"
import { firstVersions, isOlder } from "../azure/field-versions.ts"
import { type LocatedGroup, type LocatedRule, type RuleProperty, ruleProperties } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { nameRule } from "./wording.ts"

export const needsNewerApi: GroupCheck<NewerField> = {
  code: "needs-newer-api",
  severity: "warning",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule property that the template schema has only from a later API version on.",
  explanation: `
Lists of addresses and ports are in the template schema from API version 2017-06-01 on, application security groups from
2017-09-01 on. Whether Azure refuses them in a resource with an older version, or ignores them, is not known: this is based
only on the schemas, so it is a Warning. It is reported once for each resource that states an \`apiVersion\`. If a tool or a
script chooses the version, nothing is reported. Icmp, Esp and Ah are the subject of
[icmp-only-protocol](#icmp-only-protocol).
`,
  *run({ group }) {
    for (const { rules, apiVersion } of resourcesOf(group)) {
      const [first, ...others] = rules.flatMap(usesOf).filter(({ least }) => isOlder(apiVersion, least))
      if (!first) continue
      const latest = others.reduce((one, other) => (other.least > one.least ? other : one), first)
      const { rule, property, least } = latest
      const more = new Set([first, ...others].map(use => use.rule)).size - 1
      const key = rule.names[property] ?? property
      const at = rule.at.properties[property] ?? rule.at.name
      yield { at, rule, data: { rule, property, key, apiVersion, leastApiVersion: least, more } }
    }
  },
  message: ({ rule, key, apiVersion, leastApiVersion, more }) =>
    l10n.t`${nameRule(rule)} uses ${key}, which the template schema has only from API version ${leastApiVersion} on; this resource has ${apiVersion}. What Azure does with it there is not documented. Raise the apiVersion.${moreText(more)}`,
  json: ({ property, apiVersion, leastApiVersion }) => ({ property, apiVersion, leastApiVersion }),
  examples: [
    {
      title: "Lists in a resource that is older than they are, and in one that is not",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2017-03-30",
      "name": "old",
      "properties": {
        "securityRules": [
          { "name": "one", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.1.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } },
          { "name": "two", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.2.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRanges": ["80", "8080"] } },
//                                                                                                                                                                                                                                                ^^^^^^^^^^^^^^ needs-newer-api: "two" (110) uses destinationPortRanges, which the template schema has only from API version 2017-06-01 on; this resource has 2017-03-30. What Azure does with it there is not documented. Raise the apiVersion. The same goes for 1 more rule of this resource.
          { "name": "three", "properties": { "priority": 120, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefixes": ["10.3.0.0/16", "10.5.0.0/16"], "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2017-06-01",
      "name": "new",
      "properties": {
        "securityRules": [
          { "name": "two", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.2.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRanges": ["80", "8080"] } }
        ]
      }
    }
  ]
}
`,
    },
  ],
}

interface NewerField {
  readonly rule: LocatedRule
  readonly property: RuleProperty
  /** The document's name of the property. */
  readonly key: string
  readonly apiVersion: string
  readonly leastApiVersion: string
  /** How many rules of the resource need a newer version besides this one. */
  readonly more: number
}

interface Use {
  readonly rule: LocatedRule
  readonly property: RuleProperty
  readonly least: string
}

interface Resource {
  readonly rules: readonly LocatedRule[]
  readonly apiVersion: string
}

/** The group with the rules in it, and each rule that is a resource of its own: what states an API version that lacks any property. */
function resourcesOf({ rules, apiVersion }: LocatedGroup): readonly Resource[] {
  const own = (version: string | undefined, of: () => readonly LocatedRule[]): readonly Resource[] =>
    version !== undefined && isOlder(version, newest) ? [{ rules: of(), apiVersion: version }] : []
  return [
    ...own(apiVersion, () => rules.filter(rule => rule.apiVersion === undefined)),
    ...rules.flatMap(rule => own(rule.apiVersion, () => [rule])),
  ]
}

const [newest = ""] = Object.values(firstVersions).sort().reverse()

function usesOf(rule: LocatedRule): readonly Use[] {
  return ruleProperties.flatMap(property => {
    const least = firstVersions[property]
    return least !== undefined && rule.at.properties[property] ? [{ rule, property, least }] : []
  })
}

function moreText(more: number): string {
  if (more === 0) return ""
  return more === 1
    ? l10n.t` The same goes for 1 more rule of this resource.`
    : l10n.t` The same goes for ${more} more rules of this resource.`
}
