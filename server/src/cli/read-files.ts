import { indexedText, withoutText } from "../analysis/indexed-text.ts"
import type { ReadText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { ReadFile, ResourceFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import type { FoundFiles } from "./find-files.ts"
import { readDocument } from "./read-document.ts"
import { readSource, type Unreadable } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"
import { type UnusedFile, whyNoGroup } from "./why-no-group.ts"

export interface FileOptions {
  readonly settings: Settings
  readonly findParameters: FindParameters
  /** Whether a text is kept: of the others only what they say of networks is in memory while the rest is read. */
  isWanted(text: ReadText): boolean
}

export interface ReadFiles {
  readonly files: readonly ReadFile[]
  /** The same, and of those that are not kept the ones with resources of which networks are made, in the order of all. */
  readonly withNetworks: readonly (ReadFile | ResourceFile)[]
  readonly unreadable: readonly Unreadable[]
  /** The only file that was found, where it was not wanted. */
  readonly only?: UnusedFile
}

/** What the files hold that were found, and what of them could not be read. */
export async function readFiles(
  found: FoundFiles,
  { settings, findParameters, isWanted }: FileOptions,
  io: Io,
): Promise<ReadFiles> {
  const files: ReadFile[] = []
  const withNetworks: (ReadFile | ResourceFile)[] = []
  const unreadable = [...found.unreadable]
  const isOne = found.files.length === 1
  let only: UnusedFile | undefined
  for (const name of found.files) {
    const source = await readSource(name, io)
    if ("problem" in source) {
      unreadable.push(source)
      continue
    }
    const text = await readDocument(source.source, settings, findParameters)
    const { path, shown } = source
    const file = { path, shown, text }
    if (isWanted(text)) files.push(file)
    else if (isOne) only = { shown, reason: whyNoGroup(text) }
    withNetworks.push(...(isWanted(text) ? [file] : resourceFile(file)))
  }
  return { files, withNetworks, unreadable, ...(only && { only }) }
}

function resourceFile({ path, shown, text }: ReadFile): readonly ResourceFile[] {
  const { language } = text.source
  const indexed = withoutText(indexedText(text))
  return indexed.resources().length > 0 ? [{ path, shown, language, indexed }] : []
}
