import * as l10n from "@vscode/l10n"
import { type NetworkThing, networkThings } from "../features/network-things.ts"
import type { Subject } from "../protocol.ts"
import type { WorkspaceNetwork } from "../workspace/network-keeper.ts"
import type { OpenDocument } from "../workspace/workspace.ts"

/** Why a command has no answer: a sentence for the user. */
export interface CommandProblem {
  readonly problem: string
}

/** What a command is about, and its document where it is at hand. */
export interface OpenSubject {
  readonly subject: Subject
  readonly open: OpenDocument | undefined
}

/** The argument comes from any client, and is not taken for what it should be. */
export function isSubject(argument: unknown): argument is Subject & { readonly flow?: string } {
  if (typeof argument !== "object" || argument === null) return false
  const { uri, group, end, flow }: { uri?: unknown; group?: unknown; end?: unknown; flow?: unknown } = argument
  const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === "string"
  return [uri, group, end, flow].every(isTextOrAbsent)
}

/** The thing of a network that an end of a flow names, also by its resource id. */
export function findThing({ topology }: WorkspaceNetwork, end: string): NetworkThing | CommandProblem {
  const wanted = end.toLowerCase()
  const found = networkThings(topology).filter(thing => thing.end.toLowerCase() === wanted)
  const [only, another] = found
  if (only && !another) return only
  const problem = only
    ? l10n.t`${end} is ambiguous here: several resources have this name, and no resource ids tell them apart.`
    : l10n.t`${end} is not in the networks of this workspace.`
  return { problem }
}
