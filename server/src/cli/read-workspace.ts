import { indexedText } from "../analysis/indexed-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import { isProblem } from "../features/flow-text.ts"
import { namesResource } from "../readers/recognise.ts"
import type { ReadFile } from "./checked-file.ts"
import { fail, type Io } from "./command.ts"
import { configure } from "./config-option.ts"
import type { FoundFiles } from "./find-files.ts"
import { readProfile, withProfile } from "./profile-option.ts"
import { readFiles } from "./read-files.ts"
import { readParameters } from "./reading-options.ts"
import { type FoundTags, findTags } from "./tag-option.ts"
import { unreadLinks } from "./unread-links.ts"
import type { UnusedFile } from "./why-no-group.ts"

/** Options of a command that say with what files are read. */
export interface ReadingOptions {
  readonly parameters?: string | undefined
  readonly profile?: string | undefined
  readonly "service-tags"?: string | undefined
  readonly config?: string | undefined
}

/** Files and folders, read together: what one of them refers to may stand in another. */
export interface Workspace {
  readonly found: FoundFiles
  /** Those that name a group or a resource of which networks are made. */
  readonly files: readonly ReadFile[]
  readonly index: ResourceIndex
  readonly tags: FoundTags
  /** Of what is asked of all files together. */
  readonly settings: Settings
  /** False where something could not be read, tag files included; that has been said. */
  readonly isWhole: boolean
  /** The only file that was found, where it names neither a group nor such a resource. */
  readonly only?: UnusedFile | undefined
}

/** A problem where nothing can be read; what else cannot is said on standard error. */
export async function readWorkspace(
  paths: readonly string[],
  options: ReadingOptions,
  io: Io,
): Promise<Workspace | { readonly problem: string }> {
  const profile = readProfile(options.profile)
  if (isProblem(profile)) return profile
  const findParameters = await readParameters(options.parameters, io)
  if (isProblem(findParameters)) return findParameters
  const configured = await configure(paths, { config: options.config, adjust: withProfile(profile) }, io)
  if (isProblem(configured)) return configured
  const { found, settings } = configured
  const tags = await findTags(options["service-tags"], settings.serviceTags.file, found.files, io)
  if (isProblem(tags)) return tags
  const read = await readFiles(configured, { findParameters, isWanted }, io)
  const { files } = read
  const unreadable = [...read.unreadable, ...tags.unreadable].map(({ shown, problem }) => `${shown} ${problem}`)
  if (files.length === 0 && unreadable.length > 0) return { problem: unreadable.join("\nnsg: ") }
  for (const problem of unreadable) fail(io, problem)
  const index = indexResources(files.map(({ text }) => indexedText(text)))
  const names = new Map(files.map(({ shown, text }) => [text.source.uri, shown]))
  for (const warning of unreadLinks(index, uri => names.get(uri) ?? uri)) io.err(`nsg: ${warning}\n`)
  return {
    found,
    files,
    index,
    tags,
    settings,
    isWhole: unreadable.length === 0,
    only: read.only,
  }
}

function isWanted({ syntax, source }: ReadFile["text"]): boolean {
  return syntax !== undefined || namesResource(source.text)
}
