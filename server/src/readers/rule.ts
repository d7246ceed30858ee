import * as l10n from "@vscode/l10n"
import { member } from "../syntax/lookup.ts"
import type { Entry, Node, Range } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { Unknown } from "../values/unknown.ts"
import { betterName, isAzureName } from "./azure-name.ts"
import { holdsExpression, placeholderIdentity } from "./expression-text.ts"
import { shownIdentity } from "./presence.ts"
import { namesIn } from "./property-names.ts"
import type { LocatedRule, RuleProperty, UnknownKey, WrittenRule } from "./reader.ts"
import { type ShapeFaults, shapeFaults } from "./rule-keys.ts"
import { isOfSide, readMisspelt } from "./rule-misspelt.ts"
import {
  isNested,
  misplacedIn,
  placedEntries,
  refuseMisplaced,
  withMisplaced,
  withMisspeltInner,
} from "./rule-nesting.ts"
import { withOpenFields } from "./rule-open.ts"
import type { RuleProblem } from "./rule-problem.ts"
import {
  entriesIn,
  fieldsOf,
  idOf,
  isEmpty,
  noName,
  type RuleFields,
  type RuleReading,
  scalarText,
  unknownIn,
} from "./rule-reading.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"
import { readAddresses, readPorts } from "./rule-sides.ts"
import type { RuleSource } from "./rule-source.ts"
import { readAccess, readDirection, readPriority, readProtocol } from "./rule-words.ts"
import { withPluralFields } from "./written-lists.ts"

/**
 * Reads one security rule of any dialect. Whatever is written in it, it comes out as a rule: a value that cannot be known
 * or read is unknown in it, and what Azure could not read is among its problems.
 */
export function readRule(found: RuleSource, context: RuleContext): LocatedRule {
  const { schema, keys } = context.shape
  const faults = schema ? withoutExpressions(shapeFaults(found.entries, schema, keys), context) : soundShape
  const { source, shape } = withMisspeltInner(found, faults, context)
  const open = withOpenFields(fieldsOf(placedEntries(source, context), context), source, context)
  const written = withMisplaced(open, source, context)
  const placed = withoutReplacedDefaults(written, context)
  const { fields, unknownKeys, doubts } = readMisspelt(placed, shape.unknownKeys, source, context)
  const nameRange = source.name?.range ?? fields.name?.range ?? startOf(source.self)
  const names = namesIn(source.entries, keys)
  const problems = [...(source.problems ?? [])]
  const reading: RuleReading = { source, context, fields, names, doubts, nameRange, problems }
  refuseMisplaced(reading)
  const name = readName(reading)
  judgeDescription(reading)
  const from = readAddresses("source", reading)
  const fromPorts = readPorts("source", reading)
  const to = readAddresses("destination", reading)
  const toPorts = readPorts("destination", reading)
  const words = {
    priority: readPriority(reading),
    direction: readDirection(reading),
    access: readAccess(reading),
    protocol: readProtocol(reading),
  }
  const entries = fieldEntries(fields)
  const rule: LocatedRule = {
    name,
    ...words,
    source: from.terms,
    sourcePorts: fromPorts.terms,
    destination: to.terms,
    destinationPorts: toPorts.terms,
    possiblyAbsent: source.condition !== undefined,
    at: {
      self: source.self,
      name: nameRange,
      properties: rangesOf(entries, source),
      terms: {
        source: from.ranges,
        sourcePorts: fromPorts.ranges,
        destination: to.ranges,
        destinationPorts: toPorts.ranges,
      },
    },
    written: withPluralFields(writtenRule(entries, reading)),
    names,
    ...(source.nested && { nested: true }),
    problems: withShape(reading, shape),
    unknownKeys: unknownKeys.map(unknown => inOwnWords(unknown, reading)),
  }
  return isPlain(source) ? rule : { ...rule, ...besides(source) }
}

/** Most rules have nothing of what `besides` hands on. */
function isPlain(source: RuleSource): boolean {
  return (
    source.condition === undefined &&
    !source.conditions &&
    !source.absentByDefault &&
    !source.presentByDefault &&
    source.apiVersion === undefined &&
    source.iteration === undefined &&
    !source.implied
  )
}

