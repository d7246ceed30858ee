import type { LocatedGroup } from "../readers/reader.ts"
import type { Attachments } from "./attachments.ts"
import { internetExposures } from "./internet-exposures.ts"
import { type JudgedGroup, judgeGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"
import { otherLevels } from "./other-levels.ts"

/**
 * Whether the other level lets in nothing that so many public addresses may use, for no machine behind a group: what the
 * group opens, then, is open to nobody.
 */
export function isClosedElsewhere({ context }: JudgedGroup, attachments: Attachments, width: number): boolean {
  const others = otherLevels(attachments)
  return others?.every(({ group }) => isClosed(group, context, width)) ?? false
}

function isClosed(group: LocatedGroup, context: NetworkContext, width: number): boolean {
  return (
    group.incompleteReason === undefined && internetExposures(judgedOnce(group, context), "Inbound", width).length === 0
  )
}

const judged = new WeakMap<LocatedGroup, JudgedGroup>()

function judgedOnce(group: LocatedGroup, context: NetworkContext): JudgedGroup {
  const now = judgeGroup(group, context, { previous: judged.get(group) })
  judged.set(group, now)
  return now
}
