import { analyseText } from "../analysis/analyse-document.ts"
import type { NamedDocument } from "../features/choose-group.ts"
import { networkContext } from "../judging/network-context.ts"
import { nothingFound } from "./nothing-found.ts"
import type { Workspace } from "./read-workspace.ts"
import { onlyUnused } from "./why-no-group.ts"

/** The documents of a workspace that hold groups, judged, or a sentence on why there are none. */
export function workspaceGroups({
  files,
  index,
  tags,
  found,
  only,
}: Workspace): readonly NamedDocument[] | { readonly problem: string } {
  const network = networkContext(tags)
  const documents = files.map(({ path, shown, text, settings }) => ({
    ...{ path: shown, otherPath: path },
    analysed: analyseText(text, index, settings, { network }),
  }))
  const holding = documents.filter(({ analysed }) => analysed.groups.length > 0)
  if (holding.length > 0) return holding
  const broken = documents.find(({ analysed }) => analysed.findings.length > 0)
  if (broken) return { problem: `no NSG found in ${broken.path}: ${broken.analysed.findings[0]?.message}` }
  return { problem: nothingFound(found, onlyUnused(found, { files, only })) }
}
