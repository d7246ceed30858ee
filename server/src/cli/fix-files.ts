import { analyseText } from "../analysis/analyse-document.ts"
import type { SourceText } from "../analysis/analysed-document.ts"
import { fixAll } from "../analysis/fix-all.ts"
import { fixableDocument } from "../analysis/fixable-document.ts"
import { indexedText } from "../analysis/indexed-text.ts"
import { KnownNetworksKeeper } from "../analysis/known-networks.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import type { FileName } from "../outputs/report.ts"
import type { ReadFile } from "./checked-file.ts"
import { madeText } from "./fixed-text.ts"
import type { FindParameters } from "./reading-options.ts"
import type { NetworkOf } from "./tag-networks.ts"

/** A file whose text is another one by now, and what was done. */
export interface FixedFile extends FileName {
  readonly before: SourceText
  readonly after: SourceText
  /** In words: with what a fix was worked out from, many files would take much memory. */
  readonly made: readonly string[]
}

/** What files are read and judged with. */
export interface FixingOptions {
  readonly networkOf: NetworkOf
  readonly findParameters: FindParameters
  /** Those beside the files that only describe networks. */
  readonly besides: readonly ReadFile[]
  /** Whether these are all that there are. */
  readonly isWhole: boolean
}

/**
 * Makes the fixes that change no traffic, file by file: each is judged with the others as they are by then, as a rule can
 * belong to a group that another file defines. Gives back all texts, and which of them have changed.
 */
export async function fixFiles(
  files: readonly ReadFile[],
  { networkOf, findParameters, besides, isWhole }: FixingOptions,
): Promise<{ readonly texts: readonly SourceText[]; readonly fixed: readonly FixedFile[] }> {
  const indexed = new Map([...files, ...besides].map(({ text }) => [text.source.uri, indexedText(text)]))
  const networks = new KnownNetworksKeeper()
  const networksOf = (index: ResourceIndex) => networks.of(index, { isWhole })
  let index = indexResources([...indexed.values()])
  const texts: SourceText[] = []
  const fixed: FixedFile[] = []
  for (const { text, settings, ...name } of files) {
    const network = networkOf(settings)
    const analysed = analyseText(text, index, settings, { network, networks: networksOf(index) })
    const { linkedFiles } = text
    const parameterFile = text.parameterFile === undefined ? undefined : await findParameters(text.source.uri, settings)
    const { document, made } = fixAll(
      fixableDocument(text, analysed, { index, settings, network, parameterFile, linkedFiles, networksOf }),
    )
    const after = document.text
    texts.push(after.source)
    if (made.length === 0) continue
    fixed.push({ ...name, before: text.source, after: after.source, made: made.map(madeText) })
    indexed.set(after.source.uri, indexedText(after))
    index = indexResources([...indexed.values()])
  }
  return { texts, fixed }
}
