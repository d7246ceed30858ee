import path from "node:path"
import type { ClaimWorld, Unresolved } from "../flows/claim-world.ts"
import type { FlowFile } from "../flows/flow-file.ts"
import { namedFiles } from "../flows/named-files.ts"
import type { WorldOf } from "../flows/prove-flow-file.ts"
import { worldOf } from "../flows/world-of-documents.ts"
import type { Io } from "./command.ts"
import { prefixesOf } from "./prefix-option.ts"
import { type ReadingOptions, readWorkspace, type Workspace } from "./read-workspace.ts"

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
    return claimWorld(workspace)
  }
  return {
    isWhole: () => isWhole,
    read: async (file, parsed) => {
      const folder = path.dirname(file)
      const worlds = new Map<string | undefined, ClaimWorld | Unresolved>()
      for (const named of namedFiles(parsed)) {
        worlds.set(named, await readAt(placeOf(named, folder)))
      }
      return named => worlds.get(named) ?? { problem: "This file could not be read." }
    },
  }
}

/** Of a name that a line has: from the file's folder, if it does not begin at the root. */
function placeOf(named: string | undefined, folder: string): string {
  if (named === undefined) return folder
  return path.isAbsolute(named) ? named : path.join(folder, named)
}

/** What the documents of a workspace hold that claims may be about. */
function claimWorld({ files, index, tags, settings }: Workspace): ClaimWorld {
  const paths = new Map(files.map(({ path, text }) => [text.source.uri, path]))
  return worldOf(index, {
    tagData: tags.tagData,
    virtualNetwork: prefixesOf(settings.virtualNetwork),
    onPremises: prefixesOf(settings.onPremises),
    pathOf: uri => paths.get(uri) ?? uri,
  })
}

function withStop(text: string): string {
  return text.endsWith(".") ? text : `${text}.`
}
