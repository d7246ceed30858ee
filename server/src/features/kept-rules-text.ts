import type { RuledGroup } from "../judging/judged-group.ts"

/** Rules that are no part of the document and still in the group once it is deployed: a sentence, or none. */
export function describeKeptRules({ group }: RuledGroup): string[] {
  if (!group.keepsOtherRules) return []
  const when = group.keepsOtherRules === "yes" ? "purge_rules is false" : "unless purge_rules is true"
  return [`Ansible keeps existing rules of this NSG that are not in the file (${when}).`]
}
