import type { Finding } from "../checks/check.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { Dialect } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { ParameterValues } from "./parameter-values.ts"
import type { TextLines } from "./text-lines.ts"

/** A text, before anything is known of it. */
export interface SourceText {
  readonly uri: string
  readonly language: "json" | "yaml"
  readonly text: string
}

/** Everything that is known about one document. Made once for each version of its text. */
export interface AnalysedDocument {
  readonly source: SourceText
  /** Absent where the text names nothing of an NSG, and was therefore not parsed at all. */
  readonly syntax: SyntaxDocument | undefined
  /** Null where the document holds no group and no attempt at one. */
  readonly dialect: Dialect | null
  /** The groups that it defines, or of which it has rules that belong to none that is known. */
  readonly groups: readonly JudgedGroup[]
  /** Groups that other documents define, and to which it adds rules, or gives them as a template's parameters. */
  readonly joinedGroups: readonly JudgedGroup[]
  /** URI of the parameter file whose values it is judged with. */
  readonly parameterFile?: string
  /** The values of parameters it is judged with, by their names in lower case. */
  readonly parameters?: ParameterValues
  /** The lines of all documents that its groups and findings can lead to, by URI. */
  readonly lines: ReadonlyMap<string, TextLines>
  /** In the order of the text. JSON syntax errors are among them: the editor leaves those to VS Code itself. */
  readonly findings: readonly Finding[]
  /** What it suppresses, with the reasons; in the order of the text. */
  readonly suppressed: readonly Finding[]
}

/** Whether a rule or group, which may be part of a group joined from several documents, stands in this one. */
export function standsIn(
  { source: { uri } }: Pick<AnalysedDocument, "source">,
  { document }: { readonly document?: string },
): boolean {
  return document === undefined || document === uri
}
