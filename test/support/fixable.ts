import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import type { SourceText } from "../../server/src/analysis/analysed-document.ts"
import { type FixableDocument, fixableDocument } from "../../server/src/analysis/fixable-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../../server/src/analysis/known-networks.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings, type Settings } from "../../server/src/analysis/settings.ts"
import { type NetworkContext, noNetwork } from "../../server/src/judging/network-context.ts"

/** A document by itself, as it may be fixed. */
export function fixable(
  source: SourceText,
  settings: Settings = defaultSettings,
  network: NetworkContext = noNetwork,
): FixableDocument {
  const text = readText(source, settings)
  const index = indexResources([indexedText(text)])
  const networksOf = (documents: ResourceIndex) => knownNetworks(documents, { isWhole: false })
  const analysed = analyseText(text, index, settings, { network, networks: networksOf(index) })
  return fixableDocument(text, analysed, { index, settings, network, networksOf })
}
