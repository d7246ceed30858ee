import * as l10n from "@vscode/l10n"
import { asPartial } from "../readers/partial.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { RuledGroup } from "./judged-group.ts"

/**
 * The group as verdicts have to take it: in a text that cannot be read to its end, rules that stand apart from their group
 * may be missing. Findings on the group stay what they are, so that they do not come and go while someone types.
 * `line`: where the text is broken, counted from one.
 */
export function asFarAsRead(group: LocatedGroup, line: number | undefined): LocatedGroup {
  return line === undefined ? group : asPartial(group, l10n.t`line ${line} of the file has a syntax error`)
}

export function ruledAsFarAsRead(ruled: RuledGroup, line: number | undefined): RuledGroup {
  const group = asFarAsRead(ruled.group, line)
  return group === ruled.group ? ruled : { ...ruled, group, readings: new Map() }
}

/** The line at which a text that is at hand is broken, counted from one. */
export function brokenLine(syntax: SyntaxDocument | undefined): number | undefined {
  if (!syntax) return undefined
  const { problems, text } = syntax
  const fault = problems.find(({ reason }) => reason === "syntax")
  return fault && text.slice(0, fault.range.start).split("\n").length
}
