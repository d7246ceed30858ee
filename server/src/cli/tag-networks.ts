import type { Settings } from "../analysis/settings.ts"
import { isProblem } from "../features/flow-text.ts"
import { type NetworkContext, networkContext } from "../judging/network-context.ts"
import type { Unreadable } from "../outputs/report.ts"
import type { Io } from "./command.ts"
import type { Configured } from "./config-option.ts"
import { findTags } from "./tag-option.ts"

/** What is known of the network of a file, by its settings. */
export type NetworkOf = (settings: Settings) => NetworkContext

/** Each file with the tag data of `--service-tags`, else of its configuration, else of the latest file among the paths. */
export async function networksFor(
  { found, settingsOf }: Configured,
  option: string | undefined,
  io: Io,
): Promise<{ readonly of: NetworkOf; readonly unreadable: readonly Unreadable[] } | { readonly problem: string }> {
  const networks = new Map<string, NetworkContext>()
  const unreadable: Unreadable[] = []
  const named = new Set(found.files.map(name => settingsOf(name).serviceTags.file))
  for (const file of option === undefined ? named : [""]) {
    const tags = await findTags(option, file, found.files, io)
    if (isProblem(tags)) return tags
    networks.set(file, networkContext(tags))
    unreadable.push(...tags.unreadable)
  }
  const only = networks.get("") ?? networkContext({})
  return { of: ({ serviceTags: { file } }) => networks.get(file) ?? only, unreadable }
}
