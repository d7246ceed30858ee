import type { ReadText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Unreadable } from "../outputs/report.ts"
import { LinkedTemplates } from "../workspace/linked-templates.ts"
import type { ReadFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import type { Configured } from "./config-option.ts"
import { internalError } from "./internal-error.ts"
import type { Interruption } from "./interruption.ts"
import { linkedSources } from "./linked-sources.ts"
import { type BesideFinders, readDocument } from "./read-document.ts"
import { type NamedSource, readSource } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"
import { unnamedFiles } from "./unnamed-files.ts"
import { type UnusedFile, whyNoGroup } from "./why-no-group.ts"

export interface FileOptions {
  readonly findParameters: FindParameters
  /** Whether a text is kept. */
  isWanted(text: ReadText): boolean
  readonly interruption?: Interruption
}

export interface ReadFiles {
  readonly files: readonly ReadFile[]
  readonly unreadable: readonly Unreadable[]
  /** The only file that was found, where it was not wanted. */
  readonly only?: UnusedFile
}

/** What the files hold that were found, and what of them could not be read. */
export async function readFiles(
  { found, settingsOf, findSettings }: Pick<Configured, "found" | "settingsOf" | "findSettings">,
  { findParameters, isWanted, interruption }: FileOptions,
  io: Io,
): Promise<ReadFiles> {
  const files: ReadFile[] = []
  const unreadable = [...found.unreadable]
  const isOne = found.files.length === 1
  let only: UnusedFile | undefined
  const linkedTemplates = new LinkedTemplates(linkedSources(found.files, io))
  const names = [...found.files]
  const unnamed = unnamedFiles(names, io)
  for (const name of names) {
    await interruption?.breathe()
    if (interruption?.isInterrupted) break
    const settings = settingsOf(name)
    const source = await readSource(name, io)
    const read = "problem" in source ? source : await readFile(source, settings, { findParameters, linkedTemplates })
    if ("problem" in read) {
      unreadable.push(read)
      continue
    }
    const linked = unnamed(linkedBy(read.text))
    await findSettings(linked)
    names.push(...linked)
    if (isWanted(read.text)) files.push(read)
    else if (isOne) only = { shown: read.shown, reason: whyNoGroup(read.text) }
  }
  return { files, unreadable, ...(only && { only }) }
}

function linkedBy({ linkedFiles, together }: ReadText): readonly string[] {
  return linkedFiles ? together().linked.map(({ uri }) => uri) : []
}

async function readFile(
  { source, ...name }: NamedSource,
  settings: Settings,
  finders: BesideFinders,
): Promise<ReadFile | Unreadable> {
  try {
    return { ...name, settings, text: await readDocument(source, settings, finders) }
  } catch (error) {
    return { ...name, problem: internalError(error) }
  }
}
