import { isList, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { ListNode, MapNode, Node, Range } from "../syntax/node.ts"
import { loopVariable } from "./ansible-calls.ts"
import { templateIdentity } from "./expression-text.ts"

/** A loop of a task over items that are written out. */
interface WrittenLoop {
  readonly variable: string
  readonly items: readonly Node[]
}

/**
 * The rules that a task makes in all its runs together, each item of its loop put in the place of what speaks of it;
 * undefined where any of that is not known: the loop is no list of literals, a condition decides on its items, something
 * else than an item fills in part of such a rule, or runs make rules of one name.
 */
export function loopedRules(rules: Node | undefined, task: Node): ListNode | undefined {
  const loop = writtenLoop(task)
  if (!loop || !isList(rules) || isConditional(task, loop.variable)) return undefined
  const made = loop.items.flatMap((item, iteration) =>
    rules.items.flatMap(rule => {
      if (!speaksOf(rule, loop.variable)) return iteration === 0 ? [rule] : []
      const filled = filledIn(rule, { variable: loop.variable, item })
      return isMap(filled) ? [{ ...filled, iteration }] : [filled]
    }),
  )
  const isKnown = made.every(rule => rules.items.includes(rule) || !holdsTemplate(rule))
  return isKnown && areNamedApart(made) ? { ...rules, items: made } : undefined
}

/** A run changes what an earlier one made under the same name. */
function areNamedApart(rules: readonly Node[]): boolean {
  const names = rules.map(rule => textOf(member(rule, "name"))?.toLowerCase())
  return new Set(names).size === names.length
}

/** Whether a value is filled in with what a loop sets for each of its runs. */
export function speaksOf(node: Node | undefined, variable: string): boolean {
  if (node?.kind === "list") return node.items.some(item => speaksOf(item, variable))
  if (node?.kind === "map") return node.entries.some(({ value }) => speaksOf(value, variable))
  const text = textOf(node) ?? ""
  return templateIdentity(text) !== undefined && mentions(text, variable)
}

function mentions(text: string, variable: string): boolean {
  return new RegExp(`(?<![\\w.])${variable}(?!\\w)`).test(text)
}

/** A condition is an expression without braces, or a list of them. */
function isConditional(task: Node, variable: string): boolean {
  const when = member(task, "when")
  return (isList(when) ? when.items : [when]).some(each => mentions(textOf(each) ?? "", variable))
}

/** `with_items` takes lists in its list apart, so such a one is left alone. */
function writtenLoop(task: Node): WrittenLoop | undefined {
  const variable = loopVariable(task)
  const own = memberAt(task, "loop_control", "loop_var")
  if (own && textOf(own) !== variable) return undefined
  const list = member(task, "loop") ?? member(task, "with_list") ?? member(task, "with_items")
  if (variable === undefined || !isList(list) || list.items.some(item => isList(item) || holdsTemplate(item)))
    return undefined
  return { variable, items: list.items }
}

function holdsTemplate(node: Node): boolean {
  if (node.kind === "list") return node.items.some(holdsTemplate)
  if (node.kind === "map") return node.entries.some(({ value }) => holdsTemplate(value))
  return node.kind === "unknown" || templateIdentity(textOf(node) ?? "") !== undefined
}

/** One run of a loop. */
interface Run {
  readonly variable: string
  readonly item: Node
}

function filledIn(node: Node, run: Run): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(item => filledIn(item, run)) }
  if (node.kind === "map") return filledMap(node, run)
  const text = textOf(node)
  if (node.kind !== "scalar" || text === undefined) return node
  const whole = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(text)?.[1]
  const value = whole === undefined ? undefined : valueAt(whole, run)
  if (value) return placedAt(value, node.range)
  return {
    ...node,
    value: text.replace(/\{\{([^{}]*)\}\}/g, (written, inner: string) => textIn(inner, run) ?? written),
  }
}

function filledMap(node: MapNode, run: Run): Node {
  return { ...node, entries: node.entries.map(entry => ({ ...entry, value: filledIn(entry.value, run) })) }
}

/** The value of `item`, `item.port` or `item['port']`; undefined for any other expression. */
function valueAt(expression: string, { variable, item }: Run): Node | undefined {
  const path = /^\s*(\w+)(?:\.(\w+)|\[\s*(['"])([^'"]*)\3\s*\])?\s*$/.exec(expression)
  if (path?.[1] !== variable) return undefined
  const key = path[2] ?? path[4]
  return key === undefined ? item : member(item, key)
}

function textIn(expression: string, run: Run): string | undefined {
  const value = valueAt(expression, run)
  return value?.kind === "scalar" && value.value !== null ? String(value.value) : undefined
}

/** What an expression makes stands where the expression does. */
function placedAt(node: Node, range: Range): Node {
  if (node.kind === "list") return { ...node, range, items: node.items.map(item => placedAt(item, range)) }
  if (node.kind !== "map") return { ...node, range }
  return { ...node, range, entries: node.entries.map(entry => ({ ...entry, value: placedAt(entry.value, range) })) }
}
