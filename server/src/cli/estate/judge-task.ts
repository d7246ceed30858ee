import { definedGroups } from "../../analysis/defined-groups.ts"
import type { KnownNetworks } from "../../analysis/known-networks.ts"
import type { ReadText } from "../../analysis/read-text.ts"
import { type Attachments, attachmentsAt, type OtherLevel, unknownAttachments } from "../../judging/attachments.ts"
import type { Unreadable } from "../../outputs/report.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import { checkFile, together as filesTogether, type ReadFile, type Together } from "../checked-file.ts"
import { ChangedFile, internalError } from "../internal-error.ts"
import type { NetworkOf } from "../tag-networks.ts"
import { groupKey, madeGroups } from "./made-groups.ts"
import { packed } from "./packed-report.ts"
import { receivedFinding } from "./sent-finding.ts"
import type { Component, SentAttachments, SentGroup, SentLevel, Task, UnitInContext, UnitResult } from "./task.ts"
import type { Unit } from "./unit.ts"
import type { UnitLibrary } from "./unit-library.ts"

export interface JudgingOptions {
  readonly library: UnitLibrary
  readonly networkOf: NetworkOf
  readonly withFrames: boolean
}

export async function judgeTask({ components }: Task, options: JudgingOptions): Promise<UnitResult[]> {
  const results: UnitResult[] = []
  for (const component of components) {
    results.push(...(await judgeComponent(component, options)))
    for (const unit of component.joined) options.library.forget(unit)
  }
  return results
}

/** A mistake of ours in one file does not take away what is found in the others. */
async function judgeComponent(component: Component, options: JudgingOptions): Promise<UnitResult[]> {
  const joined = await attempt(() => together(component, options.library))
  const results: UnitResult[] = []
  for (const each of component.judged) {
    const { uri, path, shown } = each.unit
    const result = "trouble" in joined ? joined : await attempt(() => judgeUnit(each, joined, options))
    if (!("trouble" in result)) results.push({ uri, ...result })
    else results.push({ uri, failed: { path, shown, problem: internalError(result.trouble) } })
  }
  return results
}

async function attempt<T extends object>(work: () => Promise<T>): Promise<T | { readonly trouble: unknown }> {
  try {
    return await work()
  } catch (trouble) {
    return { trouble }
  }
}

async function together(component: Component, library: UnitLibrary): Promise<Together | Unreadable> {
  const files = await readAll(component.joined, library)
  return "problem" in files ? files : filesTogether(files, false, await networksOf(component, files, library))
}

async function judgeUnit(
  { unit, related }: UnitInContext,
  all: Together | Unreadable,
  { library, networkOf, withFrames }: JudgingOptions,
): Promise<Omit<UnitResult, "uri">> {
  if ("problem" in all) return { failed: all }
  const file = all.files.find(({ text }) => text.source.uri === unit.uri)
  if (!file) return {}
  const [checked] = checkFile(file, await withPlaces(all, related, library), {
    network: networkOf(file.settings),
    withFrames,
  })
  if (!checked) return {}
  const { analysed: _, ...reported } = checked
  return { reported: packed(reported) }
}

/** Findings may lead to units that are not joined. */
async function withPlaces(all: Together, related: readonly Unit[], library: UnitLibrary): Promise<Together> {
  if (related.length === 0) return all
  const lines = new Map(all.index.lines)
  const names = new Map(all.names)
  for (const unit of related) {
    const { uri, path, shown } = unit
    lines.set(uri, await library.lines(unit))
    names.set(uri, { path, shown })
  }
  return { ...all, names, index: { ...all.index, lines } }
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
  { attachments, judged }: Component,
  files: readonly ReadFile[],
  library: UnitLibrary,
): Promise<KnownNetworks> {
  const known = new Map<string, Attachments>()
  for (const [place, { text }] of files.entries()) {
    const groups = groupsOf(text)
    const sent = attachments[place] ?? []
    if (groups.length !== sent.length) throw new ChangedFile()
    for (const [number, { document, group }] of groups.entries()) {
      const own = sent[number]
      if (own) known.set(groupKey(document, group), await attachmentsOf(own, library))
    }
  }
  const findings = new Map(judged.map(({ unit, findings: own }) => [unit.uri, own.map(receivedFinding)]))
  return {
    findingsIn: uri => findings.get(uri) ?? [],
    attachmentsOf: (document, group) => known.get(groupKey(document, group)) ?? unknownAttachments,
  }
}

function groupsOf({ source, read, linkedFiles, together: linking }: ReadText) {
  return madeGroups(source.uri, { groups: read?.groups ?? [], linked: linkedFiles ? linking().linked : [] })
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

async function levelOf(level: SentLevel, library: UnitLibrary): Promise<OtherLevel> {
  if (level.kind !== "group") return level
  const { kind, name, machine, admin } = level
  return { kind, name, machine, admin, group: await groupOf(level, library) }
}

/** A group with all rules that documents add to it. */
async function groupOf({ joined, uri, number }: SentGroup, library: UnitLibrary): Promise<LocatedGroup> {
  return library.group(`${uri} ${number}`, async () => {
    const files = await readAll(joined, library)
    if ("problem" in files) throw new Error(`${files.shown} ${files.problem}`)
    const textOf = (each: string) => files.find(file => file.text.source.uri === each)?.text
    const making = textOf(uri)
    const made = making && groupsOf(making)[number]
    const home = made && textOf(made.document)
    if (!home) throw new ChangedFile()
    const key = groupKey(made.document, made.group)
    const { own } = definedGroups(home, filesTogether(files, false).index)
    return own.find(group => groupKey(made.document, group) === key) ?? made.group
  })
}
