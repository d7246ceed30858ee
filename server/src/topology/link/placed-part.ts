import type { LocatedGroup } from "../../readers/reader.ts"
import type { NetworkPart, Statement, StatementOf } from "../parts/network-part.ts"
import type { Place, PlacedGroup } from "../topology.ts"

/** What one document gives to a topology. */
export interface TopologyDocument {
  readonly uri: string
  /** Equal for documents in which the same expression is the same value. */
  readonly scope: string
  readonly parts: readonly NetworkPart[]
  readonly groups: readonly DefinedGroup[]
  /** Set where it may give what it defines to documents that are not at hand. */
  readonly handsOn?: true
}

/** A group that a document defines. */
export interface DefinedGroup {
  /** As its document has it. */
  readonly written: LocatedGroup
  /** Joined with the rules that other documents add to it. */
  readonly placed: PlacedGroup
}

/** A part, and the document it stands in. */
export interface PlacedPart<S extends Statement = Statement> {
  readonly document: TopologyDocument
  readonly part: NetworkPart<S>
}

export function placeOf({ document, part }: PlacedPart): Place {
  const { range, nameRange } = part
  return { document: document.uri, range, nameRange }
}

/** Whether the part says something of a kind. */
export function says<K extends Statement["kind"]>(
  placed: PlacedPart,
  ...kinds: readonly K[]
): placed is PlacedPart<StatementOf<K>> {
  return kinds.some(kind => kind === placed.part.says.kind)
}
