import type { NetworkContext } from "../judging/network-context.ts"
import type { LinkedFiles } from "../readers/linked-files.ts"
import { analyseText } from "./analyse-document.ts"
import type { AnalysedDocument } from "./analysed-document.ts"
import { indexedText } from "./indexed-text.ts"
import type { KnownNetworks } from "./known-networks.ts"
import type { ParameterFile } from "./parameter-values.ts"
import { type ReadText, readText } from "./read-text.ts"
import { indexResources, type ResourceIndex } from "./resource-index.ts"
import type { Settings } from "./settings.ts"

/** A document that may be fixed: what is known of it, and what would be known of another text in its place. */
export interface FixableDocument {
  readonly text: ReadText
  readonly analysed: AnalysedDocument
  /** Templates take values from it: what a change of it does to their groups is not worked out. */
  readonly isParameterFile: boolean
  /** The same document with another text, read and judged with all that is around it. */
  withText(text: string): FixableDocument
}

/** What a document is read and judged with. */
export interface FixSurroundings {
  readonly index: ResourceIndex
  readonly settings: Settings
  readonly network: NetworkContext
  readonly parameterFile?: ParameterFile | undefined
  readonly linkedFiles?: LinkedFiles | undefined
  /** What all documents say of networks, by the index of them; nothing is said of these where it is absent. */
  networksOf?(index: ResourceIndex): KnownNetworks
}

export function fixableDocument(text: ReadText, analysed: AnalysedDocument, around: FixSurroundings): FixableDocument {
  const { index, settings, network, parameterFile, linkedFiles } = around
  return {
    text,
    analysed,
    isParameterFile: analysed.dialect === "arm-parameters" || index.templatesOf(text).length > 0,
    withText(content) {
      const read = readText({ ...text.source, text: content }, settings, { parameterFile, linkedFiles }, text)
      const own = indexedText(read)
      const replaced = indexResources(index.texts.map(each => (each.uri === own.uri ? own : each)))
      const judged = analyseText(read, replaced, settings, {
        network,
        networks: around.networksOf?.(replaced),
        previous: analysed,
      })
      return fixableDocument(read, judged, { ...around, index: replaced })
    },
  }
}
