import type { Settings } from "../analysis/settings.ts"
import { isTagFileName } from "../azure/tag-file.ts"
import { isProblem } from "../features/flow-text.ts"
import { type NetworkContext, networkContext } from "../judging/network-context.ts"
import type { Unreadable } from "../outputs/report.ts"
import type { Io } from "./command.ts"
import type { Configured } from "./config-option.ts"
import { findTags } from "./tag-option.ts"

/** What is known of the network of a file, by its settings. */
export type NetworkOf = (settings: Settings) => NetworkContext

/** Where tag data may come from. */
export interface TagSources {
  /** What the settings of files have as the file of service tags. */
  readonly named: readonly string[]
  /** `--service-tags`. */
  readonly option: string | undefined
  /** The files among the paths. */
  readonly files: readonly string[]
}

interface Networks {
  readonly of: NetworkOf
  readonly unreadable: readonly Unreadable[]
}

export function tagSources({ found, settingsOf }: Configured, option: string | undefined): TagSources {
  const named = new Set(found.files.map(name => settingsOf(name).serviceTags.file))
  return { named: [...named], option, files: found.files.filter(isTagFileName) }
}

/** Each file with the tag data of `--service-tags`, else of its configuration, else of the latest file among the paths. */
export async function readNetworks(
  { named, option, files }: TagSources,
  io: Io,
): Promise<Networks | { readonly problem: string }> {
  const networks = new Map<string, NetworkContext>()
  const unreadable: Unreadable[] = []
  for (const file of option === undefined ? named : [""]) {
    const tags = await findTags(option, file, files, io)
    if (isProblem(tags)) return tags
    networks.set(file, networkContext(tags))
    unreadable.push(...tags.unreadable)
  }
  const only = networks.get("") ?? networkContext({})
  return { of: ({ serviceTags: { file } }) => networks.get(file) ?? only, unreadable }
}
