import { analyseText } from "../analysis/analyse-document.ts"
import type { NamedDocument } from "../features/choose-group.ts"
import { networkContext } from "../judging/network-context.ts"
import { nothingFound } from "../outputs/not-read-text.ts"
import type { Workspace } from "./read-workspace.ts"

/** The documents of a workspace that hold groups, judged, or a sentence on why there are none. */
export function workspaceGroups({
  files,
  index,
  tags,
  found,
}: Workspace): readonly NamedDocument[] | { readonly problem: string } {
  const network = networkContext(tags)
  const documents = files.map(({ path, text, settings }) => ({
    path,
    analysed: analyseText(text, index, settings, { network }),
  }))
  const holding = documents.filter(({ analysed }) => analysed.groups.length > 0)
  if (holding.length > 0) return holding
  const broken = documents.find(({ analysed }) => analysed.findings.length > 0)
  if (broken) return { problem: `no NSG found in ${broken.path}: ${broken.analysed.findings[0]?.message}` }
  const [only, another] = found.files
  return { problem: only !== undefined && another === undefined ? `no NSG found in ${only}.` : nothingFound(found) }
}
