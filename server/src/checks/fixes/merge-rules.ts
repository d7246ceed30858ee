import * as l10n from "@vscode/l10n"
import type { MergeablePair } from "../../judging/mergeable-pairs.ts"
import type { Fix } from "../fix.ts"
import { quoteName } from "../wording.ts"
import { writtenTerms } from "./written-terms.ts"

/** One of two rules gets what both have; the other one goes, with its name and its description. */
export function mergeFixes({ first, second, field, keep }: MergeablePair): readonly Fix[] {
  const [own, others] = [writtenTerms(first, field), writtenTerms(second, field)]
  if (!own || !others) return []
  const other = keep === first ? second : first
  const values = [...new Set([...own, ...others])]
  return [
    {
      title: l10n.t`Merge ${quoteName(other)} into ${quoteName(keep)}`,
      changes: [
        { kind: "side", rule: keep, side: field, values },
        { kind: "remove", rule: other },
      ],
      needsDecision: true,
    },
  ]
}
