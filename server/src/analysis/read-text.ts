import { readDocument, readResources } from "../readers/index.ts"
import type { LinkedFiles } from "../readers/linked-files.ts"
import type { ReadResource } from "../readers/located-resource.ts"
import type { ReadResult } from "../readers/reader.ts"
import { namesGroup, namesResource } from "../readers/recognise.ts"
import { type ReadBefore, Rereading } from "../readers/reread.ts"
import { withStructuralIdentities } from "../readers/structural-identities.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import { readPart } from "../topology/parts/read-part.ts"
import { lazily } from "../values/lazily.ts"
import type { SourceText } from "./analysed-document.ts"
import { isConfigurationFile } from "./configuration.ts"
import { type ReadTogether, readTogether } from "./linked-reading.ts"
import { type ParameterFile, type ParameterValues, parameterValues, settingValues } from "./parameter-values.ts"
import type { Settings } from "./settings.ts"
import { namingLeftOut, type ValueSources, valueSources } from "./value-source.ts"

/** A text, parsed and read, by itself: what a keystroke costs, whatever other documents there are. */
export interface ReadText {
  readonly source: SourceText
  /** Absent where the text names nothing of an NSG, and was therefore not parsed at all. */
  readonly syntax: SyntaxDocument | undefined
  /** Absent where it holds no group and no attempt at one. */
  readonly read: ReadResult | undefined
  /** The resources of which networks are made, in a text with groups or without any: looked for when first asked for. */
  resources(): readonly ReadResource[]
  /** The same as statements, and what the templates hold that the text links: looked for when first asked for. */
  together(): Pick<ReadTogether, "parts" | "linked">
  /** The files that its templates may link to. */
  readonly linkedFiles?: LinkedFiles | undefined
  /** URI of the parameter file whose values it was read with. */
  readonly parameterFile?: string
  /** The values it was read with, of the parameter file and of the settings. */
  readonly parameters?: ParameterValues
  /** Where these stand. */
  readonly valueSources?: ValueSources
  /** For reading it again after an edit; absent where nobody asked for it. */
  readonly left?: ReadBefore
}

/** Other files that a text is read with. */
export interface FilesBeside {
  /** The values of its parameters. */
  readonly parameterFile?: ParameterFile | undefined
  /** Those that its templates may link to. */
  readonly linkedFiles?: LinkedFiles | undefined
}

/** `before` is the same text before an edit: what still holds of its tree and its rules is used again. */
export function readText(
  source: SourceText,
  settings: Settings,
  beside: FilesBeside = {},
  before?: Pick<ReadText, "syntax" | "left">,
): ReadText {
  if (isConfigurationFile(source.uri)) return { ...nothingRead, source }
  if (namesGroup(source.text)) {
    const syntax = parsed(source, settings, before?.syntax)
    const rereading = before && new Rereading(before.left)
    const read = readGroups({ source, syntax }, settings, beside, rereading)
    return rereading ? { ...read, left: rereading.left } : read
  }
  return namesResource(source.text) ? withoutGroup(source, settings, beside) : { ...nothingRead, source }
}

function parsed({ text, language }: SourceText, { limits }: Settings, before?: SyntaxDocument): SyntaxDocument {
  return parseText(text, language, limits, before)
}

function valuesFor(syntax: SyntaxDocument, { parameters }: Settings, { parameterFile }: FilesBeside): ParameterValues {
  const ofFile = parameterFile ? parameterValues(parameterFile.syntax, syntax) : []
  return new Map([...settingValues(parameters, syntax), ...ofFile])
}

/** What it makes outlives the reading, and nothing of that may lead to the text before: else all versions would stay. */
function readGroups(
  { source, syntax }: { readonly source: SourceText; readonly syntax: SyntaxDocument },
  settings: Settings,
  beside: FilesBeside,
  rereading: Rereading | undefined,
): ReadText {
  const { parameterFile, linkedFiles } = beside
  const parameters = valuesFor(syntax, settings, beside)
  const model = settings.profile === "classic" ? settings.profile : undefined
  const result = readDocument(syntax, { parameters, linkedFiles, model, ...(rereading && { rereading }) })
  const sources = valueSources(settings.parameters, parameterFile)
  const together = result && readTogether(result, { uri: source.uri, syntax }, linkedFiles)
  const resources = result?.resources ?? lazily(() => readResources(syntax, { parameters }))
  const read = result && {
    ...result,
    ...namingLeftOut(result, sources),
    groups: (together?.groups ?? []).map(group => ({ ...group, ...namingLeftOut(group, sources) })),
    ...(result.before && { before: result.before.map(withStructuralIdentities) }),
  }
  return {
    source,
    syntax,
    read,
    resources,
    linkedFiles,
    together: () => together ?? { parts: lazily(() => resources().map(readPart)), linked: [] },
    parameters,
    valueSources: sources,
    ...(parameterFile && parameters.size > 0 && { parameterFile: parameterFile.uri }),
  }
}

/** A text that is refused without being read, and counts as one that names a group. */
export function refusedText(source: SourceText, detail: string): ReadText {
  const problems = [{ reason: "too-large", detail, range: { start: 0, end: 0 } }] as const
  return { ...nothingRead, source, syntax: { ...source, roots: [], problems } }
}

/** A text of which nothing is read. */
export const nothingRead = {
  syntax: undefined,
  read: undefined,
  resources: () => [],
  together: () => ({ parts: () => [], linked: [] }),
} satisfies Omit<ReadText, "source">

/** A text that names no group, but resources of networks, or templates that may hold either: parsed when somebody asks. */
function withoutGroup(source: SourceText, settings: Settings, beside: FilesBeside): ReadText {
  const { linkedFiles } = beside
  const found = lazily(() => {
    const syntax = parsed(source, settings)
    const options = { parameters: valuesFor(syntax, settings, beside), linkedFiles }
    const result = linkedFiles && readDocument(syntax, options)
    const resources = result?.resources ?? (() => readResources(syntax, options))
    const together = readTogether(
      { groups: [], calls: [], ...result, resources },
      { uri: source.uri, syntax },
      linkedFiles,
    )
    return { resources: lazily(resources), together }
  })
  return { ...nothingRead, source, linkedFiles, resources: () => found().resources(), together: () => found().together }
}
