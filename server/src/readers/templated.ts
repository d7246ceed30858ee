import type { SyntaxDocument, TemplateDirective } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"

/**
 * A group as a text of Helm or Jinja leaves it: directives among its rules bring in rules that are not seen here, and
 * leave out rules that are.
 */
export function templatedGroup(group: LocatedGroup, { directives = [], text }: SyntaxDocument): LocatedGroup {
  const inside = directives.filter(({ range }) => startsIn(range, group.range, text))
  const [first] = inside
  if (!first) return group
  const rules = group.rules.map(rule => templatedRule(rule, inside, text))
  return { ...group, rules, complete: false, incompleteReason: `${first.text} is filled in by a template engine` }
}

/** A rule in a block may be left out; directives of its own may bring in what is missing. */
function templatedRule(rule: LocatedRule, directives: readonly TemplateDirective[], text: string): LocatedRule {
  const { self } = rule.at
  const around = directives.find(
    ({ kind, range }) => kind === "block" && range.start <= self.start && self.start < range.end,
  )
  const within = directives.find(directive => belongsTo(directive, self, text))
  const directive = around ?? within
  if (!directive) return rule
  const problems = within ? rule.problems.filter(({ reason }) => reason !== "missing") : rule.problems
  return { ...rule, problems, possiblyAbsent: true, condition: directive.text }
}

/** Whether a directive begins inside of a value, or behind it with nothing but white space between. */
function startsIn({ start }: Range, value: Range, text: string): boolean {
  return value.start <= start && (start < value.end || /^\s*$/.test(text.slice(value.end, start)))
}

/** Of a directive behind a rule, the column of what it brings in tells whether that is still the rule's. */
function belongsTo({ range, text: directive }: TemplateDirective, rule: Range, text: string): boolean {
  if (range.start < rule.end || !startsIn(range, rule, text)) return rule.start <= range.start && range.start < rule.end
  const indent = /\bn?indent +(\d+)/.exec(directive)?.[1]
  const content = /\S/.exec(text.slice(range.start + directive.length))
  const column = indent ? Number(indent) : columnOf(range.start + directive.length + (content?.index ?? 0), text)
  return column >= columnOf(rule.start, text)
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1)
}
