import * as l10n from "@vscode/l10n"
import { compareAnywhere, type DifferenceAnywhere } from "../judging/compare-groups.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { FixableDocument } from "./fixable-document.ts"

/** What another version of a document does to the traffic of its groups. */
export interface FixEffect {
  readonly changes: Pick<DifferenceAnywhere, "allowed" | "denied" | "uncertain">
  /** Why there may be more that is not known here; absent where this is all. */
  readonly open?: readonly string[]
}

/** Steps of one comparison: a title is waited for. */
const steps = 1_000_000

export function fixEffect(before: FixableDocument, after: FixableDocument): FixEffect {
  const [old, now] = [groupsOf(before), groupsOf(after)]
  const isSame = old.length === now.length && old.every(({ group }, index) => group.name === now[index]?.group.name)
  if (!isSame) return { changes: none, open: [l10n.t`it creates other NSGs`] }
  const differences = old.flatMap((judged, index) => {
    const other = now[index]
    return other ? [compareAnywhere(judged, other, steps)] : []
  })
  const open = [
    ...(differences.every(({ complete }) => complete) ? [] : [l10n.t`there are too many cases to compare`]),
    ...(differences.some(({ ofPlatform }) => ofPlatform)
      ? [l10n.t`it depends on whether Internet includes 168.63.129.16`]
      : []),
    ...(before.isParameterFile ? [l10n.t`templates take values from this file`] : []),
  ]
  return {
    changes: {
      allowed: differences.flatMap(({ allowed }) => allowed),
      denied: differences.flatMap(({ denied }) => denied),
      uncertain: differences.flatMap(({ uncertain }) => uncertain),
    },
    ...(open.length > 0 && { open }),
  }
}

const none = { allowed: [], denied: [], uncertain: [] }

/** Proved to change nothing. */
export function changesNothing({ changes: { allowed, denied, uncertain }, open }: FixEffect): boolean {
  return open === undefined && allowed.length + denied.length + uncertain.length === 0
}

function groupsOf({ analysed }: FixableDocument): readonly JudgedGroup[] {
  return [...analysed.groups, ...analysed.joinedGroups]
}
