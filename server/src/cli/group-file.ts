import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { indexedText } from "../analysis/indexed-text.ts"
import { indexResources } from "../analysis/resource-index.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { isProblem } from "../features/flow-text.ts"
import type { Io } from "./command.ts"
import { readDocument } from "./read-document.ts"
import { readSource } from "./read-source.ts"
import { readParameters } from "./reading-options.ts"

/** A file that holds groups, judged, or a sentence on why there are none. */
export async function readGroups(
  name: string,
  parameters: string | undefined,
  io: Io,
): Promise<AnalysedDocument | { readonly problem: string }> {
  const findParameters = await readParameters(parameters, io)
  if (isProblem(findParameters)) return findParameters
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `${read.path} ${read.problem}` }
  const text = await readDocument(read.source, defaultSettings, findParameters)
  const analysed = analyseText(text, indexResources([indexedText(text)]), defaultSettings)
  if (analysed.groups.length > 0) return analysed
  const [broken] = analysed.findings
  return { problem: `no NSG found in ${read.path}${broken ? `: ${broken.message}` : "."}` }
}
