import type { Access, Direction } from "../engine/security-rule.ts"
import type { GroupAtLevel, GroupLevel, LevelVerdict } from "../judging/path-level.ts"
import type { PathVerdict } from "../judging/verify-path.ts"
import { type LevelIdentity, levelIdentity, shortName } from "./level-name.ts"
import { describePathAssumptions } from "./path-assumptions.ts"
import { formatWrittenEnd } from "./path-flow-text.ts"
import { prefixedName } from "./rule-cells.ts"
import {
  type EvaluatedGroup,
  type GroupIdentity,
  groupIdentity,
  ruleEvaluation,
  type VerifiedFlow,
} from "./verification.ts"

/** The answer for a flow on a topology: that for one group, and the levels of the path. */
export interface PathVerification {
  readonly version: 1
  /** Ends as they were written; `direction` is null where the whole path was judged. */
  readonly flow: Omit<VerifiedFlow, "direction"> & { readonly direction: Direction | null }
  readonly access: Access | "Unknown"
  /** The rule of the level that decides; null where none does. */
  readonly ruleName: string | null
  /** In the order in which they are passed, to the first that denies. */
  readonly path: readonly PathEntry[]
  readonly evaluatedNetworkSecurityGroups: readonly EvaluatedLevel[]
  readonly assumptions: readonly string[]
}

export interface PathEntry {
  readonly direction: Direction
  readonly level: LevelIdentity
  /** Null for a level without a group, one whose group does not apply, and for security admin rules. */
  readonly networkSecurityGroup: GroupIdentity | null
  readonly access: Access | "Unknown"
  readonly ruleName: string | null
}

export interface EvaluatedLevel extends Omit<EvaluatedGroup, "appliedTo"> {
  readonly appliedTo: LevelIdentity
}

export function pathVerification(verdict: PathVerdict): PathVerification {
  const { question, direction, access, decider, levels } = verdict
  const { protocol, source, sourcePort, destination, destinationPort } = question.written
  return {
    version: 1,
    flow: {
      direction: direction ?? null,
      protocol,
      source: formatWrittenEnd(source),
      sourcePort,
      destination: formatWrittenEnd(destination),
      destinationPort,
    },
    access,
    ruleName: decider && levelRuleName(decider),
    path: levels.map(pathEntry),
    evaluatedNetworkSecurityGroups: levels.flatMap(evaluatedLevel),
    assumptions: describePathAssumptions(verdict),
  }
}

function pathEntry(level: LevelVerdict): PathEntry {
  const { direction, access } = level
  return {
    direction,
    level: levelIdentity(level),
    networkSecurityGroup: level.kind === "networkManager" || level.isPlatform ? null : groupAt(level.group),
    access,
    ruleName: levelRuleName(level),
  }
}

function groupAt(group: GroupAtLevel): GroupIdentity | null {
  if (group.kind === "judged") return groupIdentity(group.ruled.group)
  if (group.kind !== "unresolved" || group.what !== "group") return null
  const { text } = group
  return { name: shortName(text), ...(text.startsWith("/") && { id: text }) }
}

/** With Azure's prefix. */
function levelRuleName(level: LevelVerdict): string | null {
  if (level.kind === "networkManager") {
    return level.decider.written ? `securityAdminRules/${level.decider.name}` : null
  }
  return level.group.kind === "judged" && level.decider ? prefixedName(level.group.ruled, level.decider) : null
}

function evaluatedLevel(level: LevelVerdict): EvaluatedLevel[] {
  if (level.kind === "networkManager" || level.group.kind !== "judged") return []
  return [{ ...evaluatedGroup(level, level.group), appliedTo: levelIdentity(level) }]
}

function evaluatedGroup(
  { access }: GroupLevel,
  { ruled, verdict }: Extract<GroupAtLevel, { kind: "judged" }>,
): Omit<EvaluatedGroup, "appliedTo"> {
  const { decider } = verdict
  const isCertain = access !== "Unknown" && decider !== null
  return {
    networkSecurityGroup: groupIdentity(ruled.group),
    matchedRule: isCertain ? { ruleName: prefixedName(ruled, decider), action: access } : null,
    rulesEvaluationResult: verdict.rows.map(row => ruleEvaluation(ruled, row)),
  }
}
