import { readDocument } from "../readers/index.ts"
import type { ReadOptions, ReadResult } from "../readers/reader.ts"
import { namesGroup } from "../readers/recognise.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import type { SourceText } from "./analysed-document.ts"
import type { Settings } from "./settings.ts"

/** A text, parsed and read, by itself: what a keystroke costs, whatever other documents there are. */
export interface ReadText {
  readonly source: SourceText
  /** Absent where the text names nothing of an NSG, and was therefore not parsed at all. */
  readonly syntax: SyntaxDocument | undefined
  /** Absent where it holds no group and no attempt at one. */
  readonly read: ReadResult | undefined
}

export function readText(source: SourceText, { limits }: Settings, options?: ReadOptions): ReadText {
  if (!namesGroup(source.text)) return { source, syntax: undefined, read: undefined }
  const syntax = parseText(source.text, source.language, limits)
  return { source, syntax, read: readDocument(syntax, options) }
}
