import { isUnclosed, isUnopened } from "../expressions/names-used.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { betterName, isAzureName } from "./azure-name.ts"
import { isWrittenExpression } from "./expression-text.ts"
import type { LocatedGroup } from "./reader.ts"

/**
 * The group, and whether Azure refuses its name: where the document defines the group and has the name in plain words, so
 * that it is neither put together nor a stand-in for one that is written nowhere, as an id is.
 */
export function withNameFault(group: LocatedGroup, { text }: SyntaxDocument): LocatedGroup {
  const { name, nameRange: range, reference } = group
  // A name that lacks a bracket is meant to be put together, and that is told.
  const isMeant = isWrittenExpression(name) || isUnopened(name) || isUnclosed(name)
  const isPlain = text.slice(range.start, range.end) === name && !name.startsWith("/") && !isMeant
  if (reference || !isPlain || isAzureName(name)) return group
  const problem = { property: "name", reason: "bad-name", value: name, ...betterName(name), range } as const
  return { ...group, problems: [...group.problems, problem] }
}
