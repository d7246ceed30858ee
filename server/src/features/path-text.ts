import * as l10n from "@vscode/l10n"
import { capitalised, directionWord, nameRule } from "../checks/wording.ts"
import { isLocated } from "../judging/group-rule.ts"
import type { GroupAtLevel, GroupLevel, LevelVerdict } from "../judging/path-level.ts"
import type { PathVerdict } from "../judging/verify-path.ts"
import type { Range } from "../syntax/node.ts"
import { type VerdictWord, wordText } from "./ending-text.ts"
import { levelIdentity } from "./level-name.ts"
import { describePathAssumptions, isJudged } from "./path-assumptions.ts"
import { formatPathFlow } from "./path-flow-text.ts"
import { dependsText, describePathRemark, unresolvedText } from "./path-remark-text.ts"
import { alignColumns } from "./text-table.ts"

/** One level of a path, and the rule that its line leads to. */
export interface PathLine {
  /** Direction, level, access, and what decides. */
  readonly cells: readonly [direction: string, level: string, access: string, by: string]
  readonly word: VerdictWord
  /** The rule, else the group; absent where there is none. */
  readonly target?: { readonly document: string; readonly range: Range }
}

export function pathLines({ levels }: PathVerdict): PathLine[] {
  return levels.map(level => {
    const target = targetOf(level)
    const { kind, name } = levelIdentity(level)
    const word = level.access === "Unknown" ? openWord(level) : level.access
    return {
      cells: [directionWord(level.direction), levelText(kind, name), wordText(word), deciderText(level)],
      word,
      ...(target && { target }),
    }
  })
}

function levelText(kind: LevelVerdict["kind"], name: string): string {
  if (kind === "networkManager") return l10n.t`admin rules ${name}`
  return kind === "subnet" ? l10n.t`subnet ${name}` : l10n.t`NIC ${name}`
}

/** As of a single NSG: where it is certain which packets get through and which do not, nothing depends on anything. */
function openWord(level: LevelVerdict): "Partly" | "Depends" {
  return isJudged(level) && !level.isDoubted && !level.group.ifRouted && level.group.verdict.isDivided
    ? "Partly"
    : "Depends"
}

/** The verdict in a word. */
export function pathWord({ access, decider, levels, remarks }: PathVerdict): VerdictWord {
  if (access !== "Unknown") return access
  const differ = remarks.some(remark => remark.kind === "several" && !remark.agree)
  const open = levels.filter(level => level.access === "Unknown")
  return decider && !differ && open.every(level => openWord(level) === "Partly") ? "Partly" : "Depends"
}

/**
 * The verdict in one sentence: `Deny: tcp nic:web-0 -> nic:db-0:1433, by "deny-sql" (100) of db-nsg (subnet hub/db,
 * inbound).`
 */
export function summarisePath(verdict: PathVerdict): string {
  const { access, decider, question, remarks } = verdict
  const flow = formatPathFlow(question.written)
  if (access !== "Unknown")
    return decider
      ? l10n.t`${access}: ${flow}, by ${decidingText(decider)}.`
      : l10n.t`${access}: ${flow}, ${withoutRule(verdict)}.`
  const several = remarks.find(({ kind }) => kind === "several")
  if (several?.kind === "several" && !several.agree)
    return l10n.t`Depends: ${flow}. ${describePathRemark(several).join(" ")}`
  if (decider && decider.kind !== "networkManager" && decider.group.kind === "unresolved") {
    return `${capitalised(dependsText(decider))}: ${flow}.`
  }
  if (decider && pathWord(verdict) === "Partly") {
    return l10n.t`Partly: ${flow}, at ${decidingNsg(decider)}.`
  }
  return decider
    ? l10n.t`Depends on ${decidingText(decider)}: ${flow}.`
    : l10n.t`Depends on what is not known here: ${flow}.`
}

