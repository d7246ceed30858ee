import { withNameFault } from "../readers/group-name-fault.ts"
import { readDocument, readResources } from "../readers/index.ts"
import type { ReadResource } from "../readers/located-resource.ts"
import type { LocatedGroup, ReadResult } from "../readers/reader.ts"
import { namesGroup, namesResource } from "../readers/recognise.ts"
import { type ReadBefore, Rereading } from "../readers/reread.ts"
import { withStructuralIdentities } from "../readers/structural-identities.ts"
import { withValueOrigins } from "../readers/value-origin.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import { lazily } from "../values/lazily.ts"
import type { SourceText } from "./analysed-document.ts"
import { markBroken } from "./broken-group.ts"
import { isConfigurationFile } from "./configuration.ts"
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
  /** URI of the parameter file whose values it was read with. */
  readonly parameterFile?: string
  /** The values it was read with, of the parameter file and of the settings. */
  readonly parameters?: ParameterValues
  /** Where these stand. */
  readonly valueSources?: ValueSources
  /** For reading it again after an edit; absent where nobody asked for it. */
  readonly left?: ReadBefore
}

/** `before` is the same text before an edit: what still holds of its tree and its rules is used again. */
export function readText(
  source: SourceText,
  settings: Settings,
  parameterFile?: ParameterFile,
  before?: Pick<ReadText, "syntax" | "left">,
): ReadText {
  const parse = () => parseText(source.text, source.language, settings.limits, before?.syntax)
  const valuesFor = (syntax: SyntaxDocument): ParameterValues =>
    new Map([
      ...settingValues(settings.parameters, syntax),
      ...(parameterFile ? parameterValues(parameterFile.syntax, syntax) : []),
    ])
  if (isConfigurationFile(source.uri)) return { source, syntax: undefined, read: undefined, resources: () => [] }
  if (!namesGroup(source.text)) {
    const resources = lazily(() => (namesResource(source.text) ? resourcesOf(parse(), valuesFor) : []))
    return { source, syntax: undefined, read: undefined, resources }
  }
  const syntax = parse()
  const parameters = valuesFor(syntax)
  const rereading = before && new Rereading(before.left)
  const model = settings.profile === "classic" ? settings.profile : undefined
  const result = readDocument(syntax, { parameters, model, ...(rereading && { rereading }) })
  const sources = valueSources(settings.parameters, parameterFile)
  const read = result && {
    ...result,
    ...namingLeftOut(result, sources),
    groups: result.groups.map(group => ({
      ...locate(group, syntax),
      ...namingLeftOut(group, sources),
    })),
    ...(result.before && { before: result.before.map(withStructuralIdentities) }),
  }
  return {
    source,
    syntax,
    read,
    resources: read?.resources ?? lazily(() => resourcesOf(syntax, () => parameters)),
    parameters,
    ...(rereading && { left: rereading.left }),
    valueSources: sources,
    ...(parameterFile && parameters.size > 0 && { parameterFile: parameterFile.uri }),
  }
}

/** A text that is refused without being read, and counts as one that names a group. */
export function refusedText(source: SourceText, detail: string): ReadText {
  const problems = [{ reason: "too-large", detail, range: { start: 0, end: 0 } }] as const
  return { source, syntax: { ...source, roots: [], problems }, read: undefined, resources: () => [] }
}

/** A group as its reader has it, with what only the whole document shows of it. */
function locate(group: LocatedGroup, syntax: SyntaxDocument): LocatedGroup {
  return withValueOrigins(withStructuralIdentities(markBroken(withNameFault(group, syntax), syntax)), syntax)
}

function resourcesOf(syntax: SyntaxDocument, valuesFor: (syntax: SyntaxDocument) => ParameterValues) {
  return readResources(syntax, { parameters: valuesFor(syntax) })
}
