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
  { parameterFile, linkedFiles }: FilesBeside = {},
  before?: Pick<ReadText, "syntax" | "left">,
): ReadText {
  const parse = () => parseText(source.text, source.language, settings.limits, before?.syntax)
  const valuesFor = (syntax: SyntaxDocument): ParameterValues =>
    new Map([
      ...settingValues(settings.parameters, syntax),
      ...(parameterFile ? parameterValues(parameterFile.syntax, syntax) : []),
    ])
  if (isConfigurationFile(source.uri)) return { ...nothingRead, source }
  if (!namesGroup(source.text)) {
    return namesResource(source.text)
      ? withoutGroup(source, parse, { valuesFor, linkedFiles })
      : { ...nothingRead, source }
  }
  const syntax = parse()
  const parameters = valuesFor(syntax)
  const rereading = before && new Rereading(before.left)
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
    ...(rereading && { left: rereading.left }),
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

interface Reading {
  valuesFor(syntax: SyntaxDocument): ParameterValues
  readonly linkedFiles: LinkedFiles | undefined
}

/** A text that names no group, but resources of networks, or templates that may hold either. */
function withoutGroup(source: SourceText, parse: () => SyntaxDocument, { valuesFor, linkedFiles }: Reading): ReadText {
  const found = lazily(() => {
    const syntax = parse()
    const options = { parameters: valuesFor(syntax), linkedFiles }
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
