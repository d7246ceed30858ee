import type { Range } from "vscode-languageserver-types"
import type { Topology } from "../topology/topology.ts"
import { summariseGroups } from "./applied-groups.ts"
import { type Lines, lspRange } from "./lsp-range.ts"
import { type NetworkThing, networkThings } from "./network-things.ts"

/** A subnet, network interface or machine of the workspace, as an editor lists it. */
export interface NetworkEntry {
  readonly kind: NetworkThing["kind"]
  readonly name: string
  /** As a flow names it: `nic:web-0`. */
  readonly end: string
  /** The groups that apply to it, in one line. */
  readonly groups: string
  readonly uri: string
  /** The whole resource. */
  readonly range: Range
  /** Its name. */
  readonly nameRange: Range
}

export function networkEntries(topology: Topology, linesOf: (uri: string) => Lines, document?: string): NetworkEntry[] {
  return networkThings(topology, document).map(thing => {
    const { kind, name, end, place } = thing
    const lines = linesOf(place.document)
    return {
      kind,
      name,
      end,
      groups: summariseGroups(thing),
      uri: place.document,
      range: lspRange(lines, place.range),
      nameRange: lspRange(lines, place.nameRange),
    }
  })
}
