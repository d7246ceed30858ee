import * as l10n from "@vscode/l10n"
import type { Condition } from "../engine/security-rule.ts"
import type { TemplateDirective } from "../syntax/document.ts"
import { asPartial } from "./partial.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"
import { branchesAt, commonBranches, directivesIn, type TemplateBranch, type TemplateTree } from "./template-tree.ts"
import { withDirectives, withScope } from "./templated-rule.ts"

/**
 * A group as a template engine's text leaves it: directives among its rules, in the group or around a rule that is an
 * object of its own, bring in rules that are not seen here, and leave out rules that are.
 */
export function templatedGroup(group: LocatedGroup, tree: TemplateTree): LocatedGroup {
  const base = branchesOf(group, tree)
  const rules = group.rules.map((rule, index) => templatedRule(rule, base, tree, `rule ${index} of ${group.name}`))
  const [directive = rules.find(each => each.directive)?.directive] = directivesIn(group.range, tree)
  if (!directive) return group
  const copies = group.copies.filter(({ rule, other }) => mayStandTogether(rule, other, tree))
  const templated = { ...group, rules: rules.map(({ rule }) => rule), copies }
  return asPartial(templated, l10n.t`${directive.text} is filled in by a template engine`)
}

/** Whether no block has the one rule in another branch than the other. */
function mayStandTogether(one: LocatedRule, other: LocatedRule, tree: TemplateTree): boolean {
  const [a, b] = [branchesAt(one.at.self.start, tree), branchesAt(other.at.self.start, tree)]
  const common = commonBranches(a, b).length
  return a[common]?.index === undefined || a[common].index !== b[common]?.index
}

/** The branches under which the group is there with all of its rules; none where it is defined elsewhere. */
function branchesOf({ range, rules }: LocatedGroup, tree: TemplateTree): readonly TemplateBranch[] {
  if (rules.some(({ at: { self } }) => self.start === range.start && self.end === range.end)) return []
  return commonBranches(branchesAt(range.start, tree), branchesAt(Math.max(range.start, range.end - 1), tree))
}

interface TemplatedRule {
  readonly rule: LocatedRule
  /** The directive that it stands under, or that stands in it. */
  readonly directive?: TemplateDirective
}

/** A rule in a block may be left out; directives of its own may bring in what is missing. */
function templatedRule(
  rule: LocatedRule,
  base: readonly TemplateBranch[],
  tree: TemplateTree,
  place: string,
): TemplatedRule {
  const { self } = rule.at
  const around = branchesAt(self.start, tree)
  const own = around.slice(commonBranches(around, base).length)
  const inside = directivesIn(self, tree)
  const directive = own[0]?.block ?? inside[0]
  if (!directive) return { rule }
  const branches = own.map(({ text }) => text)
  const loop = own.find(({ block }) => !/^(\{[{%]|<%)[-~+]?\s*(if|unless)\b/.test(block.text))
  const scoped = loop ? withScope(rule, `block ${loop.index}`) : rule
  const filled = inside.length > 0 ? withDirectives(scoped, inside, tree, place) : scoped
  const condition = own.length > 0 ? branches.join(l10n.t` and `) : l10n.t`${directive.text} in the rule`
  // In a loop the same text is another condition in each of its rounds.
  const conditions = own.length > 0 && !loop ? own.map(branchCondition) : undefined
  const presence = { possiblyAbsent: true, condition, branches, ...(conditions && { conditions }) }
  return { rule: { ...filled, ...presence }, directive }
}

function branchCondition({ block, text }: TemplateBranch): Condition {
  return { identity: text, holds: true, choice: block.text }
}
