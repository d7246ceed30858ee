import * as l10n from "@vscode/l10n"
import { isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { namedKeys, namedTerms } from "../judging/named-terms.ts"
import { isWrittenExpression } from "../readers/expression-text.ts"
import { beyondLimit, type Counted } from "./beyond-limit.ts"
import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"
import { possibly } from "./severity.ts"

/** Different application security groups, over all rules of a group. */
const limit = 100

const ofRules = refusals("too-many-asgs")

export const tooManyAsgs: GroupCheck<Refusal | Surplus> = {
  code: "too-many-asgs",
  severity: "error",
  category: "refused",
  azureErrors: ["NumberOfApplicationSecurityGroupsReferencedInSecurityRuleLimitReached"],
  aliases: [],
  scope: "group",
  summary: "More application security groups than Azure accepts: 10 per side of a rule, 100 in all rules of a group.",
  explanation: `
A side of a rule has at most 10 application security groups
(NumberOfApplicationSecurityGroupsReferencedInSecurityRuleLimitReached; until 2021 it was one), and all rules of a group
together have at most 100 (virtual network limits, 12/2022; which error Azure returns for more is not known). Each security
group counts once here, however often it is used. Security groups whose ids are expressions may be the same one, and a rule
with a condition may be absent: if the limit is exceeded only with these, the finding says "may" and is a Warning.
`,
  *run(judged, context) {
    yield* ofRules.run(judged, context)
    const isFew = namedKeys(judged.rules).size <= limit
    const beyond = isFew ? undefined : beyondLimit(groupsUsed(judged), limit)
    if (!beyond) return
    const { first, count, isSure } = beyond
    yield {
      at: first.at,
      rule: first.rule,
      severity: isSure ? "error" : possibly("error"),
      data: { count, isSure },
    }
  },
  message: found =>
    "problem" in found
      ? ofRules.message(found)
      : found.isSure
        ? l10n.t`The rules of this NSG use ${found.count} application security groups; Azure accepts at most 100. Merge some of them, or use address prefixes.`
        : l10n.t`The rules of this NSG may use ${found.count} application security groups; Azure accepts at most 100. Merge some of them, or use address prefixes.`,
  json: found => ("problem" in found ? { ...ofRules.json?.(found) } : { ...found }),
  fault: found => ("problem" in found ? { ...ofRules.fault?.(found) } : { limit }),
  examples: [
    {
      title: "Eleven groups on a side, and ten",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: eleven, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceApplicationSecurityGroups: [a, b, c, d, e, f, g, h, i, j, k], sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
#                                                                                                                                                  ^ too-many-asgs: "eleven" (100) has 11 entries in sourceApplicationSecurityGroups; Azure accepts at most 10 application security groups per side (NumberOfApplicationSecurityGroupsReferencedInSecurityRuleLimitReached). Split the rule.
- { name: ten, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceApplicationSecurityGroups: [a, b, c, d, e, f, g, h, i, j], sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 443 }
`,
    },
  ],
}

interface Surplus {
  readonly count: number
  readonly isSure: boolean
}

/** Each group once, where it stands first; one that surely counts, where it first does so. */
function groupsUsed({ rules }: JudgedGroup): readonly Counted[] {
  return [...namedTerms(rules).values()].flatMap(named => {
    const uses = named.flatMap(({ rule, side, index, term }): Counted[] => {
      if (term.kind !== "group" || !isLocated(rule)) return []
      const isSure = !rule.possiblyAbsent && !isWrittenExpression(term.name)
      return [{ rule, at: rule.at.terms[side][index] ?? rule.at.name, isSure }]
    })
    return uses.find(({ isSure }) => isSure) ?? uses[0] ?? []
  })
}