/** Why a flow is allowed or denied that no rule decides. */
function withoutRule({ access, levels, remarks }: PathVerdict): string {
  if (access === "Allow") {
    const isPlatform = levels.some(level => level.kind !== "networkManager" && level.isPlatform)
    return isPlatform ? l10n.t`platform traffic, to which ordinary rules do not apply` : l10n.t`as no NSG applies`
  }
  const isClosed = remarks.some(({ kind }) => kind === "closed")
  return isClosed ? l10n.t`as no NSG on this path allows it` : l10n.t`as the load balancer has no rule for it`
}

/** The answer for people: verdict, a line for each level, and what it rests on. */
export function pathText(verdict: PathVerdict): string {
  return pathReport(verdict).text
}

/** A text, and the words in it that lead to a rule. */
export interface PathReport {
  readonly text: string
  readonly targets: readonly ReportTarget[]
}

export interface ReportTarget {
  /** From zero. */
  readonly line: number
  /** Characters of the line, from zero; the end is not among them. */
  readonly start: number
  readonly end: number
  readonly target: NonNullable<PathLine["target"]>
}

/** The same, and where in it a level's rule is named. */
export function pathReport(verdict: PathVerdict): PathReport {
  const levels = pathLines(verdict)
  const rows = alignColumns(levels.map(({ cells }) => [...cells])).map(line => `  ${line}`)
  const before = [summarisePath(verdict), ...(rows.length > 0 ? [""] : [])]
  const sentences = describePathAssumptions(verdict).map(sentence => `- ${sentence}`)
  return {
    text: [...before, ...rows, "", ...sentences, ""].join("\n"),
    targets: levels.flatMap(({ target, cells }, place): readonly ReportTarget[] => {
      const end = rows[place]?.length ?? 0
      return target ? [{ line: before.length + place, start: end - cells[3].length, end, target }] : []
    }),
  }
}

function decidingText(level: LevelVerdict): string {
  if (level.kind === "networkManager") return `${deciderText(level)} (${directionWord(level.direction)})`
  return `${deciderText(level)} (${placeText(level)})`
}

/** Where several rules each decide a part, the NSG they are in. */
function decidingNsg(level: LevelVerdict): string {
  return isJudged(level) ? `${level.group.ruled.group.name} (${placeText(level)})` : decidingText(level)
}

function placeText(level: LevelVerdict): string {
  const { name, kind } = levelIdentity(level)
  return `${levelText(kind, name)}, ${directionWord(level.direction)}`
}

function deciderText(level: LevelVerdict): string {
  if (level.kind === "networkManager") {
    const { decider } = level
    return decider.written ? l10n.t`${nameRule(decider.written)} of ${decider.configuration.name}` : decider.name
  }
  if (level.isPlatform) return l10n.t`platform traffic`
  if (!isJudged(level)) return groupText(level)
  const { name } = level.group.ruled.group
  return level.decider ? l10n.t`${nameRule(level.decider)} of ${name}` : name
}

function groupText(level: GroupLevel): string {
  const { group } = level
  if (group.kind === "unresolved") return unresolvedText(level)
  return group.kind === "ignored" ? l10n.t`${group.placed.group.name} does not apply` : l10n.t`no NSG`
}

export function targetOf(level: LevelVerdict): PathLine["target"] {
  if (level.kind === "networkManager") {
    const { written, configuration } = level.decider
    const { document, nameRange } = (written ?? configuration).place
    return { document, range: nameRange }
  }
  return level.group.kind === "judged" ? ruleTarget(level, level.group) : undefined
}

/** A default rule stands nowhere: its line leads to the group. */
function ruleTarget(
  { decider }: GroupLevel,
  { placed }: Extract<GroupAtLevel, { kind: "judged" }>,
): NonNullable<PathLine["target"]> {
  const document = placed.group.document ?? placed.document
  if (!decider || !isLocated(decider)) return { document, range: placed.group.nameRange }
  return { document: decider.document ?? document, range: decider.at.name }
}
