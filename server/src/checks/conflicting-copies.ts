import type { ConflictingCopy } from "../readers/reader.ts"
import type { Check } from "./check.ts"
import { listWords } from "./wording.ts"

export const conflictingCopies: Check = {
  code: "conflicting-copies",
  severity: "warning",
  summary: "A rule that is written twice, inline and by itself, with different values.",
  explanation: `
Portal exports and modules write the same rule inline in its group and again as a resource of its own: that is one rule.
Where the two differ, what ends up in Azure depends on the order of deployment. The standalone rule's values are used
here.
`,
  *run({ groups }) {
    for (const { group } of groups) {
      for (const copy of group.conflictingCopies) {
        const { rule, other, properties } = copy
        yield {
          code: conflictingCopies.code,
          severity: conflictingCopies.severity,
          range: (properties[0] && other.at.properties[properties[0]]) ?? other.at.name,
          group,
          rule,
          related: [{ range: rule.at.name, message: "the standalone rule, whose values are used here" }],
          data: { properties },
          message: message(copy),
        }
      }
    }
  },
  examples: [],
}

function message({ rule, properties }: ConflictingCopy): string {
  return `"${rule.name}" is also written as a rule of its own, with another ${listWords(properties)}: which of the two Azure keeps depends on the order of deployment. Make them equal, or remove one.`
}
