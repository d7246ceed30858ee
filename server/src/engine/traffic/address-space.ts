import type { AddressTerm } from "../../values/address.ts"
import type { AddressFacts } from "../address-facts.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressNumbering } from "./address-numbering.ts"
import { addressNames, freeNames, type NameFacts, namesIn } from "./name-facts.ts"
import { directionPoints, forParts, type Part, protocolPoints } from "./parts.ts"
import { everyPortsPoint } from "./port-set.ts"
import { presenceNames } from "./presence-facts.ts"
import type { Field, Region } from "./region.ts"
import { wordNames } from "./word-names.ts"

/** What all rules of a question have in common: their addresses, and what is known of the names in each part. */
export interface AddressSpace {
  readonly numbering: AddressNumbering
  readonly names: Readonly<Record<Part, NameFacts>>
  /** The terms that are named sets or expressions, by their keys. */
  readonly setOf: ReadonlyMap<string, AddressTerm>
  /** Fields that were read in this space, by what is written in them. */
  readonly fields: KeptFields
  /** Cases of traffic that were found in this space, by rules that take just these. */
  readonly traffic: KeptTraffic
  /** The space of which this one has more end points; fields of its rules are the same here. */
  readonly base?: AddressSpace
}

/** Traffic with the same ends or ports has the same regions, so what rules say of these is found out once. */
export interface KeptTraffic {
  /** All packets, as cases. */
  every?: readonly Readonly<Record<Part, Region>>[]
  readonly held: Map<Field, Map<Region, readonly Region[]>>
}

/** Fields by what is written in them: what names none is the same whatever facts hold of names. */
class KeptFields {
  readonly #plain: Map<string, Field>
  readonly #named = new Map<string, Field>()

  constructor(plain = new Map<string, Field>()) {
    this.#plain = plain
  }

  get(key: string): Field | undefined {
    return this.#plain.get(key) ?? this.#named.get(key)
  }

  set(key: string, field: Field): void {
    const fields = field.names.length === 0 ? this.#plain : this.#named
    fields.set(key, field)
  }

  /** Those that other facts leave as they are: shared, also what is read of them later. */
  underOtherFacts(): KeptFields {
    return new KeptFields(this.#plain)
  }
}

/** Ports that cannot be known hold what any ports do: portless traffic that all of them hold. */
const portNames: NameFacts = { ...freeNames, sure: () => everyPortsPoint }

/** The space of these rules, and of other address terms. */
export function addressSpace(
  rules: readonly MatchingRule[],
  facts: AddressFacts,
  others: readonly AddressTerm[] = [],
): AddressSpace {
  const terms = new Map<string, AddressTerm>()
  const lists = rules.flatMap(({ source, destination }) => [source, destination])
  for (const list of new Set([...lists, others])) for (const term of list) terms.set(term.key, term)
  const [numbering, names] = addressNames([...terms.values()], facts)
  const setOf = new Map([...terms].filter(([, term]) => isNamed(term)))
  return { numbering, setOf, names: namesOf(rules, names), fields: new KeptFields(), traffic: { held: new Map() } }
}

/** The space of the same terms where other facts hold of them; undefined where these take other numbers. */
export function spaceWithFacts(space: AddressSpace, facts: AddressFacts): AddressSpace | undefined {
  const names = namesIn(space.numbering, [...space.setOf.values()], facts)
  if (!names) return undefined
  const fields = space.fields.underOtherFacts()
  return { ...space, names: { ...space.names, source: names, destination: names }, fields }
}

/** Whether two spaces differ in facts alone. */
export function isAlike(one: AddressSpace, other: AddressSpace): boolean {
  return one.traffic === other.traffic
}

/** The space for other rules besides its own, if it has all of their names and room for their prefixes. */
export function spaceWithRules(
  space: AddressSpace,
  own: readonly MatchingRule[],
  others: readonly MatchingRule[],
): AddressSpace | undefined {
  const terms = others.flatMap(({ source, destination }) => [...source, ...destination])
  const finer = withTerms(space, terms)
  return (
    finer && {
      ...finer,
      names: namesOf([...others, ...own], space.names.source),
      fields: new KeptFields(),
      traffic: { held: new Map() },
    }
  )
}

/** The space for the ends of a flow, which are spelt as the flow has them; undefined as above. */
export function spaceWithEnds(space: AddressSpace, ends: readonly AddressTerm[]): AddressSpace | undefined {
  const finer = withTerms(space, ends)
  const spelt = ends.filter(end => isNamed(end) && space.setOf.get(end.key) !== end)
  if (!finer || spelt.length === 0) return finer
  return { ...finer, setOf: new Map([...space.setOf, ...spelt.map(end => [end.key, end] as const)]) }
}

function withTerms(space: AddressSpace, terms: readonly AddressTerm[]): AddressSpace | undefined {
  if (terms.some(term => isNamed(term) && !space.setOf.has(term.key))) return undefined
  const numbering = space.numbering.refined(terms.filter(term => term.kind === "prefix"))
  if (numbering === space.numbering) return space
  return numbering && { ...space, numbering, fields: new KeptFields(), traffic: { held: new Map() }, base: space }
}

export function isNamed({ kind }: AddressTerm): boolean {
  return kind !== "any" && kind !== "prefix"
}

function namesOf(rules: readonly MatchingRule[], addresses: NameFacts): AddressSpace["names"] {
  return {
    ...forParts(() => freeNames),
    presence: presenceNames,
    direction: wordNames(
      rules.map(rule => rule.direction),
      directionPoints,
    ),
    protocol: wordNames(
      rules.map(rule => rule.protocol),
      protocolPoints,
    ),
    source: addresses,
    destination: addresses,
    sourcePort: portNames,
    destinationPort: portNames,
  }
}
