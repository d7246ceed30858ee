import { textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import { parseAddress, parseClassicAddress } from "../values/parse-address.ts"
import { parsePort } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import type { Unknown } from "../values/unknown.ts"
import type { RuleProperty } from "./reader.ts"
import type { ProblemReason } from "./rule-problem.ts"
import {
  type Doubt,
  idOf,
  isEmpty,
  missingAt,
  plainText,
  type RuleReading,
  restOf,
  scalarText,
  unknownAt,
  unknownIn,
} from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"

/** The terms of one side of a rule, never none, and where each is written. */
export interface Terms<T> {
  readonly terms: readonly T[]
  readonly ranges: readonly Range[]
}

/** The fields of each side, the one for a single value first. */
const addressFields = {
  source: ["sourceAddressPrefix", "sourceAddressPrefixes", "sourceApplicationSecurityGroups"],
  destination: ["destinationAddressPrefix", "destinationAddressPrefixes", "destinationApplicationSecurityGroups"],
} as const
const portFields = {
  source: ["sourcePortRange", "sourcePortRanges"],
  destination: ["destinationPortRange", "destinationPortRanges"],
} as const

/** Azure writes a side in one of three fields: one prefix, several, or application security groups. */
export function readAddresses(side: "source" | "destination", reading: RuleReading): Terms<AddressTerm> {
  const fields = addressFields[side]
  const [prefix, , groups] = fields
  refuseSeveral(fields, reading)
  refuseManyGroups(groups, prefix, reading)
  const readTerm = (node: Node, property: RuleProperty) =>
    property === groups ? readGroup(node, property, reading) : readAddress(node, property, reading)
  return doubted(readSide(reading, fields, readTerm), prefix, reading, unknownAddresses)
}

export function readPorts(side: "source" | "destination", reading: RuleReading): Terms<PortTerm> {
  const fields = portFields[side]
  refuseSeveral(fields, reading)
  const readTerm = (node: Node, property: RuleProperty) => readPort(node, property, reading)
  return doubted(readSide(reading, fields, readTerm), fields[0], reading, unknown => ({ unknown }))
}

/** A side of which something is refused as a whole is not known, whatever its values say. */
function doubted<T>(terms: Terms<T>, singular: RuleProperty, { doubts }: RuleReading, term: (unknown: Unknown) => T) {
  const doubt = doubts.get(singular)
  return doubt ? { terms: [term(doubt.unknown)], ranges: [doubt.range] } : terms
}

type TermReader<T> = (node: Node, property: RuleProperty) => T

type SideFields = readonly [singular: RuleProperty, ...others: RuleProperty[]]

/**
 * Reads each of the fields that is there, whether it holds a value or a list. The API's own output has a value in one
 * form and leaves the others empty; effective rules repeat the singular's value in the plural.
 */
function readSide<T extends AddressTerm | PortTerm>(
  reading: RuleReading,
  fields: SideFields,
  readTerm: TermReader<T>,
): Terms<T> {
  const terms: T[] = []
  const ranges: Range[] = []
  const [singular] = fields
  let before: readonly Node[] = []
  for (const property of fields) {
    const field = reading.fields[property]
    if (!field || isOfWrongType(property, singular, reading)) continue
    const nodes = before.length === 0 ? valuesOf(field) : withoutRepeated(valuesOf(field), before)
    for (const node of nodes) {
      terms.push(readTerm(node, property))
      ranges.push(rangeOfTerm(node))
    }
    before = before.length === 0 ? nodes : [...before, ...nodes]
  }
  if (terms.length > 0 || reading.doubts.has(singular)) return { terms, ranges }
  return { terms: [absentSide(singular, readTerm, reading)], ranges: [reading.nameRange] }
}

function withoutRepeated(nodes: readonly Node[], before: readonly Node[]): readonly Node[] {
  const texts = new Set(before.map(scalarText))
  texts.delete(undefined)
  return nodes.filter(node => !texts.has(scalarText(node)))
}

/**
 * Of the fields of a side Azure takes one. (For ports that is not published; what it would make of both is not either.)
 * In output, a list that only repeats the text beside it is no second one.
 */
function refuseSeveral(properties: SideFields, reading: RuleReading): void {
  const { fields, context, problems, doubts } = reading
  if (!context.shape.plainLists || !areSeveral(properties, fields)) return
  const written = properties.filter(property => fields[property])
  const [first, second] = written.filter(property => valuesOf(fields[property]).some(node => !unknownIn(node, context)))
  const [one, other] = [first && fields[first], second && fields[second]]
  if (!first || !second || !one || !other || (context.shape.repeats && repeats(one, other))) return
  problems.push({ property: second, reason: "several-fields", instead: first, range: other.range })
  doubts.set(properties[0], doubtAt(properties[0], "several-fields", other.range, reading))
}

/** So it is with few rules. */
function areSeveral(properties: SideFields, fields: RuleReading["fields"]): boolean {
  let count = 0
  for (const property of properties) if (fields[property]) count++
  return count > 1
}

function repeats(one: Node, other: Node): boolean {
  const text = scalarText(one)
  return text !== undefined && valuesOf(other).every(node => scalarText(node) === text)
}

/** Application security groups that Azure takes on a side. */
const mostGroups = 10

function refuseManyGroups(groups: RuleProperty, prefix: RuleProperty, reading: RuleReading): void {
  const { fields, context, problems, doubts } = reading
  if (!context.shape.plainLists || !fields[groups]) return
  const known = valuesOf(fields[groups]).filter(({ kind }) => kind !== "unknown")
  const beyond = known[mostGroups]
  if (!beyond) return
  const range = rangeOfTerm(beyond)
  problems.push({ property: groups, reason: "too-many-groups", value: `${known.length}`, range })
  doubts.set(prefix, doubtAt(prefix, "too-many-groups", range, reading))
}

/** A list in the place of one value, or one value in the place of a list: what was meant is plain, but it is refused. */
function isOfWrongType(property: RuleProperty, singular: RuleProperty, reading: RuleReading): boolean {
  const { source, fields, context, problems, doubts } = reading
  const node = fields[property]
  if (!node || !(source.nested || context.shape.strictTypes)) return false
  const reason = property.endsWith("s") ? "value-in-plural" : "list-in-singular"
  const isRight = reason === "list-in-singular" ? node.kind !== "list" : node.kind === "list"
  if (isRight || unknownIn(node, context)) return false
  const value = plainText(node)
  problems.push({ property, reason, range: node.range, ...(value !== undefined && { value }) })
  doubts.set(singular, doubtAt(singular, reason, node.range, reading))
  return true
}

function doubtAt(property: RuleProperty, problem: ProblemReason, range: Range, reading: RuleReading): Doubt {
  const text = `the refused ${reading.names[property] ?? property}`
  return { range, unknown: unknownAt(property, { reason: problem }, reading, range, text) }
}

function valuesOf(node: Node | undefined): readonly Node[] {
  if (!node) return []
  return node.kind === "list" ? node.items.filter(item => !isEmpty(item)) : [node]
}

/** A group is underlined at its id, not over the whole object. */
function rangeOfTerm(node: Node): Range {
  return node.kind === "map" ? (idOf(node)?.range ?? node.range) : node.range
}

/** What a side is that is written nowhere: the dialect's default, an expression's part, or a fault. */
function absentSide<T>(property: RuleProperty, readTerm: TermReader<T>, reading: RuleReading): T {
  const { nameRange: range } = reading
  const unknown = restOf(property, reading)
  const standIn = unknown ? undefined : reading.context.shape.defaults[property]
  if (standIn !== undefined) return readTerm({ kind: "scalar", range, value: standIn }, property)
  if (!unknown) reading.problems.push({ property, reason: "missing", range })
  return readTerm({ kind: "unknown", range, unknown: unknown ?? missingAt(property, reading) }, property)
}

function readAddress(node: Node, property: RuleProperty, reading: RuleReading): AddressTerm {
  const { context } = reading
  const unknown = unknownIn(node, context)
  if (unknown) return unknownAddresses(unknown)
  const text = scalarText(node)
  if (text === undefined) return unknownAddresses(fault("wrong-type", node, property, reading))
  const address = context.shape.translate?.(property, text) ?? text
  let term = context.addresses.get(address)
  if (!term) {
    term = context.shape.model === "classic" ? parseClassicAddress(address) : parseAddress(address)
    context.addresses.set(address, term)
  }
  if ("fault" in term) return unknownAddresses(fault(term.fault, node, property, reading, term.instead))
  const isRefused = (term.kind === "any" || term.kind === "tag") && takesPlain(property, "Prefixes", context)
  return isRefused ? unknownAddresses(fault("tag-in-list", node, property, reading)) : term
}

/** An application security group is known by its id; ids are compared without case. */
function readGroup(node: Node, property: RuleProperty, reading: RuleReading): AddressTerm {
  const id = node.kind === "map" ? idOf(node) : node
  if (!id) return unknownAddresses(fault("wrong-type", node, property, reading))
  const name = id.kind === "unknown" ? id.text : textOf(id)
  const unknown = unknownIn(id, reading.context)
  // `[resourceId('Microsoft.Network/applicationSecurityGroups', 'web')]` is one group, whichever it is; so is a text in a list.
  const isOne = node.kind === "map" || (node.kind === "scalar" && reading.fields[property]?.kind === "list")
  if (unknown && isOne) return { kind: "group", key: `group:${unknown.identity}`, name: name ?? unknown.identity }
  if (unknown) return unknownAddresses(unknown)
  if (name === undefined) return unknownAddresses(fault("wrong-type", node, property, reading))
  return { kind: "group", key: `group:${name.toLowerCase()}`, name: name.slice(name.lastIndexOf("/") + 1) }
}

function readPort(node: Node, property: RuleProperty, reading: RuleReading): PortTerm {
  const unknown = unknownIn(node, reading.context)
  if (unknown) return { unknown }
  const text = scalarText(node)
  if (text === undefined) return { unknown: fault("wrong-type", node, property, reading) }
  const term = parsePort(reading.context.shape.translate?.(property, text) ?? text)
  if ("fault" in term) {
    // In a list `*` would be the next fault.
    const instead = term.instead === "*" && property.endsWith("Ranges") ? undefined : term.instead
    return { unknown: fault(term.fault, node, property, reading, instead) }
  }
  const isRefused = text === "*" && takesPlain(property, "Ranges", reading.context)
  return isRefused ? { unknown: fault("any-port-in-list", node, property, reading) } : term
}

/** Whether a property is a list that Azure refuses when a word for many addresses or ports is in it. */
function takesPlain(property: RuleProperty, plural: string, { shape }: RuleContext): boolean {
  return shape.plainLists === true && property.endsWith(plural)
}

function unknownAddresses(unknown: Unknown): AddressTerm {
  return { kind: "unknown", key: `unknown:${unknown.identity}`, unknown }
}

function fault(
  reason: ProblemReason,
  node: Node,
  property: RuleProperty,
  reading: RuleReading,
  instead?: string,
): Unknown {
  const value = scalarText(node)
  const problem = { property, reason, range: node.range, ...(value !== undefined && { value }) }
  reading.problems.push({ ...problem, ...(instead !== undefined && { instead }) })
  return unknownAt(property, problem, reading, node.range)
}
