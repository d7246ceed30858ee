import * as l10n from "@vscode/l10n"
import type { ListedTag } from "../azure/listed-tag.ts"
import { issueOf } from "../azure/tag-data.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { type DeadByTagData, deadByTagData } from "../judging/judged-group.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { coveredRule } from "./covered-rule.ts"
import { adviseBefore } from "./free-priority.ts"
import { takenText } from "./shadowed-rule.ts"
import { listWords, nameRule } from "./wording.ts"

export const shadowedByTagData: GroupCheck<DeadAtPresent> = {
  code: "shadowed-by-tag-data",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that never matches with the prefixes that a service tag file lists.",
  explanation: `
With one of Microsoft's service tag files (the option \`--service-tags\`, the setting \`nsg.serviceTags.file\`, a
\`ServiceTags_*.json\` in the workspace or the command *NSG: Update Service Tags*), tags have known prefixes, and with these
prefixes earlier rules match all of this rule's traffic. That does not prove anything about tomorrow: Microsoft changes the
tags every week, and each cloud has its own. Rules that never match whatever the tags contain are reported by shadowed-rule.
`,
  *run(judged) {
    for (const dead of deadByTagData(judged)) {
      if (dead.judgement.cover.length === 0) continue
      const { opposite, finding } = coveredRule(dead.judgement)
      yield { ...finding, data: { ...dead, opposite, group: judged.group } }
    }
  },
  message,
  json: ({ judgement: { cover }, opposite, tags, tagData: { cloud, changeNumber, date } }) => ({
    coveredBy: cover.map(({ name }) => name),
    conflict: opposite.length > 0,
    tags: tags.map(({ name }) => name),
    tagData: { cloud: cloud ?? null, changeNumber: changeNumber ?? null, date: date ?? null },
  }),
  fault: ({ opposite }) => ({ conflict: opposite.length > 0 }),
  examples: [
    {
      title: "An address of a tag that is denied before",
      language: "yaml",
      tagFile: {
        name: "ServiceTags_Public_20251028.json",
        text: `{ "changeNumber": 375, "cloud": "Public", "values": [
          { "name": "Storage", "properties": { "addressPrefixes": ["192.0.2.0/26", "192.0.2.64/26"] } },
          { "name": "Sql", "properties": { "addressPrefixes": ["198.51.100.0/24"] } }
        ] }`,
      },
      source: `
name: web
securityRules:
- { name: no-storage, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage, destinationPortRange: "*" }
- { name: backup, priority: 200, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 192.0.2.0/25, destinationPortRange: 443 }
#         ^^^^^^ shadowed-by-tag-data: "backup" (200) never matches with the service tag data of 2025-10-28 (Public): "no-storage" (100) already denies this traffic. That depends on the prefixes of Storage, which change every week. Give "no-storage" a priority above 200: no priority is lower than 100.
- { name: database, priority: 210, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 198.51.100.0/23, destinationPortRange: 1433 }
- { name: block, priority: 220, direction: Outbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 192.0.2.77, destinationPortRange: 445 }
#         ^^^^^ shadowed-by-tag-data: "block" (220) never matches with the service tag data of 2025-10-28 (Public): "no-storage" (100) already denies this traffic. That depends on the prefixes of Storage, which change every week.
`,
    },
    {
      title: "Without a tag file nothing is said",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: no-storage, priority: 100, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage, destinationPortRange: "*" }
- { name: backup, priority: 200, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 192.0.2.0/25, destinationPortRange: 443 }
`,
    },
  ],
}

/** A rule that the data leaves nothing, and what its message tells. */
interface DeadAtPresent extends DeadByTagData {
  readonly group: LocatedGroup
  /** The rules of the cover that decide the other way. */
  readonly opposite: readonly GroupRule[]
}

function message({ judgement, tags, tagData, opposite, group }: DeadAtPresent): string {
  const { rule } = judgement
  const taken = takenText(judgement, opposite)
  const advice = opposite.length > 0 ? ` ${adviseBefore(group, rule, opposite)}` : ""
  return l10n.t`${nameRule(rule)} never matches with the service tag data of ${issueOf(tagData)}: ${taken}. ${basis(tags)}${advice}`
}

function basis(tags: readonly ListedTag[]): string {
  const names = listWords(tags.map(({ name }) => name))
  return l10n.t`That depends on the prefixes of ${names}, which change every week.`
}
