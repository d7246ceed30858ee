import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { indexedText } from "../analysis/indexed-text.ts"
import { indexResources } from "../analysis/resource-index.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { isProblem } from "../features/flow-text.ts"
import { networkContext } from "../judging/network-context.ts"
import type { Io } from "./command.ts"
import { readDocument } from "./read-document.ts"
import { readSource } from "./read-source.ts"
import { readParameters } from "./reading-options.ts"
import { findTags } from "./tag-option.ts"

/** Options of a command that say with what a file is read. */
export interface ReadingOptions {
  readonly parameters?: string | undefined
  readonly "service-tags"?: string | undefined
}

/** A file that holds groups, judged, or a sentence on why there are none. */
export async function readGroups(
  name: string,
  options: ReadingOptions,
  io: Io,
): Promise<AnalysedDocument | { readonly problem: string }> {
  const findParameters = await readParameters(options.parameters, io)
  if (isProblem(findParameters)) return findParameters
  const tags = await findTags(options["service-tags"], [name], io)
  if (isProblem(tags)) return tags
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `${read.path} ${read.problem}` }
  const text = await readDocument(read.source, defaultSettings, findParameters)
  const analysed = analyseText(text, indexResources([indexedText(text)]), defaultSettings, {
    network: networkContext(tags),
  })
  if (analysed.groups.length > 0) return analysed
  const [broken] = analysed.findings
  return { problem: `no NSG found in ${read.path}${broken ? `: ${broken.message}` : "."}` }
}
