import * as l10n from "@vscode/l10n"
import { entriesOf, isList, isMap, member } from "../syntax/lookup.ts"
import type { Entry, Node, Range, UnknownNode } from "../syntax/node.ts"
import { localMark, type Unknown } from "../values/unknown.ts"
import { placeholderIdentity } from "./expression-text.ts"
import { pluralOf } from "./property-names.ts"
import type { PropertyNames, RuleProperty } from "./reader.ts"
import type { RuleProblem } from "./rule-problem.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"
import { unreadReason } from "./unread-reason.ts"

/** One rule while it is being read: what its parts share. */
export interface RuleReading {
  readonly source: RuleSource
  readonly context: RuleContext
  readonly fields: RuleFields
  readonly names: PropertyNames
  /** Sides whose value is not known whatever is written for them, by the property for one value. */
  readonly doubts: Map<RuleProperty, Doubt>
  /** What findings about the rule as a whole stand on. */
  readonly nameRange: Range
  readonly problems: RuleProblem[]
}

/** Why a side that is written is not known, and where to point for it. */
export interface Doubt {
  readonly unknown: Unknown
  readonly range: Range
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
    if (property && !isEmpty(value)) fields[isList(value) ? listProperty(property, context) : property] = value
  }
  return fields
}

/** Where a dialect has one key for a value and for a list, the list reaches Azure under its plural. */
function listProperty(property: RuleProperty, { shape: { keys } }: RuleContext): RuleProperty {
  const plural = pluralOf(property)
  return plural && keys.names[plural] === keys.names[property] ? plural : property
}

export function isEmpty(node: Node): boolean {
  if (isList(node)) return node.items.every(isEmpty)
  return node.kind === "scalar" && (node.value === null || node.value === "")
}

/** An unknown that equals no other: of a value that is missing, or that cannot be read. */
export function unknownAt(
  property: RuleProperty,
  problem: Pick<RuleProblem, "reason" | "value">,
  { source, fields }: RuleReading,
  range: Range,
  text?: string,
): Unknown {
  // A loop makes several rules at one place of the text.
  const mark = localMark([range.start, source.iteration, source.name?.text].join(" "))
  const name = source.name?.text ?? (fields.name && scalarText(fields.name)) ?? noName
  return {
    identity: `${property} ${mark}`,
    reason: unreadReason(property, problem),
    text: text ?? unknownText(property, name === noName ? l10n.t`a rule without a name` : `"${name}"`),
    isDescribed: true,
  }
}

export function missingAt(property: RuleProperty, reading: RuleReading): Unknown {
  return unknownAt(
    property,
    { reason: "missing" },
    reading,
    reading.source.self,
    l10n.t`the missing ${reading.names[property] ?? property}`,
  )
}

/** As it stands in a list of values. */
function unknownText(property: RuleProperty, rule: string): string {
  if (/^source(AddressPrefix|ApplicationSecurityGroup)/.test(property))
    return l10n.t`the unknown source address of ${rule}`
  if (/^destination(AddressPrefix|ApplicationSecurityGroup)/.test(property)) {
    return l10n.t`the unknown destination address of ${rule}`
  }
  if (property.startsWith("sourcePort")) return l10n.t`the unknown source port of ${rule}`
  if (property.startsWith("destinationPort")) return l10n.t`the unknown destination port of ${rule}`
  return l10n.t`the unknown ${property} of ${rule}`
}

/** The unknown value of a property that is not written itself, but that an expression, or what cannot be read, may give. */
export function restOf(property: RuleProperty, reading: RuleReading): Unknown | undefined {
  const { rest, problems, self } = reading.source
  if (problems) return unknownAt(property, { reason: problems[0]?.reason ?? "wrong-type" }, reading, self)
  return rest && { identity: `${rest.identity}.${property}`, reason: rest.reason }
}

/** The text of a scalar; numbers are texts too, as the API takes them. */
export function scalarText(node: Node): string | undefined {
  if (node.kind !== "scalar") return undefined
  return typeof node.value === "string" || typeof node.value === "number" ? String(node.value) : undefined
}

/** A value as written that is not believed, to be shown all the same: an unknown node. */
export function disbelieved(
  key: string,
  value: Node,
  identity: string,
  reason: string,
): Extract<Node, { readonly kind: "unknown" }> {
  const written = plainText(value)
  const text = written === undefined ? {} : { text: written }
  // "203.0.113.7 is in 10.0.0.0/8" would be read as a question of arithmetic.
  const unknown = { identity, reason, text: l10n.t`the unread ${key}`, isDescribed: true as const }
  return { kind: "unknown", range: value.range, unknown, ...text }
}

/** A scalar's text, or those of a list with commas between; undefined where there is more than that. */
export function plainText(node: Node): string | undefined {
  const texts = (isList(node) ? node.items : [node]).map(scalarText)
  return texts.some(text => text === undefined) ? undefined : texts.join(", ")
}

/** The unknown that a value is, or that the expression in its text stands for. */
export function unknownIn(node: Node, { shape }: RuleContext): Unknown | undefined {
  if (node.kind === "unknown") return unknownOfNode(node)
  if (node.kind === "map") return unknownOf(shape.expressionAs?.(node), entriesOf(node)[0]?.key)
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined
  if (node.unclosed) {
    return {
      identity: `unclosed text ${localMark(node.range.start)}`,
      reason: l10n.t`its closing quote is missing`,
      text: node.value,
    }
  }
  return unknownOf(shape.expressionIn(node.value) ?? placeholderIdentity(node.value), node.value)
}

function unknownOfNode({ unknown, text, oneOf }: UnknownNode): Unknown {
  const values = oneOf?.map(({ value }) => (value.kind === "scalar" ? value.value : null)) ?? []
  const isBounded = oneOf?.every(({ value }) => value.kind === "scalar") === true
  return {
    ...(text !== undefined && { text }),
    ...unknown,
    ...(isBounded && { oneOf: values.filter(value => typeof value === "string" || typeof value === "number") }),
  }
}

function unknownOf(identity: string | undefined, text = identity): Unknown | undefined {
  if (identity === undefined) return undefined
  return { identity, reason: l10n.t`${text ?? ""} is an expression`, ...(text !== undefined && { text }) }
}

/** What an application security group is known by: its id, or where that is all, its name or a reference to it. */
export function idOf(node: Node): Node | undefined {
  const reference = member(node, "reference")
  return member(node, "id") ?? member(reference, "armId") ?? member(reference, "name") ?? member(node, "name")
}
