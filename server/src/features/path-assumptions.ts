import * as l10n from "@vscode/l10n"
import { directionWord } from "../checks/wording.ts"
import type { GroupLevel, LevelVerdict } from "../judging/path-level.ts"
import type { PathVerdict } from "../judging/verify-path.ts"
import { describeGroupRemarks } from "./assumption-text.ts"
import { describeEndings } from "./ending-text.ts"
import { levelIdentity } from "./level-name.ts"
import { describePathRemark } from "./path-remark-text.ts"

/** What the answer for a path rests on, and what would have to be known for a better one: sentences. */
export function describePathAssumptions(verdict: PathVerdict): string[] {
  const { levels, remarks, access } = verdict
  const groups = levels.filter(isJudged)
  // Of a flow that another level denies for certain, nothing depends on a group that is not known.
  const isOpen = access === "Unknown"
  return [
    ...new Set([
      ...remarks.filter(({ kind }) => kind !== "unresolved" || isOpen).flatMap(describePathRemark),
      ...groups.filter(level => level.access === "Unknown").map(describeUnknownLevel),
      ...groups.flatMap(({ group: { verdict: own } }) => describeGroupRemarks(own)),
      ...(access === "Deny"
        ? []
        : [l10n.t`Replies need no rule: only the direction that opens the connection is checked.`]),
    ]),
  ]
}

type JudgedLevel = GroupLevel & { readonly group: Extract<GroupLevel["group"], { kind: "judged" }> }

export function isJudged(level: LevelVerdict): level is JudgedLevel {
  return level.kind !== "networkManager" && level.group.kind === "judged"
}

/** How the flow can end at a level without one answer. */
function describeUnknownLevel(level: JudgedLevel): string {
  const { name } = levelIdentity(level)
  const { verdict, ifRouted, ruled } = level.group
  const where = l10n.t`At ${name}, ${directionWord(level.direction)}`
  if (level.isDoubted)
    return l10n.t`${where}: ${ruled.group.name} denies the flow, unless an admin rule allows it first.`
  if (ifRouted) {
    const [own, other] = [verdict, ifRouted].map(one => endingOf(one))
    return l10n.t`${where}: ${own ?? ""}, or ${other ?? ""} if a route makes VirtualNetwork include every address.`
  }
  return `${where}: ${describeEndings(verdict).join(" ")}`
}

function endingOf({ access, decider }: JudgedLevel["group"]["verdict"]): string {
  if (access === "Unknown") return l10n.t`Allow or Deny`
  return decider ? `${access} ("${decider.name}")` : access
}
