import { entriesOf, isList, isMap, member } from "../syntax/lookup.ts"
import type { Entry, Node, Range, UnknownNode } from "../syntax/node.ts"
import type { Unknown } from "../values/unknown.ts"
import type { RuleProblem, RuleProperty } from "./reader.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"

/** A rule as a dialect found it. */
export interface RuleSource {
  /** The whole rule. */
  readonly self: Range
  /** Its properties, those of an inner `properties` object included. */
  readonly entries: readonly Entry[]
  /** The name, where it is not an entry, or is only a part of one ("nsg/rule"). */
  readonly name?: { readonly text: string; readonly range: Range }
  /** One of the default rules, as Azure's output states them: 65000 to 65500 are its priorities. */
  readonly isDefault?: boolean
  /** Set when properties that are not written may still be there: they come from an expression. */
  readonly rest?: Unknown
  /** Set when the rule may turn out to be absent: the condition's text, or why. */
  readonly condition?: string
  readonly apiVersion?: string
  /** The iteration of the loop that makes the rule. */
  readonly iteration?: number
  readonly implied?: true
}

/** One rule while it is being read: what its parts share. */
export interface RuleReading {
  readonly source: RuleSource
  readonly context: RuleContext
  readonly fields: RuleFields
  /** What findings about the rule as a whole stand on. */
  readonly nameRange: Range
  readonly problems: RuleProblem[]
}

/** What stands for the name of a rule or resource that has none. */
export const noName = "(no name)"

/** The values that are there: empty texts, empty lists and null count as absent, as the API's own output writes them. */
export type RuleFields = Readonly<Partial<Record<RuleProperty, Node>>>

/** The entries of a rule and of its inner `properties`. */
export function entriesIn(node: Node): readonly Entry[] {
  const inner = member(node, "properties")
  return isMap(inner) ? [...entriesOf(node), ...inner.entries] : entriesOf(node)
}

export function fieldsOf(entries: readonly Entry[], context: RuleContext): RuleFields {
  const fields: Partial<Record<RuleProperty, Node>> = {}
  for (const { key, value } of entries) {
    const property = propertyOf(key, context)
    if (property && !isEmpty(value)) fields[property] = value
  }
  return fields
}

export function isEmpty(node: Node): boolean {
  if (isList(node)) return node.items.every(isEmpty)
  return node.kind === "scalar" && (node.value === null || node.value === "")
}

/** An unknown that equals no other: of a value that is missing, or that cannot be read. */
export function unknownAt(property: RuleProperty, { source, nameRange }: RuleReading, range: Range): Unknown {
  const name = source.name?.text ?? `${nameRange.start}`
  return { identity: `${property} of ${name} at ${range.start}`, reason: "it is missing or cannot be read" }
}

/** The unknown value of a property that is not written itself, but that an expression may give. */
export function restOf(property: RuleProperty, { source }: RuleReading): Unknown | undefined {
  return source.rest && { identity: `${source.rest.identity}.${property}`, reason: source.rest.reason }
}

/** The text of a scalar; numbers are texts too, as the API takes them. */
export function scalarText(node: Node): string | undefined {
  if (node.kind !== "scalar") return undefined
  return typeof node.value === "string" || typeof node.value === "number" ? String(node.value) : undefined
}

/** The unknown that a value is, or that the expression in its text stands for. */
export function unknownIn(node: Node, { shape }: RuleContext): Unknown | undefined {
  if (node.kind === "unknown") return unknownOfNode(node)
  if (node.kind === "map") return unknownOf(shape.expressionAs?.(node))
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined
  if (node.unclosed) {
    return { identity: `unclosed text at ${node.range.start}`, reason: "its text is not closed", text: node.value }
  }
  return unknownOf(shape.expressionIn(node.value), node.value)
}

function unknownOfNode({ unknown, text, oneOf }: UnknownNode): Unknown {
  const values = oneOf?.map(({ value }) => (value.kind === "scalar" ? value.value : null)) ?? []
  const isBounded = oneOf?.every(({ value }) => value.kind === "scalar") === true
  return {
    ...unknown,
    ...(text !== undefined && { text }),
    ...(isBounded && { oneOf: values.filter(value => typeof value === "string" || typeof value === "number") }),
  }
}

function unknownOf(identity: string | undefined, text = identity): Unknown | undefined {
  if (identity === undefined) return undefined
  return { identity, reason: `${text} is an expression`, ...(text !== undefined && { text }) }
}

/** What an application security group is known by: its id, or where that is all, its name or a reference to it. */
export function idOf(node: Node): Node | undefined {
  const reference = member(node, "reference")
  return member(node, "id") ?? member(reference, "armId") ?? member(reference, "name") ?? member(node, "name")
}
