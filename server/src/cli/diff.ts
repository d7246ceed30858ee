import { differenceMarkdown } from "../features/difference-markdown.ts"
import { differenceJson, differenceText, summariseDifference } from "../features/difference-text.ts"
import { isProblem } from "../features/flow-text.ts"
import type { ComparedGroup } from "../features/group-difference.ts"
import { networkContext } from "../judging/network-context.ts"
import { makeColours } from "../outputs/colours.ts"
import type { AddressPrefix } from "../values/address.ts"
import { readArguments } from "./arguments.ts"
import { type Command, type ExitCode, fail, type Io } from "./command.ts"
import { configHelp, configOption } from "./config-option.ts"
import { compareGroupsOf, groupsOfBoth, groupsOfPlan } from "./diff-groups.ts"
import { compareInterfaceVersions } from "./diff-interface.ts"
import { type DiffSide, readSide, type SideOptions } from "./diff-side.ts"
import { networkOptions } from "./network-options.ts"
import { prefixesOf, readPrefixes, sortPositionals } from "./prefix-option.ts"
import { parametersHelp, readParameters } from "./reading-options.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { findTags, tagsHelp } from "./tag-option.ts"
import { onPremisesHelp } from "./workspace-network.ts"

export const diff: Command = {
  name: "diff",
  summary: "show exactly which traffic a change newly allows and newly denies",
  help: `Usage: nsg diff OLD NEW [--nic NAME | --nsg NAME] [--format text|json|markdown] [--on-premises PREFIX…]
                      [--vnet PREFIX…] [--config FILE] [--parameters FILE] [--service-tags FILE]
       nsg diff PLAN     what a Terraform plan (terraform show -json) changes

Compares what network security groups (NSGs) do, not how they are written: rules that are renumbered, reordered, split,
merged or renamed are equal if the traffic is. OLD and NEW are files, folders, or git:REV:PATH (PATH from the root of the
repository, or ./PATH from here); "-" is standard input.

  --nic NAME            what gets through all NSGs of this NIC, each version in its own network
  --nsg NAME            only this NSG: its name or resource id
${onPremisesHelp}
  --vnet PREFIX…        for single NSGs: the prefixes of the virtual network; all other addresses are outside
${configHelp}
${parametersHelp}
${tagsHelp}
                        (default: the latest among OLD and NEW)
${stdinHelp}
  --format FORMAT       text, json or markdown (for a pull request; default: text)

Exit code: 0 proved equal, 1 different, 2 wrong usage or something that cannot be read, 3 equal as far as can be known.
`,
  async run(args, io) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const { values, tokens } = parsed
    const print = printers[values.format ?? "text"]
    if (!print) return fail(io, `--format must be text, json or markdown, not "${values.format}".`)
    const sorted = sortPositionals(tokens, ["vnet", "on-premises"])
    const { length } = sorted.paths
    if (length < 1 || length > 2) return fail(io, usage)
    const [vnet, onPremises] = [readPrefixes(sorted, "vnet"), readPrefixes(sorted, "on-premises")]
    if (isProblem(vnet)) return fail(io, vnet.problem)
    if (isProblem(onPremises)) return fail(io, onPremises.problem)
    const question = { nsg: values.nsg, nic: values.nic, vnet, onPremises, tags: values["service-tags"] }
    const contradiction = contradictionIn(question)
    if (contradiction !== undefined) return fail(io, contradiction)
    const parameters = values.parameters === undefined ? undefined : await readParameters(values.parameters, io)
    if (isProblem(parameters)) return fail(io, parameters.problem)
    const reading = { parameters, config: values.config }
    const sides = await readSides(sorted.paths, reading, namedStdin(io, values["stdin-filename"]))
    if (isProblem(sides)) return fail(io, sides.problem)
    const compared = await compare(sides, sorted.paths, question, io)
    if (isProblem(compared)) return fail(io, compared.problem)
    io.out(print(compared.groups, io))
    return compared.isWhole ? exitCode(compared.groups) : 2
  },
}

