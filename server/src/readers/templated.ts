import type { SyntaxDocument, TemplateDirective } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"

/**
 * A group as a text of Helm or Jinja leaves it: directives among its rules bring in rules that are not seen here, and
 * leave out rules that are.
 */
export function templatedGroup(group: LocatedGroup, { directives = [], text }: SyntaxDocument): LocatedGroup {
  const inside = directivesOf(directives, group.range, text)
  const [first] = inside
  if (!first) return group
  const blocks = outermost(inside)
  const rules = group.rules.map(rule => templatedRule(rule, inside, blocks, text))
  return { ...group, rules, complete: false, incompleteReason: `${first.text} is filled in by a template engine` }
}

/** A rule in a block may be left out; directives of its own may bring in what is missing. */
function templatedRule(
  rule: LocatedRule,
  directives: readonly TemplateDirective[],
  blocks: readonly TemplateDirective[],
  text: string,
): LocatedRule {
  const { self } = rule.at
  const block = blocks[firstFrom(blocks, self.start + 1) - 1]
  const around = block && self.start < block.range.end ? block : undefined
  const within = directivesOf(directives, self, text).find(directive => belongsTo(directive, self, text))
  const directive = around ?? within
  if (!directive) return rule
  const problems = within ? rule.problems.filter(({ reason }) => reason !== "missing") : rule.problems
  return { ...rule, problems, possiblyAbsent: true, condition: directive.text }
}

/** The directives that begin inside of a value, and the one behind it with nothing but white space between. */
function directivesOf(
  directives: readonly TemplateDirective[],
  value: Range,
  text: string,
): readonly TemplateDirective[] {
  const end = firstFrom(directives, value.end)
  const inside = directives.slice(firstFrom(directives, value.start), end)
  const next = directives[end]
  const follows = next && text.slice(value.end, next.range.start).trim() === ""
  return follows ? [...inside, next] : inside
}

/** The index of the first directive that begins at the offset or behind it; directives are in the order of the text. */
function firstFrom(directives: readonly TemplateDirective[], offset: number): number {
  let [low, high] = [0, directives.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((directives[middle]?.range.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** The blocks that are in no other block. */
function outermost(directives: readonly TemplateDirective[]): readonly TemplateDirective[] {
  let end = -1
  return directives.filter(({ kind, range }) => {
    const isOuter = kind === "block" && range.start >= end
    if (isOuter) end = range.end
    return isOuter
  })
}

/** Of a directive behind a rule, the column of what it brings in tells whether that is still the rule's. */
function belongsTo({ range, text: directive }: TemplateDirective, rule: Range, text: string): boolean {
  if (range.start < rule.end) return true
  const indent = /\bn?indent +(\d+)/.exec(directive)?.[1]
  const behind = range.start + directive.length
  const content = behind + Math.max(0, text.slice(behind).search(/\S/))
  const column = indent ? Number(indent) : columnOf(content, text)
  return column >= columnOf(rule.start, text)
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1)
}
