import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CodeLens } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { ChangedFlows } from "../flows/replay/log-use.ts"
import type { VersionComparison } from "./compare-versions.ts"
import { countsText } from "./difference-text.ts"
import type { ComparedGroup } from "./group-difference.ts"
import { summariseGroup } from "./group-summary.ts"
import { lspRange } from "./lsp-range.ts"
import { changedFlowsText } from "./rule-hits.ts"

/** The client's commands that lenses run, each with one argument: the group. */
export interface LensCommands {
  readonly verify: string
  readonly effective: string
  readonly difference: string
}

/**
 * Two lenses above each group, a third where it does something else than at HEAD, and a fourth where that would have changed what
 * became of the flows of a loaded log; for a client without the commands only the
 * count, which then does nothing.
 */
export function codeLenses(
  document: TextDocument,
  { groups }: AnalysedDocument,
  commands?: LensCommands,
  sinceHead: readonly (VersionComparison & { readonly flows?: ChangedFlows | undefined })[] = [],
): CodeLens[] {
  const met = new Map<string, number>()
  return groups.flatMap(judged => {
    const { name, range, nameRange } = judged.group
    const place = lspRange(document, nameRange)
    const title = summariseGroup(judged)
    if (!commands) return [{ range: place, command: { title, command: "" } }]
    const argument = { uri: document.uri, group: name, at: document.positionAt(range.start) }
    const count = met.get(name) ?? 0
    met.set(name, count + 1)
    const since = sinceHead.filter(({ after }) => after?.group.name === name)[count]
    const changes = [changeText(since?.compared), since?.flows && changedFlowsText(since.flows)].flatMap(
      text => text ?? [],
    )
    return [
      { range: place, command: { title: "Verify flow…", command: commands.verify, arguments: [argument] } },
      { range: place, command: { title, command: commands.effective, arguments: [argument] } },
      ...changes.map(change => ({
        range: place,
        command: { title: change, command: commands.difference, arguments: [argument] },
      })),
    ]
  })
}

/** `newly allows 2 · newly denies 0 since HEAD`; undefined where nothing changed. */
function changeText(compared: ComparedGroup | undefined): string | undefined {
  if (!compared || compared.status === "equal") return undefined
  if (compared.status === "added") return "new since HEAD"
  return `${countsText(compared)} since HEAD`
}
