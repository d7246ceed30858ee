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
  const isPlain = text.slice(range.start, range.end) === name && !name.startsWith("/") && !isWrittenExpression(name)
  if (reference || !isPlain || isAzureName(name)) return group
  const problem = { property: "name", reason: "bad-name", value: name, ...betterName(name), range } as const
  return { ...group, problems: [...group.problems, problem] }
}
