import { textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { parsePort } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import type { Unknown } from "../values/unknown.ts"
import type { ProblemReason, RuleProperty } from "./reader.ts"
import { idOf, isEmpty, type RuleReading, restOf, scalarText, unknownAt, unknownIn } from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"

/** The terms of one side of a rule, never none, and where each is written. */
export interface Terms<T> {
  readonly terms: readonly T[]
  readonly ranges: readonly Range[]
}

/** Azure writes a side in one of three fields: one prefix, several, or application security groups. */
export function readAddresses(side: "source" | "destination", reading: RuleReading): Terms<AddressTerm> {
  const [prefix, prefixes, groups] = [
    `${side}AddressPrefix`,
    `${side}AddressPrefixes`,
    `${side}ApplicationSecurityGroups`,
  ] as const
  refuseSeveral([prefix, prefixes, groups], reading)
  return readSide(reading, [
    [prefix, readAddress],
    [prefixes, readAddress],
    [groups, readGroup],
  ])
}

export function readPorts(side: "source" | "destination", reading: RuleReading): Terms<PortTerm> {
  return readSide(reading, [
    [`${side}PortRange`, readPort],
    [`${side}PortRanges`, readPort],
  ])
}

type TermReader<T> = (node: Node, property: RuleProperty, reading: RuleReading) => T

/**
 * Reads each of the fields that is there, whether it holds a value or a list. The API's own output has a value in one
 * form and leaves the others empty; effective rules repeat the singular's value in the plural.
 */
function readSide<T extends AddressTerm | PortTerm>(
  reading: RuleReading,
  fields: readonly [singular: [RuleProperty, TermReader<T>], ...others: [RuleProperty, TermReader<T>][]],
): Terms<T> {
  const terms: T[] = []
  const ranges: Range[] = []
  const texts = new Set<string>()
  for (const [property, readTerm] of fields) {
    for (const node of valuesOf(reading.fields[property])) {
      const text = scalarText(node)
      if (text !== undefined && texts.has(text)) continue
      if (text !== undefined) texts.add(text)
      terms.push(readTerm(node, property, reading))
      ranges.push(rangeOfTerm(node))
    }
  }
  if (terms.length > 0) return { terms, ranges }
  const [[singular, readTerm]] = fields
  return { terms: [absentSide(singular, readTerm, reading)], ranges: [reading.nameRange] }
}

/**
 * Of the fields for addresses Azure takes one. (Whether it takes both for ports is not published.) A list that only
 * repeats the text beside it, as output has it, is no second one.
 */
function refuseSeveral(properties: readonly RuleProperty[], { fields, context, problems }: RuleReading): void {
  if (!context.shape.plainLists) return
  const written = properties.filter(property => fields[property])
  if (written.length < 2) return
  const [first, second] = written.filter(property => valuesOf(fields[property]).some(node => !unknownIn(node, context)))
  const [one, other] = [first && fields[first], second && fields[second]]
  if (!first || !second || !one || !other || repeats(one, other)) return
  problems.push({ property: second, reason: "several-fields", instead: first, range: other.range })
}

function repeats(one: Node, other: Node): boolean {
  const text = scalarText(one)
  return text !== undefined && valuesOf(other).every(node => scalarText(node) === text)
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
  const { nameRange: range, source } = reading
  const unknown = restOf(property, reading)
  const standIn = unknown ? undefined : reading.context.shape.defaults[property]
  if (standIn !== undefined) return readTerm({ kind: "scalar", range, value: standIn }, property, reading)
  if (!unknown) reading.problems.push({ property, reason: "missing", range })
  return readTerm(
    { kind: "unknown", range, unknown: unknown ?? unknownAt(property, reading, source.self) },
    property,
    reading,
  )
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
    term = parseAddress(address)
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
  // `[resourceId('Microsoft.Network/applicationSecurityGroups', 'web')]` is one group, whichever it is.
  if (unknown && node.kind === "map")
    return { kind: "group", key: `group:${unknown.identity}`, name: name ?? unknown.identity }
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
  if ("fault" in term) return { unknown: fault(term.fault, node, property, reading, term.instead) }
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
  reading.problems.push({
    property,
    reason,
    range: node.range,
    ...(value !== undefined && { value }),
    ...(instead !== undefined && { instead }),
  })
  return unknownAt(property, reading, node.range)
}
