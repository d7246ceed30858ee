import { analyseText } from "../analysis/analyse-document.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { differenceMarkdown } from "../features/difference-markdown.ts"
import { differenceText, summariseDifference } from "../features/difference-text.ts"
import { isProblem } from "../features/flow-text.ts"
import { type ComparedGroup, comparedGroup, loneGroup } from "../features/group-difference.ts"
import { matchGroups, type PlacedGroup } from "../features/match-groups.ts"
import { compareGroups } from "../judging/compare-groups.ts"
import { type RuledGroup, ruledGroup } from "../judging/judged-group.ts"
import { type NetworkContext, networkContext } from "../judging/network-context.ts"
import { makeColours } from "../outputs/colours.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { readArguments } from "./arguments.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { type DiffSide, readSide } from "./diff-side.ts"
import { parametersHelp, readParameters } from "./reading-options.ts"
import { findTags, tagsHelp } from "./tag-option.ts"

export const diff: Command = {
  name: "diff",
  summary: "say exactly which traffic a change newly allows and newly denies",
  help: `Usage: nsg diff OLD NEW [--nsg NAME] [--parameters FILE] [--service-tags FILE] [--format text|json|markdown]
       nsg diff PLAN     what a Terraform plan (terraform show -json) changes

Compares what network security groups (NSGs) do, not how they are written: rules that are renumbered, reordered, split,
merged or renamed are equal if the traffic is. OLD and NEW are files, folders, or git:REV:PATH (PATH from the root of the
repository, or ./PATH from here).

  --nsg NAME            only this NSG: its name or resource id
${parametersHelp}
${tagsHelp}
  --format FORMAT       text, json or markdown (for a pull request; default: text)

Exit code: 0 proved equal, 1 different, 2 wrong usage or something that cannot be read, 3 equal as far as known.
`,
  async run(args, io) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const { values, positionals } = parsed
    const print = printers[values.format ?? "text"]
    if (!print) return fail(io, `--format must be text, json or markdown, not "${values.format}".`)
    const [first, second, third] = positionals
    if (first === undefined || third !== undefined) return fail(io, "diff needs OLD and NEW. See nsg diff --help.")
    const tags = await findTags(values["service-tags"], "", [], io)
    if (isProblem(tags)) return fail(io, tags.problem)
    const context = networkContext(tags)
    const parameters = values.parameters === undefined ? undefined : await readParameters(values.parameters, io)
    if (isProblem(parameters)) return fail(io, parameters.problem)
    const versions = await readVersions(first, second, { parameters, context }, io)
    if (isProblem(versions)) return fail(io, versions.problem)
    const compared = compareVersions(versions, values.nsg, context)
    if (isProblem(compared)) return fail(io, compared.problem)
    io.out(print(compared, io))
    return exitCode(compared)
  },
}

const options = {
  nsg: { type: "string" },
  parameters: { type: "string" },
  "service-tags": { type: "string" },
  format: { type: "string" },
} as const

const printers: Readonly<Record<string, (groups: readonly ComparedGroup[], io: Io) => string>> = {
  text: (groups, io) => differenceText(groups, makeColours(io.colours).strong),
  markdown: differenceMarkdown,
  json: groups => `${JSON.stringify({ version: 1, groups, summary: summariseDifference(groups) }, null, 2)}\n`,
}

/** A group of one of the versions, with its default rules. */
interface Version extends PlacedGroup {
  readonly ruled: RuledGroup
}

interface Versions {
  readonly before: readonly Version[]
  readonly after: readonly Version[]
}

interface Reading {
  readonly parameters: Parameters<typeof readSide>[1]
  readonly context: NetworkContext
}

async function readVersions(
  first: string,
  second: string | undefined,
  { parameters, context }: Reading,
  io: Io,
): Promise<Versions | { readonly problem: string }> {
  const old = await readSide(first, parameters, io)
  if (isProblem(old)) return old
  if (second === undefined) return plannedVersions(first, old, context)
  const now = await readSide(second, parameters, io)
  return isProblem(now) ? now : { before: versionsIn(old, context), after: versionsIn(now, context) }
}

function versionsIn({ files, index }: DiffSide, context: NetworkContext): readonly Version[] {
  return files.flatMap(({ name, text }) =>
    analyseText(text, index, defaultSettings, { network: context }).groups.map(ruled => versionOf(name, ruled)),
  )
}

function versionOf(file: string, ruled: RuledGroup): Version {
  return { file, group: ruled.group, ruled }
}

/** A plan holds both versions: what it found, and what it makes. */
function plannedVersions(
  name: string,
  side: DiffSide,
  context: NetworkContext,
): Versions | { readonly problem: string } {
  const plans = side.files.filter(({ text }) => text.read?.dialect === "tf-plan")
  if (plans.length === 0) return { problem: `${name} is not a Terraform plan: name a second file to compare it with.` }
  const found = plans.flatMap(({ name: file, text }): readonly [string, LocatedGroup][] =>
    (text.read?.before ?? []).map(group => [file, group]),
  )
  return {
    before: found.map(([file, group]) => versionOf(file, ruledGroup(group))),
    after: versionsIn(side, context),
  }
}

function compareVersions(
  { before, after }: Versions,
  nsg: string | undefined,
  context: NetworkContext,
): readonly ComparedGroup[] | { readonly problem: string } {
  const all = [...before, ...after]
  if (all.length === 0) return { problem: "no NSG found on either side." }
  const isMeant = ({ group }: Version) =>
    nsg === undefined || [group.name, group.id].some(text => text?.toLowerCase() === nsg.toLowerCase())
  const [olds, news] = [before.filter(isMeant), after.filter(isMeant)]
  if (olds.length + news.length === 0) {
    const names = [...new Set(all.map(({ group }) => group.name))].join(", ")
    return { problem: `there is no NSG "${nsg}" on either side, only ${names}.` }
  }
  return matchGroups(olds, news).map(({ before: was, after: is }): ComparedGroup => {
    const name = (is ?? was)?.group.name ?? ""
    if (!was || !is) return loneGroup(name, is ? "added" : "removed")
    return comparedGroup(name, compareGroups(was.ruled, is.ruled, context))
  })
}

function exitCode(groups: readonly ComparedGroup[]): ExitCode {
  const { changed, added, removed, unknown } = summariseDifference(groups)
  if (changed + added + removed > 0) return 1
  return unknown > 0 ? 3 : 0
}
