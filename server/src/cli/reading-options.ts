import { type ParameterFile, parameterFileOf } from "../analysis/parameter-values.ts"
import { defaultSettings, type Settings } from "../analysis/settings.ts"
import { isMap, member } from "../syntax/lookup.ts"
import { parseText } from "../syntax/parse.ts"
import type { Io } from "./command.ts"
import { readSource, readUri } from "./read-source.ts"

/** The parameter file of a template, if it has one. */
export type FindParameters = (templateUri: string, settings: Settings) => Promise<ParameterFile | undefined>

/** What the help of each command that reads templates says of it. */
export const parametersHelp =
  "  --parameters FILE     values for ARM parameters (default: NAME.parameters.json beside NAME.json)"

/** `--parameters FILE`: its values for every template; else, for each, the one that its configuration names, or the file beside it. */
export async function readParameters(
  name: string | undefined,
  io: Io,
): Promise<FindParameters | { readonly problem: string }> {
  if (name === undefined) return besideTemplate(io.within)
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `--parameters: ${read.shown} ${read.problem}` }
  const { uri, text } = read.source
  const syntax = parseText(text, "json", defaultSettings.limits)
  if (!isMap(member(syntax.roots[0], "parameters"))) {
    return { problem: `--parameters: ${read.shown} is not a parameter file: it has no "parameters" object.` }
  }
  return async () => ({ uri, syntax })
}

function besideTemplate(within: string | undefined): FindParameters {
  return async (templateUri, { parameterFiles, limits }) => {
    const uri = parameterFileOf(templateUri, parameterFiles)
    const text = uri === undefined ? undefined : await readUri(uri, within)
    if (uri === undefined || text === undefined) return undefined
    return { uri, syntax: parseText(text, "json", limits) }
  }
}
