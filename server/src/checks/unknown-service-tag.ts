import { type UnlistedTag, unlistedTag } from "../azure/unlisted-tag.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { Check, Severity } from "./check.ts"
import { isTag, placedTerms } from "./rule-terms.ts"

export const unknownServiceTag: Check = {
  code: "unknown-service-tag",
  scope: "rule",
  severity: "information",
  summary: "A word in an address field that is not a known service tag.",
  explanation: `
A word in an address field is read as a service tag. This one is in none of Microsoft's tag files (2025-10-28 to 2026-07-20).
It may be newer than those files, so it may be right; otherwise Azure refuses the deployment
(SecurityRuleInvalidAddressPrefix). In proofs and in Verify Flow its addresses count as unknown.

It is an Error if the region cannot be right: AzureCloud spells some regions differently from all other tags
(\`AzureCloud.norwaye\`, but \`Storage.NorwayEast\`), and many tags have no regions at all.
`,
  *run({ groups }) {
    const known = new Map<string, UnlistedTag | undefined>()
    for (const { group } of groups) {
      for (const rule of group.rules) {
        for (const { name, unlisted, range } of unknownTags(rule, known)) {
          yield {
            code: unknownServiceTag.code,
            severity: severityOf(unlisted),
            range,
            group,
            rule,
            related: [],
            data: { tag: name, ...(unlisted.instead !== undefined && { instead: unlisted.instead }) },
            message: message(name, unlisted),
          }
        }
      }
    }
  },
  examples: [
    {
      title: "A misspelt tag, or a new one",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Intranet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^ unknown-service-tag: Unknown service tag. Check the spelling; ignore this if the tag is new.
- { name: probe, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureLoadbalancr, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^^^^^^^^^ unknown-service-tag: Unknown service tag: did you mean AzureLoadBalancer? Ignore this if the tag is new.
`,
    },
    {
      title: "Regions",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: norway, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureCloud.norwayeast, destinationPortRange: 443 }
#                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: AzureCloud.norwayeast is not a valid service tag: AzureCloud spells this region differently. Use AzureCloud.norwaye. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: france, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage.centralfrance, destinationPortRange: 443 }
#                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: Storage.centralfrance is not a valid service tag: Storage spells this region differently. Use Storage.FranceCentral. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: sign-in, priority: 120, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureActiveDirectory.WestEurope, destinationPortRange: 443 }
#                                                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-tag: AzureActiveDirectory.WestEurope is not a valid service tag: AzureActiveDirectory has no regions. Use AzureActiveDirectory. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).
- { name: atlantis, priority: 130, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql.Atlantis, destinationPortRange: 1433 }
#                                                                                                                                                               ^^^^^^^^^^^^ unknown-service-tag: Unknown region of Sql. Check the spelling; ignore this if the region is new.
- { name: sweden, priority: 140, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql.sweden-central, destinationPortRange: 1433 }
#                                                                                                                                                             ^^^^^^^^^^^^^^^^^^ unknown-service-tag: Unknown region of Sql: did you mean Sql.SwedenCentral? Ignore this if the region is new.
- { name: right, priority: 150, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: azurecloud.NORWAYE, destinationPortRange: 443 }
`,
    },
  ],
}

interface UnknownTag {
  readonly name: string
  readonly unlisted: UnlistedTag
  readonly range: Range
}

/** Each name is looked up once for all rules. */
function unknownTags(rule: LocatedRule, known: Map<string, UnlistedTag | undefined>): readonly UnknownTag[] {
  return placedTerms(rule, isTag).flatMap(({ term: { name }, range }) => {
    if (!known.has(name)) known.set(name, unlistedTag(name))
    const unlisted = known.get(name)
    return unlisted ? [{ name, unlisted, range }] : []
  })
}

function severityOf({ kind }: UnlistedTag): Severity {
  return kind === "region-spelling" || kind === "no-regions" ? "error" : unknownServiceTag.severity
}

function message(name: string, unlisted: UnlistedTag): string {
  switch (unlisted.kind) {
    case "region-spelling":
      return `${name} is not a valid service tag: ${unlisted.tag} spells this region differently. Use ${unlisted.instead}. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).`
    case "no-regions":
      return `${name} is not a valid service tag: ${unlisted.tag} has no regions. Use ${unlisted.instead}. Azure refuses it as written (SecurityRuleInvalidAddressPrefix).`
    case "region":
      return `Unknown region of ${unlisted.tag}${advice(unlisted.instead)} this if the region is new.`
    case "word":
      return `Unknown service tag${advice(unlisted.instead)} this if the tag is new.`
  }
}

function advice(instead: string | undefined): string {
  return instead === undefined ? ". Check the spelling; ignore" : `: did you mean ${instead}? Ignore`
}
