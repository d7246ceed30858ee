import * as l10n from "@vscode/l10n"
import type { RuledGroup } from "../judging/judged-group.ts"

/** Rules that are no part of the document and still in the group once it is deployed: a sentence, or none. */
export function describeKeptRules({ group }: RuledGroup): string[] {
  if (!group.keepsOtherRules) return []
  const when = group.keepsOtherRules === "yes" ? l10n.t`purge_rules is false` : l10n.t`unless purge_rules is true`
  return [l10n.t`Ansible keeps existing rules of this NSG that are not in the file (${when}).`]
}