const usage = "diff needs OLD and NEW. See nsg diff --help."

const options = {
  ...stdinOption,
  ...configOption,
  ...networkOptions,
  vnet: { type: "string", multiple: true },
} as const

const printers: Readonly<Record<string, (groups: readonly ComparedGroup[], io: Io) => string>> = {
  text: (groups, io) => differenceText(groups, makeColours(io.colours).strong),
  markdown: differenceMarkdown,
  json: groups => `${JSON.stringify(differenceJson(groups), null, 2)}\n`,
}

interface Question {
  readonly nsg: string | undefined
  readonly nic: string | undefined
  readonly vnet: readonly AddressPrefix[]
  readonly onPremises: readonly AddressPrefix[]
  readonly tags: string | undefined
}

interface Compared {
  readonly groups: readonly ComparedGroup[]
  /** False where something could not be read; that has been said. */
  readonly isWhole: boolean
}

async function compare(
  sides: readonly DiffSide[],
  [first = ""]: readonly string[],
  { nsg, nic, tags: option, ...options }: Question,
  io: Io,
): Promise<Compared | { readonly problem: string }> {
  // Of what is asked of both versions together the new one's configuration counts.
  const settings = sides.findLast(side => side.settings)?.settings
  const vnet = options.vnet.length > 0 ? options.vnet : prefixesOf(settings?.virtualNetwork ?? [])
  const onPremises = options.onPremises.length > 0 ? options.onPremises : prefixesOf(settings?.onPremises ?? [])
  const found = await findTags(
    option,
    settings?.serviceTags.file ?? "",
    sides.flatMap(({ paths }) => paths),
    io,
  )
  if (isProblem(found)) return found
  const { tagData, unreadable } = found
  for (const { shown, problem } of unreadable) fail(io, `${shown} ${problem}`)
  const [old, now] = sides
  if (!old) return { problem: usage }
  const isWhole = unreadable.length === 0 && sides.every(({ unread }) => unread.length === 0)
  if (nic !== undefined) {
    if (!now) return { problem: "--nic needs OLD and NEW: a plan does not say which networks there were before." }
    const compared = compareInterfaceVersions(old, now, { nic, onPremises, tagData })
    return isProblem(compared) ? compared : { groups: [compared], isWhole }
  }
  const versions = now ? groupsOfBoth(old, now) : groupsOfPlan(first, old)
  if (isProblem(versions)) return versions
  const [before, after] = versions
  if (!before || !after) return { problem: usage }
  const context = networkContext({ virtualNetwork: vnet.length > 0 ? [...vnet, ...onPremises] : [], tagData })
  const groups = compareGroupsOf(before, after, nsg, context)
  return isProblem(groups) ? groups : { groups, isWhole }
}

/** What of the options cannot go together. */
function contradictionIn({ nsg, nic, vnet, onPremises }: Question): string | undefined {
  if (nic !== undefined && nsg !== undefined) return "use either --nic or --nsg, not both."
  if (nic !== undefined && vnet.length > 0)
    return "--vnet is for single NSGs: with --nic, the files define the networks."
  if (nic === undefined && onPremises.length > 0 && vnet.length === 0)
    return "--on-premises needs a network: name a NIC with --nic, or say with --vnet what is inside."
  return undefined
}

async function readSides(
  places: readonly string[],
  options: SideOptions,
  io: Io,
): Promise<readonly DiffSide[] | { readonly problem: string }> {
  const sides: DiffSide[] = []
  for (const place of places) {
    const side = await readSide(place, options, io)
    if (isProblem(side)) return side
    sides.push(side)
  }
  return sides
}

function exitCode(groups: readonly ComparedGroup[]): ExitCode {
  const { changed, added, removed, unknown } = summariseDifference(groups)
  if (changed + added + removed > 0) return 1
  return unknown > 0 ? 3 : 0
}
