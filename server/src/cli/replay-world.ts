import { groupVersions } from "../analysis/group-versions.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import type { TagData } from "../azure/tag-data.ts"
import { isProblem } from "../features/flow-text.ts"
import type { ReplayWorld } from "../flows/replay/replay-report.ts"
import type { ReplaySide } from "../flows/replay/replay-side.ts"
import type { Meant } from "../flows/replay/replay-subjects.ts"
import { judgedNetwork } from "../judging/judged-network.ts"
import { networkContext } from "../judging/network-context.ts"
import { fail, type Io } from "./command.ts"
import { type DiffSide, readSide } from "./diff-side.ts"
import { prefixesOf } from "./prefix-option.ts"
import { readParameters } from "./reading-options.ts"
import type { ReplayArguments } from "./replay-arguments.ts"
import { findTags } from "./tag-option.ts"
import { findInterface } from "./workspace-network.ts"

interface Problem {
  readonly problem: string
}

/** The states that flows are held against, read; what could not be read has been said. */
export interface ReadWorld extends ReplayWorld {
  readonly isWhole: boolean
}

export async function readReplayWorld(asked: ReplayArguments, io: Io): Promise<ReadWorld | Problem> {
  const parameters = asked.parameters === undefined ? undefined : await readParameters(asked.parameters, io)
  if (isProblem(parameters)) return parameters
  const read: DiffSide[] = []
  for (const place of asked.places) {
    const side = await readSide(place, { parameters, config: asked.config }, io)
    if (isProblem(side)) return side
    read.push(side)
  }
  // Of what is asked of both states together the new one's settings count.
  const settings = read.findLast(side => side.settings)?.settings
  const files = read.flatMap(({ paths }) => paths)
  const tags = await findTags(asked.tags, settings?.serviceTags.file ?? "", files, io)
  if (isProblem(tags)) return tags
  for (const { shown, problem } of tags.unreadable) fail(io, `${shown} ${problem}`)
  const known = {
    vnet: asked.vnet.length > 0 ? asked.vnet : prefixesOf(settings?.virtualNetwork ?? []),
    onPremises: asked.onPremises.length > 0 ? asked.onPremises : prefixesOf(settings?.onPremises ?? []),
    tagData: tags.tagData,
  }
  const sides = read.map((side, place) => replaySide(read.length === 1 ? "" : (titles[place] ?? ""), side, known))
  const meant = meantIn(sides, asked)
  if (isProblem(meant)) return meant
  const isWhole = tags.unreadable.length === 0 && read.every(({ unread }) => unread.length === 0)
  return { sides, isWhole, ...(meant && { meant }) }
}

const titles = ["OLD", "NEW"]

interface Known {
  readonly vnet: ReplayArguments["vnet"]
  readonly onPremises: ReplayArguments["onPremises"]
  readonly tagData: TagData | undefined
}

function replaySide(title: string, { texts, index }: DiffSide, { vnet, onPremises, tagData }: Known): ReplaySide {
  const byUri = new Map(texts.map(text => [text.source.uri, text]))
  const network = judgedNetwork(topologyOf(index), {
    onPremises,
    tagData,
    originOf: ({ document }) => byUri.get(document),
  })
  const context = networkContext({ virtualNetwork: vnet.length > 0 ? [...vnet, ...onPremises] : [], tagData })
  const groups = groupVersions(texts, index).map(({ uri, ruled }) => ({ document: uri, ruled }))
  return { title, groups, network, context }
}

/** What the options say that the logs are of. */
function meantIn(sides: readonly ReplaySide[], { nsg, nic }: ReplayArguments): Meant | undefined | Problem {
  if (nsg !== undefined) return { kind: "group", name: nsg }
  if (nic === undefined) return undefined
  const found = []
  for (const { network, title } of sides) {
    const one = findInterface(network, nic)
    if (isProblem(one)) return { problem: title === "" ? one.problem : `${title}: ${one.problem}` }
    found.push(one)
  }
  return { kind: "networkInterface", name: nic, found }
}
