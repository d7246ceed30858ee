import type { SourceText } from "../analysis/analysed-document.ts"
import { type ReadText, readText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import { namesGroup, namesResource } from "../readers/recognise.ts"
import type { FindParameters } from "./reading-options.ts"

/** Reads a text with the values that a parameter file has for it. */
export async function readDocument(
  source: SourceText,
  settings: Settings,
  findParameters: FindParameters,
): Promise<ReadText> {
  const isRead = namesGroup(source.text) || namesResource(source.text)
  return readText(source, settings, isRead ? await findParameters(source.uri, settings) : undefined)
}