/** What is known of a rule before its values are looked at. */
function besides(source: RuleSource): Partial<LocatedRule> {
  return {
    ...(source.condition !== undefined && { condition: source.condition }),
    ...(source.conditions && { conditions: source.conditions }),
    ...(source.absentByDefault && { absentByDefault: source.absentByDefault }),
    ...(source.presentByDefault && { presentByDefault: source.presentByDefault }),
    ...(source.apiVersion !== undefined && { apiVersion: source.apiVersion }),
    ...(source.iteration !== undefined && { iteration: source.iteration }),
    ...(source.implied && { implied: true }),
  }
}

/** The same of a rule that is an object of its own, unless it was read before. */
export function readSeparateRule(source: RuleSource, context: RuleContext): LocatedRule {
  const { rereading, shape } = context
  const origin = { from: source, start: source.self.start, shape }
  return (
    rereading?.recall(origin) ?? rereading?.remember(origin, readRule(source, context)) ?? readRule(source, context)
  )
}

const soundShape: ShapeFaults = { unknownKeys: [], problems: [] }

/** A key that is an expression may well be a property's. */
function withoutExpressions(shape: ShapeFaults, context: RuleContext): ShapeFaults {
  return { ...shape, unknownKeys: shape.unknownKeys.filter(({ key }) => keyIdentity(key, context) === undefined) }
}

/** What is said of a key, with the name that was meant as the rule would have it, and with what its reader makes of it. */
function inOwnWords(unknown: UnknownKey, { context, names }: RuleReading): UnknownKey {
  const { unknownKeyError: error } = context.shape
  const property = unknown.instead === undefined ? undefined : propertyOf(unknown.instead, context)
  const instead = property && names[property]
  return { ...unknown, ...(instead !== undefined && { instead }), ...(error !== undefined && { error }) }
}

/** The rule's problems: of what is wrong with the shape of its values, what reading them did not find already. */
function withShape({ problems, context }: RuleReading, shape: ShapeFaults): readonly RuleProblem[] {
  if (shape.problems.length === 0) return problems
  const judged = new Set(problems.map(({ property }) => property))
  const named = shape.problems.map(problem => ({
    ...problem,
    property: propertyOf(problem.property, context) ?? problem.property,
  }))
  return [...problems, ...named.filter(({ property }) => !judged.has(property))]
}

/**
 * A rule as it stands in a node: its own entries and those of an inner `properties` object, where Azure's own form has
 * nearly all of them. Where that object is an expression, or a key is, what is not written may still be there.
 */
export function ruleSource(node: Node, context: RuleContext): RuleSource {
  const entries = entriesIn(node)
  const inner = member(node, "properties")
  const isUnreadable = inner && inner.kind !== "map" && !unknownIn(inner, context) && !isEmpty(inner)
  const rest = restIn(node, entries, context)
  const nested = isNested(node, context)
  const misplaced = nested ? misplacedIn(node, context) : undefined
  return {
    self: node.range,
    entries,
    ...(rest && { rest }),
    ...(isUnreadable && { problems: [{ property: "properties", reason: "wrong-type" as const, range: inner.range }] }),
    ...(nested && { nested: true }),
    ...(misplaced && { misplaced }),
  }
}

function restIn(node: Node, entries: readonly Entry[], context: RuleContext): Unknown | undefined {
  const inner = member(node, "properties")
  const given = inner && unknownIn(inner, context)
  if (given) return given
  for (const each of [inner, node]) if (each?.kind === "map" && each.rest) return each.rest
  for (const { key } of entries) {
    const identity = propertyOf(key, context) === undefined ? keyIdentity(key, context) : undefined
    if (identity !== undefined) return { identity, reason: l10n.t`the property name is an expression: ${key}` }
  }
  return undefined
}

/** The identity of the expression that a property's name is. */
function keyIdentity(key: string, { shape }: RuleContext): string | undefined {
  return shape.expressionIn(key) ?? placeholderIdentity(key)
}

function readName({ source, fields, context, nameRange, problems }: RuleReading): string {
  const unknown = fields.name && unknownIn(fields.name, context)
  if (!source.name && unknown) return unknown.text ?? unknown.identity
  const text = source.name?.text ?? (fields.name && scalarText(fields.name))
  if (text !== undefined) {
    const isBad = !isAzureName(text) && text !== noName && !holdsExpression(text)
    const reason = source.nameFault ?? (isBad ? "bad-name" : undefined)
    if (reason) problems.push({ property: "name", reason, value: text, ...betterName(text), range: nameRange })
    return text
  }
  if (fields.name) problems.push({ property: "name", reason: "wrong-type", range: nameRange })
  else if (!context.shape.nameless && !source.rest && !source.problems)
    problems.push({ property: "name", reason: "missing", range: nameRange })
  return noName
}

