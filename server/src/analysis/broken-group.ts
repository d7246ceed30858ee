import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"

/** A group in which, or right behind which, the document breaks: rules of it may be missing. */
export function markBroken(group: LocatedGroup, document: SyntaxDocument): LocatedGroup {
  if (document.problems.length === 0) return group
  const next = nextThing[document.language]
  const rules = group.rules.map(rule => (breaksIn(rule.at.self, next, document) ? unfinished(rule, document) : rule))
  if (!breaksIn(group.range, next, document) || !group.complete) return { ...group, rules }
  return { ...group, rules, complete: false, incompleteReason: "the document breaks off in the group" }
}

/** Whether a text that holds no group was meant to: its syntax is broken, and it names a group as one is named. */
export function isBrokenAttempt({ language, problems, text }: SyntaxDocument): boolean {
  const isBroken = language === "json" && problems.some(({ reason }) => reason === "syntax")
  return isBroken && /"(securityRules|Microsoft\.Network\/networkSecurityGroups(\/securityRules)?)"/i.test(text)
}

/** Whether the syntax breaks in a range, or between it and what follows next. */
function breaksIn({ start, end }: Range, next: RegExp, { problems, text }: SyntaxDocument): boolean {
  const reach = end + text.slice(end).search(next)
  return problems.some(({ reason, range }) => reason === "syntax" && start <= range.start && range.start <= reach)
}

/** What follows a value at the soonest. A key of JSON that has no value yet stands behind the range of its object. */
const nextThing = { json: /[{}[\]]|$/, yaml: /\S|$/ }

/** What is missing in a rule that breaks off is still being typed, and so is the word at which it does. */
function unfinished(rule: LocatedRule, document: SyntaxDocument): LocatedRule {
  return {
    ...rule,
    problems: rule.problems.filter(
      ({ reason, range }) => reason !== "missing" && !breaksIn(range, behindQuote, document),
    ),
  }
}

const behindQuote = /[^\s"']|$/
