import type { ResourceIndex } from "../analysis/resource-index.ts"
import type { TextLines } from "../analysis/text-lines.ts"
import { TopologyKeeper } from "../analysis/workspace-topology.ts"
import type { TagData } from "../azure/tag-data.ts"
import { type JudgedNetwork, judgedNetwork } from "../judging/judged-network.ts"
import { parseNetworkContext } from "../judging/network-context.ts"
import { type LinkedTopology, linkTopology } from "../topology/link-topology.ts"
import type { PlacedGroup } from "../topology/topology.ts"

/** The networks that the documents of a workspace describe together, ready to be asked. */
export interface WorkspaceNetwork {
  readonly topology: LinkedTopology
  readonly judged: JudgedNetwork
  /** The lines of all documents, by URI. */
  readonly lines: ReadonlyMap<string, TextLines>
  /** A sentence on the setting `nsg.onPremises`, where it cannot be read; it counts as empty then. */
  readonly settingProblem?: string
}

const nothing = linkTopology([])
/** What is known where nothing is. */
export const noNetworks: WorkspaceNetwork = { topology: nothing, judged: judgedNetwork(nothing), lines: new Map() }

interface NetworkSettings {
  readonly onPremises: readonly string[]
  readonly tagData: TagData | undefined
}

/** Keeps what was judged while the topology, the settings and the tag data stay the same. */
export class NetworkKeeper {
  readonly #topology: TopologyKeeper
  #index: ResourceIndex | undefined
  #last: { readonly topology: LinkedTopology; readonly settings: NetworkSettings; judged: JudgedNetwork } | undefined

  constructor(topology = new TopologyKeeper()) {
    this.#topology = topology
  }

  of(index: ResourceIndex, settings: NetworkSettings): WorkspaceNetwork {
    this.#index = index
    const topology = this.#topology.of(index)
    const onPremises = parseNetworkContext(settings.onPremises)
    const last = this.#last
    const isKept = last?.topology === topology && isSame(last.settings, settings)
    const { judged } = isKept ? last : { judged: this.#judge(topology, settings) }
    this.#last = { topology, settings, judged }
    return {
      topology,
      judged,
      lines: index.lines,
      ...("problem" in onPremises && { settingProblem: `Setting nsg.onPremises: ${onPremises.problem}` }),
    }
  }

  #judge(topology: LinkedTopology, { onPremises, tagData }: NetworkSettings): JudgedNetwork {
    const known = parseNetworkContext(onPremises)
    return judgedNetwork(topology, {
      ...("virtualNetwork" in known && { onPremises: known.virtualNetwork }),
      tagData,
      originOf: group => this.#originOf(group),
    })
  }

  /** Of a file that no editor has open only the index is kept. */
  #originOf({ document, group }: PlacedGroup) {
    const indexed = this.#index?.texts.find(({ uri }) => uri === document)
    const { read, defaulted, broken } = indexed ?? {}
    return read
      ? { syntax: read.syntax, parameters: read.parameters }
      : { defaulted: defaulted?.get(group.range.start), broken }
  }
}

function isSame(one: NetworkSettings, other: NetworkSettings): boolean {
  return one.tagData === other.tagData && one.onPremises.join() === other.onPremises.join()
}
