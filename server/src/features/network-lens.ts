import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CodeLens } from "vscode-languageserver-types"
import { listWords } from "../checks/wording.ts"
import type { Topology } from "../topology/topology.ts"
import { summariseGroups } from "./applied-groups.ts"
import type { LensCommands } from "./code-lens.ts"
import { byPlace, lensName } from "./lens-places.ts"
import { lspRange } from "./lsp-range.ts"
import { networkThings } from "./network-things.ts"

/**
 * Two lenses above each subnet, network interface and machine of the document: to verify a flow, and the groups that apply
 * to it, which lead to its effective rules; two for all that a loop makes at one place. A client without the commands has no use
 * for them.
 */
export function networkLenses(document: TextDocument, topology: Topology, commands?: LensCommands): CodeLens[] {
  if (!commands) return []
  return byPlace(networkThings(topology, document.uri), ({ place }) => place.nameRange).flatMap(together => {
    const [first] = together
    const range = lspRange(document, first.place.nameRange)
    const subjects = together.map(({ end }) => ({ uri: document.uri, end }))
    const argument = together.length > 1 ? { uri: document.uri, oneOf: subjects } : subjects[0]
    const name = together.length > 1 ? l10n.t`one of ${together.length}` : lensName(first.name)
    const groups = [...new Set(together.map(summariseGroups))]
    const title = `${together.length > 1 ? l10n.t`${together.length} made here` : name}: ${listWords(groups, "or")}`
    return [
      { range, command: { title: l10n.t`Verify flow at ${name}…`, command: commands.verify, arguments: [argument] } },
      { range, command: { title, command: commands.effective, arguments: [argument] } },
    ]
  })
}
