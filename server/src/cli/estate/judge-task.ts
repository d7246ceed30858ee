import { definedGroups } from "../../analysis/defined-groups.ts"
import type { KnownNetworks } from "../../analysis/known-networks.ts"
import { type Attachments, attachmentsAt, unknownAttachments } from "../../judging/attachments.ts"
import type { Unreadable } from "../../outputs/report.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import { checkFile, type ReadFile, together } from "../checked-file.ts"
import { internalError } from "../internal-error.ts"
import type { NetworkOf } from "../tag-networks.ts"
import type { ReportedUnit, SentAttachments, SentGroup, SentLevel, Task, UnitInContext, UnitResult } from "./task.ts"
import type { Unit } from "./unit.ts"
import type { UnitLibrary } from "./unit-library.ts"

export interface JudgingOptions {
  readonly library: UnitLibrary
  readonly networkOf: NetworkOf
  readonly withFrames: boolean
}

/** A mistake of ours in one file does not take away what is found in the others. */
export async function judgeTask({ units }: Task, options: JudgingOptions): Promise<UnitResult[]> {
  const results: UnitResult[] = []
  for (const each of units) {
    const { uri, path, shown } = each.unit
    try {
      results.push({ uri, ...(await judgeUnit(each, options)) })
    } catch (error) {
      results.push({ uri, failed: { path, shown, problem: internalError(error) } })
    }
  }
  for (const { unit } of units) options.library.forget(unit)
  return results
}

async function judgeUnit(context: UnitInContext, options: JudgingOptions): Promise<Omit<UnitResult, "uri">> {
  const { library, networkOf, withFrames } = options
  const files = await readAll(context.joined, library)
  if ("problem" in files) return { failed: files }
  const file = files.find(({ text }) => text.source.uri === context.unit.uri)
  if (!file) return {}
  const all = together(files, false, await networksOf(context, files, library))
  const lines = new Map(all.index.lines)
  const names = new Map(all.names)
  for (const unit of context.related) {
    const { text, origin } = await library.lines(unit)
    lines.set(unit.uri, { text, ...(origin && { origin }) })
    names.set(unit.uri, { path: unit.path, shown: unit.shown })
  }
  const around = { ...all, names, index: { ...all.index, lines } }
  const [checked] = checkFile(file, around, { network: networkOf(file.settings), withFrames })
  if (!checked) return {}
  const { analysed: _, ...reported } = checked
  return { reported: new TextEncoder().encode(JSON.stringify(reported satisfies ReportedUnit)) }
}

async function readAll(units: readonly Unit[], library: UnitLibrary): Promise<ReadFile[] | Unreadable> {
  const files: ReadFile[] = []
  for (const unit of units) {
    const file = await library.read(unit)
    if ("problem" in file) return file
    files.push(file)
  }
  return files
}

/** What the whole says of networks, as far as it concerns these files. */
async function networksOf(
  { unit, attachments, findings }: UnitInContext,
  files: readonly ReadFile[],
  library: UnitLibrary,
): Promise<KnownNetworks> {
  const known = new Map<string, Attachments>()
  for (const [place, { text }] of files.entries()) {
    const groups = text.read?.groups ?? []
    const sent = attachments[place] ?? []
    if (groups.length !== sent.length) throw new Error("the file has changed in the meantime")
    for (const [number, group] of groups.entries()) {
      const own = sent[number]
      if (own) known.set(placeKey(text.source.uri, group), await attachmentsOf(own, library))
    }
  }
  return {
    findingsIn: uri => (uri === unit.uri ? findings : []),
    attachmentsOf: (document, group) => known.get(placeKey(document, group)) ?? unknownAttachments,
  }
}

function placeKey(document: string, { range: { start, end }, iteration }: LocatedGroup): string {
  return `${document} ${start} ${end} ${iteration ?? ""}`
}

async function attachmentsOf({ areAll, places }: SentAttachments, library: UnitLibrary): Promise<Attachments> {
  const found = []
  for (const place of places) {
    const others = []
    for (const other of place.others) others.push(await levelOf(other, library))
    found.push({ ...place, others })
  }
  return attachmentsAt(found, areAll)
}

async function levelOf(level: SentLevel, library: UnitLibrary) {
  return level.kind === "group" ? { kind: level.kind, name: level.name, group: await groupOf(level, library) } : level
}

/** A group with all rules that documents add to it. */
async function groupOf({ joined, uri, number }: SentGroup, library: UnitLibrary): Promise<LocatedGroup> {
  return library.group(`${uri} ${number}`, async () => {
    const files = await readAll(joined, library)
    if ("problem" in files) throw new Error(`${files.shown} ${files.problem}`)
    const { index } = together(files, false)
    const text = files.find(file => file.text.source.uri === uri)?.text
    const written = text?.read?.groups[number]
    const group =
      text &&
      definedGroups(text, index).own.find(
        ({ range, iteration }) =>
          range.start === written?.range.start && range.end === written.range.end && iteration === written.iteration,
      )
    if (!group) throw new Error(`${uri} has changed in the meantime`)
    return group
  })
}
