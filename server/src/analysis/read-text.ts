import { readDocument } from "../readers/index.ts"
import type { ReadResult } from "../readers/reader.ts"
import { namesGroup } from "../readers/recognise.ts"
import { type ReadBefore, Rereading } from "../readers/reread.ts"
import { withStructuralIdentities } from "../readers/structural-identities.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import type { SourceText } from "./analysed-document.ts"
import { markBroken } from "./broken-group.ts"
import { type ParameterValues, parameterValues, settingValues } from "./parameter-values.ts"
import type { Settings } from "./settings.ts"

/** A text, parsed and read, by itself: what a keystroke costs, whatever other documents there are. */
export interface ReadText {
  readonly source: SourceText
  /** Absent where the text names nothing of an NSG, and was therefore not parsed at all. */
  readonly syntax: SyntaxDocument | undefined
  /** Absent where it holds no group and no attempt at one. */
  readonly read: ReadResult | undefined
  /** URI of the parameter file whose values it was read with. */
  readonly parameterFile?: string
  /** The values it was read with, of the parameter file and of the settings. */
  readonly parameters?: ParameterValues
  /** For reading it again after an edit; absent where nobody asked for it. */
  readonly left?: ReadBefore
}

/** A parameter file, parsed once for all templates and versions of them that it is for. */
export interface ParameterFile {
  readonly uri: string
  readonly syntax: SyntaxDocument
}

/** `before` is the same text before an edit: what still holds of its tree and its rules is used again. */
export function readText(
  source: SourceText,
  settings: Settings,
  parameterFile?: ParameterFile,
  before?: Pick<ReadText, "syntax" | "left">,
): ReadText {
  if (!namesGroup(source.text)) return { source, syntax: undefined, read: undefined }
  const syntax = parseText(source.text, source.language, settings.limits, before?.syntax)
  const parameters: ParameterValues = new Map([
    ...settingValues(settings.parameters, syntax),
    ...(parameterFile ? parameterValues(parameterFile.syntax, syntax) : []),
  ])
  const rereading = before && new Rereading(before.left)
  const result = readDocument(syntax, { parameters, ...(rereading && { rereading }) })
  const read = result && {
    ...result,
    groups: result.groups.map(group => withStructuralIdentities(markBroken(group, syntax))),
  }
  return {
    source,
    syntax,
    read,
    parameters,
    ...(rereading && { left: rereading.left }),
    ...(parameterFile && parameters.size > 0 && { parameterFile: parameterFile.uri }),
  }
}
