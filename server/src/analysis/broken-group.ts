import * as l10n from "@vscode/l10n"
import { unwrittenOf, withOpenParts } from "../readers/open-rule.ts"
import { asPartial } from "../readers/partial.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { isLack } from "../readers/rule-nesting.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"

/**
 * A group in which, or right behind which, the document breaks: rules of it may be missing. What a rule that breaks off
 * lacks is still to be typed, and the word at which it does so is not finished: neither is held against it.
 */
export function markBroken(group: LocatedGroup, document: SyntaxDocument): LocatedGroup {
  if (document.problems.length === 0) return group
  const next = beforeNext[document.language]
  const isTyped = ({ range }: { readonly range: Range }) => breaksIn(range, restOfWord, document)
  const unfinished = (rule: LocatedRule): LocatedRule => {
    if (!breaksIn(rule.at.self, next, document)) return rule
    const problems = rule.problems.filter(problem => !isLack(problem) && !isTyped(problem))
    return { ...withoutDefaults(rule), problems, unknownKeys: rule.unknownKeys.filter(key => !isTyped(key)) }
  }
  const marked = {
    ...group,
    rules: group.rules.map(unfinished),
    statedDefaults: group.statedDefaults.map(unfinished),
    problems: group.problems.filter(problem => !isTyped(problem)),
  }
  const isBroken = breaksIn(group.range, next, document)
  return isBroken ? asPartial(marked, l10n.t`the file has a syntax error in this NSG`) : marked
}

/** In a rule that is not finished, a dialect's default may still be replaced: what is not written is not known. */
function withoutDefaults(rule: LocatedRule): LocatedRule {
  const unknown = {
    identity: `rest of the rule ${localMark(rule.at.self.start)}`,
    reason: l10n.t`the rule is incomplete`,
  }
  return withOpenParts(rule, { properties: unwrittenOf(rule), isOpen: () => false, unknown: () => unknown })
}

/** Whether a text that holds no group was meant to: its syntax is broken, and it names a group as one is named. */
export function isBrokenAttempt({ language, problems, text }: SyntaxDocument): boolean {
  return problems.some(({ reason, local }) => reason === "syntax" && !local) && groupNames[language].test(text)
}

const groupNames = {
  json: /"(\w*securityRules|azurerm_network_security_(group|rule)|Microsoft\.Network\/networkSecurityGroups(\/securityRules)?)"/i,
  yaml: /\b(azure_rm_securitygroup|securityRules?|ingressRule)["']?:|kind: *["']?(NetworkSecurityGroup|SecurityGroup\b|SecurityRule\b)|azure(-native)?:network[/\w]*:(NetworkSecurityGroup|(Network)?SecurityRule)\b/,
}

/** Whether the syntax breaks in a range, or in or right behind what is between it and the next thing. */
function breaksIn({ start, end }: Range, between: RegExp, { problems, text }: SyntaxDocument): boolean {
  const reach = end + (between.exec(text.slice(end))?.[0].length ?? 0)
  return problems.some(
    ({ reason, range, local }) => reason === "syntax" && !local && start <= range.start && range.start <= reach,
  )
}

/**
 * What may stand between a value and the next thing. A key of JSON that has no value yet stands behind the range of its object,
 * and one whose closing quote is missing goes on to the next quote, whatever is between.
 */
const beforeNext = { json: /^(?:"(?:[^"\\\n]|\\.)*"|[^{}[\]"]+)*/, yaml: /^\s*/ }

const restOfWord = /^[\s"']*/
