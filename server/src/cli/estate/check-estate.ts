import type { Settings } from "../../analysis/settings.ts"
import type { ReportedFile, Unreadable } from "../../outputs/report.ts"
import type { Interruption } from "../interruption.ts"
import { unnamedFiles } from "../unnamed-files.ts"
import type { Crew } from "./crew.ts"
import { earlyResults, withEarlyJudging } from "./early-judging.ts"
import { joinUnits } from "./joined-units.ts"
import { makeTasks } from "./make-tasks.ts"
import { reportedFiles } from "./reported-files.ts"
import { type SurveyOptions, surveyFile } from "./survey-file.ts"
import type { SurveyedFile } from "./surveyed-file.ts"
import type { Component, UnitResult } from "./task.ts"
import { fileUri } from "./unit.ts"
import { networksOfAll } from "./whole-estate.ts"

export interface EstateOptions extends SurveyOptions {
  readonly interruption: Interruption
  settingsOf(name: string): Settings
  /** To be called for files that nobody named, before their settings are asked for. */
  findSettings(names: readonly string[]): Promise<void>
  /** Whether these files are all that there are, if each of them can be read. */
  readonly isWhole: boolean
  /** Whether what is read first is more than can be kept until it is judged. */
  readonly readsTwice: boolean
}

export interface CheckedEstate {
  /** Those with something to report, in the order of all. */
  readonly files: Iterable<ReportedFile>
  readonly unreadable: readonly Unreadable[]
  readonly failed: readonly Unreadable[]
  /** How many files have been judged. */
  readonly judged: number
}

/**
 * Reads files of any number and size, and judges them together: first what each says to others, then, when that is known of all,
 * each by itself. Of what has been read and judged only what is reported is kept.
 */
export async function checkEstate(names: readonly string[], options: EstateOptions): Promise<CheckedEstate> {
  try {
    const { files, results, unreadable } = await judgeAll(names, options)
    // What is reported is put together when nobody else has anything in memory.
    await options.crew.end()
    return { ...reportOf(results, files), unreadable }
  } finally {
    await options.crew.end()
  }
}

interface Judged {
  readonly files: readonly SurveyedFile[]
  readonly results: readonly UnitResult[]
  readonly unreadable: readonly Unreadable[]
}

async function judgeAll(
  names: readonly string[],
  { crew, interruption, isWhole, readsTwice, ...options }: EstateOptions,
): Promise<Judged> {
  const surveying = readsTwice ? withEarlyJudging(crew, { isWhole }) : crew
  const surveyed = await surveyAll(names, { ...options, crew: surveying })
  const unreadable = surveyed.filter(isUnreadable)
  if (interruption.isInterrupted) return { files: [], results: [], unreadable }
  const read = surveyed.filter((each): each is SurveyedFile => !isUnreadable(each))
  const units = read.flatMap(file => file.units)
  const joined = joinUnits(units)
  const files = await withSharedRules(read, joined.withSharedGroups, crew)
  const networks = networksOfAll(files, isWhole && unreadable.length === 0)
  const known = earlyResults(units)
  const early: UnitResult[] = []
  const isJudged = (component: Component) => {
    const results = known(component)
    early.push(...(results ?? []))
    return results !== undefined
  }
  const results = await crew.each(makeTasks({ files, joined, networks }, isJudged), task => crew.judge(task))
  return { files, results: [...early, ...results.flat()], unreadable }
}

/** The files, and those that templates among these link though nobody named them. */
async function surveyAll(
  names: readonly string[],
  options: SurveyOptions & Pick<EstateOptions, "settingsOf" | "findSettings">,
): Promise<readonly (SurveyedFile | Unreadable)[]> {
  const unnamed = unnamedFiles(names, options.io)
  const surveyed: (SurveyedFile | Unreadable)[][] = []
  for (let next = names; next.length > 0; ) {
    const read = await options.crew.each(next, name => surveyFile(name, options.settingsOf(name), options))
    surveyed.push(read)
    next = unnamed(read.flatMap(linkedBy))
    await options.findSettings(next)
  }
  return surveyed.flat()
}

function linkedBy(file: SurveyedFile | Unreadable): readonly string[] {
  if (isUnreadable(file)) return []
  return file.units.flatMap(({ summary }) => summary.text.linked.map(({ uri }) => uri))
}

function isUnreadable(file: SurveyedFile | Unreadable): file is Unreadable {
  return "problem" in file
}

/** Groups of which rules stand in several documents are put together whole, so that nothing of them may be missing. */
async function withSharedRules(
  files: readonly SurveyedFile[],
  sharing: ReturnType<typeof joinUnits>["withSharedGroups"],
  crew: Crew,
): Promise<readonly SurveyedFile[]> {
  if (sharing.size === 0) return files
  return crew.each(files, async ({ units }) => {
    const summaries = await crew.each(units, async each => {
      if (!sharing.has(each.unit)) return each
      const full = await crew.summarise(each.unit, { isFull: true })
      if (!("text" in full)) return each
      const { groups, linked } = full.text
      return { unit: each.unit, summary: { ...each.summary, text: { ...each.summary.text, groups, linked } } }
    })
    return { units: summaries }
  })
}

function reportOf(
  results: readonly UnitResult[],
  files: readonly SurveyedFile[],
): Pick<CheckedEstate, "files" | "failed" | "judged"> {
  const byUri = new Map(results.map(result => [result.uri, result]))
  const failed = new Map<string, Unreadable>()
  for (const { unit } of files.flatMap(({ units }) => units)) {
    const problem = byUri.get(unit.uri)?.failed
    if (problem && !failed.has(fileUri(unit))) failed.set(fileUri(unit), problem)
  }
  const judged = new Set(results.map(({ uri }) => uri.split("#")[0]))
  return { files: reportedFiles(files, byUri), failed: [...failed.values()], judged: judged.size }
}
