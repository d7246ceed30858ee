import * as l10n from "@vscode/l10n"
import type { TemplateDirective } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"
import { unwrittenOf, withOpenParts } from "./open-rule.ts"
import type { LocatedRule, RuleProperty, WrittenRule } from "./reader.ts"
import { renameIdentities } from "./rename-identities.ts"
import { isLack } from "./rule-nesting.ts"
import { branchesAt, directivesIn, type TemplateTree } from "./template-tree.ts"

/** In a loop `{{ .port }}` is another value than outside: what is unknown of the rule equals nothing outside of its block. */
export function withScope(rule: LocatedRule, scope: string): LocatedRule {
  return renameIdentities(rule, identity => `${identity}@${scope}`)
}

/**
 * A rule with directives in it: what stands in one of their blocks is one of several values, what is not written may come
 * from any of them, and a list may hold more than is seen. `place` tells the rule from others of the document.
 */
export function withDirectives(
  rule: LocatedRule,
  inside: readonly TemplateDirective[],
  tree: TemplateTree,
  place: string,
): LocatedRule {
  const [first] = inside
  if (!first) return rule
  const own = new Set(inside)
  const isOpen = ({ start }: Range) => branchesAt(start, tree).some(({ block }) => own.has(block))
  const properties = [...openProperties(rule, isOpen, tree), ...unwrittenOf(rule)]
  const opened = withOpenParts(rule, {
    properties,
    isOpen,
    unknown: property => ({
      identity: `${property} ${localMark(place)}`,
      reason: l10n.t`${first.text} is filled in by a template engine`,
      text: first.text,
    }),
  })
  const problems = rule.problems.filter(problem => !isLack(problem) && problem.reason !== "several-fields")
  return { ...opened, problems, written: writtenWith(rule.written, properties, first.text) }
}

/** The written properties that stand in a block, and the lists with a directive in them. */
function openProperties(
  { at, written }: LocatedRule,
  isOpen: (range: Range) => boolean,
  tree: TemplateTree,
): readonly RuleProperty[] {
  const ranges = Object.entries(at.properties) as [RuleProperty, Range][]
  return ranges
    .filter(([property, range]) => {
      return isOpen(range) || (Array.isArray(written.values[property]) && directivesIn(range, tree).length > 0)
    })
    .map(([property]) => property)
}

/** What is not known is shown as the directive that decides it. */
function writtenWith(
  { values, unknown }: WrittenRule,
  properties: readonly RuleProperty[],
  directive: string,
): WrittenRule {
  const shown = properties.map(property => {
    const value = values[property]
    return [property, Array.isArray(value) ? [...value, directive] : directive] as const
  })
  return { values: { ...values, ...Object.fromEntries(shown) }, unknown: [...new Set([...unknown, ...properties])] }
}
