import path from "node:path"
import type { ClaimWorld, Unresolved } from "../flows/claim-world.ts"
import type { FlowFile } from "../flows/flow-file.ts"
import type { WorldOf } from "../flows/prove-flow-file.ts"
import { networkContext } from "../judging/network-context.ts"
import { lazily } from "../values/lazily.ts"
import type { Io } from "./command.ts"
import { prefixesOf } from "./prefix-option.ts"
import { type ReadingOptions, readWorkspace, type Workspace } from "./read-workspace.ts"
import { workspaceGroups } from "./workspace-groups.ts"
import { workspaceNetwork } from "./workspace-network.ts"

/** Documents that were read for claims, each place once in a run. */
export interface ClaimWorlds {
  /** Reads what the lines of a file need, and says what it is. */
  read(file: string, parsed: FlowFile): Promise<WorldOf>
  /** False where something of the documents could not be read; that has been said. */
  isWhole(): boolean
}

export function claimWorlds(options: ReadingOptions, io: Io): ClaimWorlds {
  const known = new Map<string, ClaimWorld | Unresolved>()
  let isWhole = true
  const readAt = async (place: string) => {
    const key = path.resolve(io.cwd, place)
    const world = known.get(key) ?? (await readWorld(place))
    known.set(key, world)
    return world
  }
  const readWorld = async (place: string): Promise<ClaimWorld | Unresolved> => {
    const workspace = await readWorkspace([place], options, io)
    if ("problem" in workspace) return { problem: withStop(workspace.problem) }
    isWhole &&= workspace.isWhole
    return worldOf(workspace)
  }
  return {
    isWhole: () => isWhole,
    read: async (file, { lines }) => {
      const folder = path.dirname(file)
      const worlds = new Map<string | undefined, ClaimWorld | Unresolved>()
      let named: string | undefined
      for (const line of lines) {
        if (line.kind === "broken") continue
        if (line.kind === "use") named = line.file?.text
        if (!worlds.has(named)) worlds.set(named, await readAt(named === undefined ? folder : path.join(folder, named)))
      }
      return named => worlds.get(named) ?? { problem: "This file could not be read." }
    },
  }
}

/** What the documents of a workspace hold that claims may be about. */
function worldOf(workspace: Workspace): ClaimWorld {
  const documents = workspaceGroups(workspace)
  const { virtualNetwork, onPremises } = workspace.settings
  const inside = virtualNetwork.length > 0 ? prefixesOf([...virtualNetwork, ...onPremises]) : []
  const context = networkContext({ virtualNetwork: inside, tagData: workspace.tags.tagData })
  const syntaxes = new Map(workspace.files.map(({ text }) => [text.source.uri, text.syntax]))
  const groups =
    "problem" in documents
      ? []
      : documents.flatMap(({ otherPath: name = "", analysed }) =>
          analysed.groups.map(judged => ({
            judged: { ...judged, context },
            path: name,
            document: analysed.source.uri,
            syntax: syntaxes.get(analysed.source.uri),
          })),
        )
  return { groups, network: lazily(() => workspaceNetwork(workspace, [])) }
}

function withStop(text: string): string {
  return text.endsWith(".") ? text : `${text}.`
}
