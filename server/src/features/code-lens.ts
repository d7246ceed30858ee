import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CodeLens } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { summariseGroup } from "./group-summary.ts"
import { lspRange } from "./lsp-range.ts"

/** The client's commands that lenses run, each with one argument: the group. */
export interface LensCommands {
  readonly verify: string
  readonly effective: string
}

/** Two lenses above each group; for a client without the commands only the count, which then does nothing. */
export function codeLenses(document: TextDocument, { groups }: AnalysedDocument, commands?: LensCommands): CodeLens[] {
  return groups.flatMap(judged => {
    const { name, range, nameRange } = judged.group
    const place = lspRange(document, nameRange)
    const title = summariseGroup(judged)
    if (!commands) return [{ range: place, command: { title, command: "" } }]
    const argument = { uri: document.uri, group: name, at: document.positionAt(range.start) }
    return [
      { range: place, command: { title: "Verify flow…", command: commands.verify, arguments: [argument] } },
      { range: place, command: { title, command: commands.effective, arguments: [argument] } },
    ]
  })
}
