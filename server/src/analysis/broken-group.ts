import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"

/** A group in which, or right behind which, the document breaks: rules of it may be missing. */
export function markBroken(group: LocatedGroup, { problems, text }: SyntaxDocument): LocatedGroup {
  const { start, end } = group.range
  const breaksHere = problems.some(
    ({ reason, range }) =>
      reason === "syntax" && start <= range.start && (range.start <= end || text.slice(end, range.start).trim() === ""),
  )
  if (!breaksHere || !group.complete) return group
  return { ...group, complete: false, incompleteReason: "the document breaks off in the group" }
}

/** Whether a text that holds no group was meant to: its syntax is broken, and it names a group as one is named. */
export function isBrokenAttempt({ language, problems, text }: SyntaxDocument): boolean {
  const isBroken = language === "json" && problems.some(({ reason }) => reason === "syntax")
  return isBroken && /"(securityRules|Microsoft\.Network\/networkSecurityGroups(\/securityRules)?)"/i.test(text)
}
