import type { IndexedText } from "../../analysis/indexed-text.ts"
import { type KnownNetworks, knownNetworks } from "../../analysis/known-networks.ts"
import { indexResources } from "../../analysis/resource-index.ts"
import { indexedSummary, type TextSummary } from "../../analysis/text-summary.ts"
import type { SurveyedFile } from "./surveyed-file.ts"
import { fileUri } from "./unit.ts"

/** What all files say of networks together; a file that was read in parts is one document again. */
export function networksOfAll(files: readonly SurveyedFile[], isWhole: boolean): KnownNetworks {
  const texts = files.flatMap(documentOf)
  return knownNetworks(indexResources(texts), { isWhole })
}

function documentOf({ units }: SurveyedFile): readonly IndexedText[] {
  const [first] = units
  if (!first) return []
  if (!first.unit.part) return [indexedSummary(first.summary.text)]
  const texts = units.map(({ summary }) => summary.text)
  return [indexedSummary({ ...together(texts), uri: fileUri(first.unit) })]
}

function together(parts: readonly TextSummary[]): Omit<TextSummary, "uri"> {
  const [first] = parts
  return {
    scope: first?.scope ?? "",
    dialect: parts.find(({ dialect }) => dialect !== undefined)?.dialect,
    namesGroup: parts.some(({ namesGroup }) => namesGroup),
    suppresses: parts.some(({ suppresses }) => suppresses),
    handsOn: parts.some(({ handsOn }) => handsOn),
    groups: parts.flatMap(({ groups }) => groups),
    identities: parts.flatMap(({ identities }) => identities),
    resources: parts.flatMap(({ resources }) => resources),
    linked: parts.flatMap(({ linked }) => linked),
  }
}
