import type { SourceText } from "../analysis/analysed-document.ts"
import { parameterFileOf } from "../analysis/parameter-values.ts"
import { type ParameterFile, type ReadText, readText } from "../analysis/read-text.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { namesGroup } from "../readers/recognise.ts"
import { parseText } from "../syntax/parse.ts"
import { nodeFiles } from "./node-files.ts"

/** Reads a text with the parameter file that lies beside it, where it has one. */
export async function readDocument(source: SourceText): Promise<ReadText> {
  return readText(source, defaultSettings, await findParameterFile(source))
}

async function findParameterFile({ uri, text }: SourceText): Promise<ParameterFile | undefined> {
  const file = parameterFileOf(uri)
  const values = file === undefined || !namesGroup(text) ? undefined : await nodeFiles.read(file)
  if (file === undefined || values === undefined) return undefined
  return { uri: file, syntax: parseText(values, "json", defaultSettings.limits) }
}
