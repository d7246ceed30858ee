import type { SourceText } from "../analysis/analysed-document.ts"
import { type ReadText, readText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import { namesGroup, namesResource } from "../readers/recognise.ts"
import type { LinkedTemplates } from "../workspace/linked-templates.ts"
import type { FindParameters } from "./reading-options.ts"

/** Where the files are that a text is read with. */
export interface BesideFinders {
  readonly findParameters: FindParameters
  readonly linkedTemplates: LinkedTemplates
}

/** Reads a text with the values that a parameter file has for it, and with the templates that it links. */
export async function readDocument(
  source: SourceText,
  settings: Settings,
  { findParameters, linkedTemplates }: BesideFinders,
): Promise<ReadText> {
  const { uri, text } = source
  if (!namesGroup(text) && !namesResource(text)) return readText(source, settings)
  const parameterFile = await findParameters(uri, settings)
  return readText(source, settings, {
    parameterFile,
    linkedFiles: await linkedTemplates.of(uri, text, settings.limits),
  })
}
