import type { Finding } from "../checks/check.ts"
import type { JudgedGroup } from "../checks/judged-group.ts"
import type { Dialect } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"

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
  readonly groups: readonly JudgedGroup[]
  /** In the order of the text. JSON syntax errors are among them: the editor leaves those to VS Code itself. */
  readonly findings: readonly Finding[]
}
