import { analyseText } from "../analysis/analyse-document.ts"
import { indexGroups } from "../analysis/group-index.ts"
import { defaultSettings } from "../analysis/settings.ts"
import type { JudgedGroup } from "../checks/judged-group.ts"
import type { Io } from "./command.ts"
import { readDocument } from "./read-document.ts"
import { readSource } from "./read-source.ts"

/** The groups of one file, or a sentence on why there are none. */
export async function readGroups(name: string, io: Io): Promise<readonly JudgedGroup[] | { readonly problem: string }> {
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `${read.path} ${read.problem}` }
  const text = await readDocument(read.source)
  const { groups, findings } = analyseText(text, indexGroups([text]), defaultSettings)
  if (groups.length > 0) return groups
  const [broken] = findings
  return { problem: `there is no network security group in ${read.path}${broken ? `: ${broken.message}` : "."}` }
}
