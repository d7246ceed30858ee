import * as l10n from "@vscode/l10n"
import type { RuleCheck } from "./check.ts"
import { placedTerms } from "./rule-terms.ts"
import { nameRule } from "./wording.ts"

export const sqlTagWithoutRegion: RuleCheck<{ readonly tag: string }> = {
  code: "sql-tag-without-region",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "The service tag Sql without a region, which did not exist in 2017 (profile 2017-09).",
  explanation: `
Only with \`nsg.profile\` set to \`2017-09\`. In the documentation of September 2017 the tag Sql exists only with a region
(\`Sql.EastUS\`). Today \`Sql\` stands for all regions.
`,
  *run(rule, { profile }) {
    if (profile !== "2017-09") return
    for (const { term, range } of placedTerms(rule)) {
      if (term.kind === "tag" && term.key === "tag:sql") yield { at: range, data: { tag: term.name } }
    }
  },
  message: ({ tag }, rule) =>
    l10n.t`${nameRule(rule)}: ${tag} needs a region, such as Sql.EastUS: the September 2017 documentation (nsg.profile) does not have it for all regions.`,
  examples: [
    {
      title: "All regions, and one",
      language: "yaml",
      profile: "2017-09",
      source: `
name: app
securityRules:
- { name: sql, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql, destinationPortRange: 1433 }
#                                                                                                                                                          ^^^ sql-tag-without-region: "sql" (100): Sql needs a region, such as Sql.EastUS: the September 2017 documentation (nsg.profile) does not have it for all regions.
- { name: near, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql.WestUS, destinationPortRange: 1434 }
`,
    },
  ],
}
