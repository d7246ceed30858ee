import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { indexGroups } from "../analysis/group-index.ts"
import { defaultSettings } from "../analysis/settings.ts"
import type { Io } from "./command.ts"
import { readDocument } from "./read-document.ts"
import { readSource } from "./read-source.ts"

/** A file that holds groups, judged, or a sentence on why there are none. */
export async function readGroups(name: string, io: Io): Promise<AnalysedDocument | { readonly problem: string }> {
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `${read.path} ${read.problem}` }
  const text = await readDocument(read.source)
  const analysed = analyseText(text, indexGroups([text]), defaultSettings)
  if (analysed.groups.length > 0) return analysed
  const [broken] = analysed.findings
  return { problem: `there is no network security group in ${read.path}${broken ? `: ${broken.message}` : "."}` }
}
