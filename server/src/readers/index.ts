import type { SyntaxDocument } from "../syntax/document.ts"
import { ansible } from "./ansible.ts"
import { armTemplate } from "./arm-template.ts"
import type { Reader, ReadResult } from "./reader.ts"
import { rest } from "./rest.ts"

/** In the order they are asked: those that know their documents by unmistakable marks come first. */
export const readers: readonly Reader[] = [armTemplate, ansible, rest]

/** Reads a document in whichever dialect it is; undefined when it is of none. */
export function readDocument(document: SyntaxDocument): ReadResult | undefined {
  for (const reader of readers) {
    const result = reader.read(document)
    if (result) return result
  }
  return undefined
}
