import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CodeLens } from "vscode-languageserver-types"
import type { Topology } from "../topology/topology.ts"
import { summariseGroups } from "./applied-groups.ts"
import type { LensCommands } from "./code-lens.ts"
import { lspRange } from "./lsp-range.ts"
import { networkThings } from "./network-things.ts"

/**
 * Two lenses above each subnet, network interface and machine of the document: `Verify flow…`, and the groups that apply
 * to it, which lead to its effective rules. A client without the commands has no use for them.
 */
export function networkLenses(document: TextDocument, topology: Topology, commands?: LensCommands): CodeLens[] {
  if (!commands) return []
  return networkThings(topology, document.uri).flatMap(thing => {
    const range = lspRange(document, thing.place.nameRange)
    const argument = { uri: document.uri, end: thing.end }
    return [
      { range, command: { title: "Verify flow…", command: commands.verify, arguments: [argument] } },
      { range, command: { title: summariseGroups(thing), command: commands.effective, arguments: [argument] } },
    ]
  })
}
