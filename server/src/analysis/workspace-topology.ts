import type { DefinedGroup, TopologyDocument } from "../topology/link/placed-part.ts"
import { type LinkedTopology, linkTopology } from "../topology/link-topology.ts"
import type { IndexedText } from "./indexed-text.ts"
import { joinGroup } from "./join-group.ts"
import type { ResourceIndex } from "./resource-index.ts"
import { sameData } from "./same-data.ts"

/** What the documents of an index describe together. */
export function topologyOf(index: ResourceIndex): LinkedTopology {
  return linkTopology(documentsOf(index))
}

/** The topology of a workspace whose documents change: linked again only when what one of them says of it changed. */
export class TopologyKeeper {
  #index: ResourceIndex | undefined
  #documents: readonly TopologyDocument[] = []
  #topology: LinkedTopology | undefined

  of(index: ResourceIndex): LinkedTopology {
    if (this.#topology && this.#index === index) return this.#topology
    const before = new Map(this.#documents.map(document => [document.uri, document]))
    const documents = documentsOf(index).map(document => {
      const known = before.get(document.uri)
      return known && sameData(known, document) ? known : document
    })
    const isSame =
      this.#topology !== undefined &&
      documents.length === this.#documents.length &&
      documents.every(document => before.get(document.uri) === document)
    this.#index = index
    this.#documents = documents
    this.#topology = isSame && this.#topology ? this.#topology : linkTopology(documents)
    return this.#topology
  }
}

/** The documents that have a part in a network, or a group that one may refer to. */
function documentsOf(index: ResourceIndex): readonly TopologyDocument[] {
  return index.texts.flatMap(text => {
    const parts = text.resources()
    const groups = definedGroups(text, index)
    return parts.length + groups.length === 0 ? [] : [{ uri: text.uri, scope: text.scope, parts, groups }]
  })
}

function definedGroups({ uri, scope, groups }: IndexedText, index: ResourceIndex): readonly DefinedGroup[] {
  return groups
    .filter(({ reference }) => !reference)
    .map(written => ({ written, placed: { document: uri, group: joinGroup({ uri, group: written, scope }, index) } }))
}
