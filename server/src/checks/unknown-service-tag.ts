import * as l10n from "@vscode/l10n"
import { type UnlistedTag, unlistedTag } from "../azure/unlisted-tag.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { RuleCheck, Severity } from "./check.ts"
import { possibly } from "./severity.ts"
import { nameRule } from "./wording.ts"

export const unknownServiceTag: RuleCheck<UnknownTag> = {
  code: "unknown-service-tag",
  severity: "information",
  category: "refused",
  azureErrors: ["SecurityRuleInvalidAddressPrefix"],
  aliases: [],
  scope: "rule",
  summary: "A word in an address field that is not a known service tag.",
  explanation: `
A word in an address field is read as a service tag. This one is in none of Microsoft's tag files (2025-10-28 to
2026-07-20). It may be newer than those files, so it may be right; otherwise Azure refuses the deployment
(SecurityRuleInvalidAddressPrefix, terraform-provider-azurerm#16761). In proofs and in Verify Flow its addresses count as
unknown.

It is an Error if the part after the tag cannot be its region: AzureCloud spells some regions differently from all other
tags (\`AzureCloud.norwaye\`, but \`Storage.NorwayEast\`, bicep-registry-modules#5313), many tags have no regions at all, and a
word that names no region belongs to no tag. An Azure region for which the files do not list the tag is a Warning, because
services come to new regions. Tags that are regional according to the documentation, but not in the files, are not checked.
If a region or tag is new, load a newer service tag file (setting \`nsg.serviceTags.file\`): the tags in it are known.
`,
  *run(rule, { network, profile }) {
    if (profile === "classic") return
    for (const data of unknownTags(rule, network)) yield { at: data.at, severity: severities[data.unlisted.kind], data }
  },
  message,
  fixes: ({ at, unlisted: { instead } }, { rule }) =>
    instead === undefined
      ? []
      : [
          {
            title: l10n.t`Change to ${instead}`,
            changes: [{ kind: "write", rule, range: at, value: instead }],
            isPreferred: true,
          },
        ],
  json: ({ tag, unlisted: { instead } }) => ({ tag, ...(instead !== undefined && { instead }) }),
  examples: [
    {
      title: "A misspelt tag, or a new one",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Intranet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^ unknown-service-tag: "https" (100): unknown service tag "Intranet". Check the spelling; ignore this if the tag is new.
- { name: probe, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureLoadbalancr, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^^^^^^^^^ unknown-service-tag: "probe" (110): unknown service tag "AzureLoadbalancr". Did you mean AzureLoadBalancer? Ignore this if the tag is new.
`,
    },
    {
      title: "Regions",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: norway, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureCloud.norwayeast, destinationPortRange: 443 }
#                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: "norway" (100): AzureCloud.norwayeast is not a valid service tag; AzureCloud spells this region differently. Use AzureCloud.norwaye. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: france, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage.centralfrance, destinationPortRange: 443 }
#                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: "france" (110): Storage.centralfrance is not a valid service tag; Storage spells this region differently. Use Storage.FranceCentral. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: sign-in, priority: 120, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureActiveDirectory.WestEurope, destinationPortRange: 443 }
#                                                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: "sign-in" (120): AzureActiveDirectory.WestEurope is not a valid service tag; AzureActiveDirectory has no regions. Use AzureActiveDirectory. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: atlantis, priority: 130, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql.Atlantis, destinationPortRange: 1433 }
#                                                                                                                                                               ^^^^^^^^^^^^ unknown-service-tag: "atlantis" (130): Sql.Atlantis is not a valid service tag; Microsoft's files have no region Atlantis. Correct it, or load a newer file. Azure refuses unknown regions (SecurityRuleInvalidAddressPrefix).
- { name: sweden, priority: 140, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql.sweden-central, destinationPortRange: 1433 }
#                                                                                                                                                             ^^^^^^^^^^^^^^^^^^ unknown-service-tag: "sweden" (140): Sql.sweden-central is not a valid service tag; Microsoft's files have no region sweden-central. Use Sql.SwedenCentral. Azure refuses unknown regions (SecurityRuleInvalidAddressPrefix).
- { name: lake, priority: 145, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureDataLake.NorwayEast, destinationPortRange: 443 }
#                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: "lake" (145): AzureDataLake is not in NorwayEast, by Microsoft's service tag files up to 2026-07-20. Azure refuses AzureDataLake.NorwayEast unless that is new (SecurityRuleInvalidAddressPrefix).
- { name: right, priority: 150, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: azurecloud.NORWAYE, destinationPortRange: 443 }
`,
    },
  ],
}

interface UnknownTag {
  readonly at: Range
  readonly tag: string
  readonly unlisted: UnlistedTag
}

/** A tag that a newer file has is one, whatever we know. */
function* unknownTags(rule: LocatedRule, { tagData }: NetworkContext): Iterable<UnknownTag> {
  for (const side of ["source", "destination"] as const) {
    for (const [index, term] of rule[side].entries()) {
      if (term.kind !== "tag" || tagData?.tags.has(term.key)) continue
      const unlisted = unlistedTag(term.name)
      if (unlisted) yield { at: rule.at.terms[side][index] ?? rule.at.name, tag: term.name, unlisted }
    }
  }
}

const severities: Readonly<Record<UnlistedTag["kind"], Severity>> = {
  "region-spelling": "error",
  "no-regions": "error",
  "no-such-region": "error",
  "not-in-region": possibly("error"),
  word: "information",
}

function message({ tag: name, unlisted }: UnknownTag, rule: LocatedRule): string {
  return `${nameRule(rule)}: ${faultText(name, unlisted)}`
}

function faultText(name: string, unlisted: UnlistedTag): string {
  switch (unlisted.kind) {
    case "region-spelling":
      return l10n.t`${name} is not a valid service tag; ${unlisted.tag} spells this region differently. Use ${unlisted.instead}. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).`
    case "no-regions":
      return l10n.t`${name} is not a valid service tag; ${unlisted.tag} has no regions. Use ${unlisted.instead}. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).`
    case "no-such-region": {
      const advice =
        unlisted.instead === undefined ? l10n.t`Correct it, or load a newer file` : l10n.t`Use ${unlisted.instead}`
      return l10n.t`${name} is not a valid service tag; Microsoft's files have no region ${name.slice(unlisted.tag.length + 1)}. ${advice}. Azure refuses unknown regions (SecurityRuleInvalidAddressPrefix).`
    }
    case "not-in-region":
      return l10n.t`${unlisted.tag} is not in ${unlisted.region}, by Microsoft's service tag files up to 2026-07-20. Azure refuses ${name} unless that is new (SecurityRuleInvalidAddressPrefix).`
    case "word":
      return unlisted.instead === undefined
        ? l10n.t`unknown service tag "${name}". Check the spelling; ignore this if the tag is new.`
        : l10n.t`unknown service tag "${name}". Did you mean ${unlisted.instead}? Ignore this if the tag is new.`
  }
}