function judgeDescription({ fields: { description }, context, problems }: RuleReading): void {
  const text = description && !unknownIn(description, context) ? scalarText(description) : undefined
  if (!description || text === undefined || text.length <= mostDescription || holdsExpression(text)) return
  problems.push({ property: "description", reason: "too-long", value: text, range: description.range })
}

const mostDescription = 140

function rangesOf(written: WrittenFields, source: RuleSource): LocatedRule["at"]["properties"] {
  const ranges: Partial<Record<RuleProperty, Range>> = {}
  for (const [property, node] of written) ranges[property] = node.range
  return source.name ? { ...ranges, name: source.name.range } : ranges
}

function writtenRule(written: WrittenFields, { fields, source, context, doubts }: RuleReading): WrittenRule {
  const values: Partial<Record<RuleProperty, string | number | readonly string[]>> = {}
  const unknown: RuleProperty[] = []
  for (const [property, node] of written) {
    const items = node.kind === "list" ? node.items.filter(item => !isEmpty(item)) : undefined
    values[property] = items ? items.map(item => writtenItem(item, context)) : writtenValue(node, context)
    const isUnknown = items ? items.some(item => holdsUnknown(item, context)) : holdsUnknown(node, context)
    if (isUnknown || isDoubted(property, doubts)) unknown.push(property)
  }
  const all = { ...(source.rest ? {} : defaultsOf(fields, context)), ...values }
  return { values: source.name ? { ...all, name: source.name.text } : all, unknown }
}

function writtenValue(node: Node, context: RuleContext): string | number {
  return node.kind === "scalar" && typeof node.value === "number" ? node.value : writtenItem(node, context)
}

function writtenItem(node: Node, context: RuleContext): string {
  return (node.kind === "map" && unknownIn(node, context)?.text) || writtenText(node)
}

function isDoubted(property: RuleProperty, doubts: RuleReading["doubts"]): boolean {
  return doubts.size > 0 && [...doubts.keys()].some(singular => isOfSide(property, singular))
}

/** Whether a value cannot be known, or is an application security group whose id cannot. */
function holdsUnknown(node: Node, context: RuleContext): boolean {
  if (unknownIn(node, context)) return true
  const id = node.kind === "map" ? idOf(node) : undefined
  return id !== undefined && unknownIn(id, context) !== undefined
}

/** A dialect's default for a prefix goes, also where it is written out, when the side is written as groups (Ansible). */
function withoutReplacedDefaults(fields: RuleFields, { shape }: RuleContext): RuleFields {
  if (!fields.sourceApplicationSecurityGroups && !fields.destinationApplicationSecurityGroups) return fields
  const kept = fieldEntries(fields).filter(([property, value]) => {
    const groups = property.replace(/AddressPrefix$/, "ApplicationSecurityGroups") as RuleProperty
    return groups === property || !fields[groups] || scalarText(value) !== shape.defaults[property]
  })
  return Object.fromEntries(kept)
}

/** What the dialect gives to properties that are not written. */
function defaultsOf(fields: RuleFields, { shape }: RuleContext): WrittenRule["values"] {
  const written = Object.keys(fields)
  const isWritten = (property: string) => written.some(key => isOfSide(key, property))
  return Object.fromEntries(Object.entries(shape.defaults).filter(([property]) => !isWritten(property)))
}

/** A value as text; an application security group stands for its id. */
function writtenText(node: Node): string {
  if (node.kind === "unknown") return node.text ?? node.unknown.text ?? shownIdentity(node.unknown.identity)
  if (node.kind === "scalar") return String(node.value)
  const id = idOf(node)
  return id && id.kind !== "map" && id.kind !== "list" ? writtenText(id) : ""
}

type WrittenFields = readonly (readonly [RuleProperty, Node])[]

function fieldEntries(fields: RuleFields): WrittenFields {
  return Object.entries(fields) as (readonly [RuleProperty, Node])[]
}
