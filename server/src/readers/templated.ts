import type { SyntaxDocument, TemplateDirective } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown, type Maybe, type Unknown } from "../values/unknown.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"
import { isLack } from "./rule-nesting.ts"

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
  const problems = within ? rule.problems.filter(problem => !isLack(problem)) : rule.problems
  const scoped = around ? withScope(rule, `${around.range.start}`) : rule
  return { ...scoped, problems, possiblyAbsent: true, condition: directive.text }
}

/** In a loop `{{ .port }}` is another value than outside: what is unknown of the rule equals nothing outside of its block. */
function withScope(rule: LocatedRule, scope: string): LocatedRule {
  const named = (text: string) => `${text}@${scope}`
  const unknown = (value: Unknown): Unknown => ({ ...value, identity: named(value.identity) })
  const word = <T>(value: Maybe<T>): Maybe<T> => (isUnknown(value) ? unknown(value) : value)
  const address = (term: AddressTerm): AddressTerm => {
    if (term.kind === "unknown") return { ...term, key: named(term.key), unknown: unknown(term.unknown) }
    return term.kind === "group" && term.key.includes("{{") ? { ...term, key: named(term.key) } : term
  }
  const port = (term: PortTerm): PortTerm => ("unknown" in term ? { unknown: unknown(term.unknown) } : term)
  return {
    ...rule,
    priority: word(rule.priority),
    direction: word(rule.direction),
    access: word(rule.access),
    protocol: word(rule.protocol),
    source: rule.source.map(address),
    sourcePorts: rule.sourcePorts.map(port),
    destination: rule.destination.map(address),
    destinationPorts: rule.destinationPorts.map(port),
  }
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
