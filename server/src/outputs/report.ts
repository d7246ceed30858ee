import type { Range as LspRange } from "vscode-languageserver-types"
import type { Severity } from "../checks/check.ts"
import { countRules } from "../features/group-summary.ts"
import { isPartial, type JudgedGroup } from "../judging/judged-group.ts"
import type { Dialect } from "../readers/reader.ts"
import type { CodeFrame } from "./code-frame.ts"

/**
 * What a run of `nsg check` found, as every output format takes it. Files and findings may be gone through any number of times,
 * and need not be in memory: of each only what is asked for should be kept.
 */
export interface Report {
  /** The files that hold a group, or what looks like a broken attempt at one. */
  readonly files: Iterable<ReportedFile>
  /** How many files of the folders are in a language that is not read, by their ending. */
  readonly notRead: ReadonlyMap<string, number>
  /** The findings at or above it fail the run. */
  readonly failOn: Threshold
  /** What could not be read, by the words that follow its path. */
  readonly unreadable: readonly Unreadable[]
  /** URI of the working directory, in which the paths begin. */
  readonly root: string
  /** What of the baseline was not found any more; absent where there is none. */
  readonly gone?: readonly BaselineEntry[]
}

/** A finding of a baseline: what tells it apart, and what people read. */
export interface BaselineEntry {
  readonly fingerprint: string
  /** Relative to the baseline's own folder, with `/`. */
  readonly path: string
  readonly code: string
  readonly message: string
}

/** How a file is called where something is said of it. */
export interface FileName {
  /** For scripts: relative to the working directory, with `/`; `-` for standard input. */
  readonly path: string
  /** For people: as they typed it. */
  readonly shown: string
}

/** Why a path gives no text: the end of a sentence that begins with the path as it was typed. */
export interface Unreadable extends FileName {
  readonly problem: string
}

/** Plain data: what it was made from need not be kept. */
export interface ReportedFile extends FileName {
  readonly dialect: Dialect | null
  /** The groups that it defines. */
  readonly groups: readonly ReportedGroup[]
  /** Whether it adds rules to groups that other files define. */
  readonly joinsGroups: boolean
  /** Suppressed ones among them, in the order of the text. */
  readonly findings: Iterable<ReportedFinding>
}

export interface ReportedGroup {
  readonly name: string
  /** How many, neither the defaults nor what an operator adds by itself. */
  readonly rules: number
  /** Set where not all of it is known. */
  readonly partial?: {
    /** See `LocatedGroup.incompleteReason`. */
    readonly reason?: string
    /** How many rules are there only under a condition. */
    readonly conditional: number
  }
}

export function reportedGroup(judged: JudgedGroup): ReportedGroup {
  const { name, incompleteReason: reason, rules } = judged.group
  const conditional = rules.filter(({ possiblyAbsent }) => possiblyAbsent).length
  const partial = { conditional, ...(reason !== undefined && { reason }) }
  return { name, rules: countRules(judged), ...(isPartial(judged) && { partial }) }
}

/** A finding as plain data. */
export interface ReportedFinding {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly range: LspRange
  /** Names; null where it is about none. */
  readonly group: string | null
  readonly rule: string | null
  readonly related: readonly RelatedPlace[]
  readonly data: Readonly<Record<string, unknown>>
  /** 32 hexadecimal digits that stay the same whatever the line. */
  readonly fingerprint: string
  /** Set where the file says that it is to be left out. */
  readonly suppression?: { readonly reason: string }
  /** Set where the baseline has it. */
  readonly baselined?: true
  /** Its line of the file, for formats that show it. */
  readonly frame?: CodeFrame
}

export interface RelatedPlace extends FileName {
  readonly message: string
  readonly range: LspRange
}

export const thresholds = ["error", "warning", "information", "hint", "never"] as const
export type Threshold = (typeof thresholds)[number]

/** Whether it counts: neither the file nor the baseline has accepted it. */
export function isOpen({ suppression, baselined }: ReportedFinding): boolean {
  return suppression === undefined && baselined === undefined
}

/** Whether it makes the run fail. */
export function fails(finding: ReportedFinding, failOn: Threshold): boolean {
  const isGraveEnough = thresholds.indexOf(finding.severity) <= thresholds.indexOf(failOn)
  return failOn !== "never" && isGraveEnough && isOpen(finding)
}

export function failsAny({ files, failOn }: Report): boolean {
  for (const { findings } of files) for (const finding of findings) if (fails(finding, failOn)) return true
  return false
}

/** Whether any file defines a group, or has rules of one. */
export function holdGroups({ files }: Report): boolean {
  for (const { groups, joinsGroups } of files) if (groups.length > 0 || joinsGroups) return true
  return false
}

export interface Summary {
  readonly files: number
  readonly groups: number
  readonly rules: number
  readonly errors: number
  readonly warnings: number
  readonly information: number
  readonly hints: number
  /** These two are not counted by severity. */
  readonly suppressed: number
  readonly baselined: number
}

export function summarise({ files }: Report): Summary {
  const count = { files: 0, groups: 0, rules: 0, suppressed: 0, baselined: 0 }
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 }
  for (const { groups, findings } of files) {
    count.files++
    count.groups += groups.length
    for (const { rules } of groups) count.rules += rules
    for (const finding of findings) {
      if (finding.suppression) count.suppressed++
      else if (finding.baselined) count.baselined++
      else bySeverity[finding.severity]++
    }
  }
  const { suppressed, baselined, ...scope } = count
  const { error: errors, warning: warnings, information, hint: hints } = bySeverity
  return { ...scope, errors, warnings, information, hints, suppressed, baselined }
}
