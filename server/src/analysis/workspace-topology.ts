import type { DefinedGroup, TopologyDocument } from "../topology/link/placed-part.ts"
import { type LinkedTopology, linkTopology } from "../topology/link-topology.ts"
import type { IndexedText } from "./indexed-text.ts"
import { joinGroup } from "./join-group.ts"
import type { ResourceIndex } from "./resource-index.ts"
import { sameData } from "./same-data.ts"
import { contestedNames, type Replacements, sameStatements } from "./same-statements.ts"

/** What the documents of an index describe together. */
export function topologyOf(index: ResourceIndex): LinkedTopology {
  return linkTopology(documentsOf(index))
}

/**
 * What documents describe together, as it was when one of them last said something else of networks: only places and what
 * groups allow may have changed since.
 */
export interface StatedTopology {
  readonly topology: LinkedTopology
  /** What stands in the place of a range, a group or a rule of it by now. */
  present<T extends object>(part: T): T
  /** The documents as they are. */
  readonly documents: readonly TopologyDocument[]
}

/** The topology of a workspace whose documents change: linked again only when what one of them says of it changed. */
export class TopologyKeeper {
  #index: ResourceIndex | undefined
  #documents: readonly TopologyDocument[] = []
  #topology: LinkedTopology | undefined
  #stated: Stated | undefined

  of(index: ResourceIndex): LinkedTopology {
    this.#read(index)
    this.#topology ??= linkTopology(this.#documents)
    return this.#topology
  }

  /** Linked anew only when more than places and rules changed. */
  stated(index: ResourceIndex): StatedTopology {
    this.#read(index)
    const documents = this.#documents
    const last = this.#stated
    if (last?.documents === documents) return last
    const replaced: Replacements = new Map()
    if (last && isSaidBefore(last, documents, replaced)) {
      this.#stated = { ...last, ...presentWith(documents, replaced) }
    } else {
      const contested = contestedNames(documents)
      this.#stated = { topology: this.of(index), basis: documents, contested, ...presentWith(documents, new Map()) }
    }
    return this.#stated
  }

  /** Keeps the documents that are as they were, and the list of all of them where each is. */
  #read(index: ResourceIndex): void {
    if (this.#index === index) return
    const before = new Map(this.#documents.map(document => [keyOf(document), document]))
    const documents = documentsOf(index).map(document => {
      const known = before.get(keyOf(document))
      return known && sameData(known, document) ? known : document
    })
    this.#index = index
    const isSame =
      documents.length === this.#documents.length &&
      documents.every(document => before.get(keyOf(document)) === document)
    if (isSame && this.#topology) return
    this.#documents = documents
    this.#topology = undefined
  }
}

interface Stated extends StatedTopology {
  /** The documents of which the topology was linked. */
  readonly basis: readonly TopologyDocument[]
  readonly contested: ReadonlySet<string>
}

function presentWith(documents: readonly TopologyDocument[], replaced: Replacements) {
  return { documents, present: <T extends object>(part: T): T => (replaced.get(part) as T | undefined) ?? part }
}

function isSaidBefore(
  { basis, contested }: Stated,
  documents: readonly TopologyDocument[],
  replaced: Replacements,
): boolean {
  const now = new Map(documents.map(document => [keyOf(document), document]))
  return (
    documents.length === basis.length &&
    basis.every(before => {
      const document = now.get(keyOf(before))
      return document !== undefined && sameStatements(before, document, { replaced, contested })
    })
  )
}

/** A linked template is there once for each document that links it. */
function keyOf({ uri, scope }: TopologyDocument): string {
  return `${uri} ${scope}`
}

/** The documents that have a part in a network, or a group that one may refer to. */
export function documentsOf(index: ResourceIndex): readonly TopologyDocument[] {
  return index.readings.flatMap(text => {
    const parts = text.resources()
    const groups = definedGroups(text, index)
    const { uri, scope, handsOn } = text
    return parts.length + groups.length === 0 ? [] : [{ uri, scope, parts, groups, ...(handsOn && { handsOn }) }]
  })
}

function definedGroups(
  { uri, scope, groups }: Pick<IndexedText, "uri" | "scope" | "groups">,
  index: ResourceIndex,
): readonly DefinedGroup[] {
  return groups
    .filter(({ reference }) => !reference)
    .map(written => ({ written, placed: { document: uri, group: joinGroup({ uri, group: written, scope }, index) } }))
}
