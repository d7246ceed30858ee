import { appendTo } from "../../values/grouped.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { NetworkPart, Statement, StatementOf, WrittenReference } from "../parts/network-part.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { type PartFinder, partFinder } from "./find-parts.ts"
import { type PlacedPart, says, type TopologyDocument } from "./placed-part.ts"

/** One resource, wherever and however often it is written: its first part is the one that is shown. */
export interface Thing<S extends Statement = Statement> {
  readonly parts: readonly [PlacedPart<S>, ...PlacedPart<S>[]]
}

type Kind = Statement["kind"]
type Of<K extends Kind> = Thing<StatementOf<K>>

/** The resources of all documents. */
export interface Things {
  /** In the order of the documents' addresses, and of their texts. */
  of<K extends Kind>(...kinds: readonly K[]): readonly Of<K>[]
  /** What a reference means, or why that is not known. */
  find(reference: ResourceRef | undefined, from: TopologyDocument): Thing | Unfound
  /** The parts that only add to the resource. */
  associationsOf(thing: Thing): readonly PlacedPart<StatementOf<"association">>[]
  /** Parts that only add to a resource, which no document defines. */
  readonly astray: readonly PlacedPart[]
}

/** Why a reference leads to nothing, behind "which". */
export interface Unfound {
  readonly reason: string
}

export function isFound(found: Thing | Unfound): found is Thing {
  return "parts" in found
}

export function collectThings(documents: readonly TopologyDocument[]): Things {
  const sorted = documents.toSorted((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0))
  const placed = sorted.flatMap(document => document.parts.map((part): PlacedPart => ({ document, part })))
  const own = placed.filter(({ part }) => !part.association)
  const finder = partFinder(own)
  const thingOf = mergedParts(own, finder)
  const things = [...new Set(own.map(each => thingOf.get(each)))].filter(thing => thing !== undefined)
  const find = (reference: ResourceRef | undefined, from: TopologyDocument): Thing | Unfound => {
    if (!reference || isOpaque(reference)) return { reason: unresolvedReasons.atDeployment }
    const found = new Set(finder.find(reference, from).map(each => thingOf.get(each)))
    const [only, another] = found
    if (only && !another) return only
    return { reason: only ? unresolvedReasons.several : unresolvedReasons.noDocument }
  }
  const associations = new Map<Thing, PlacedPart<StatementOf<"association">>[]>()
  const astray: PlacedPart[] = []
  for (const each of placed) {
    if (!says(each, "association")) continue
    const target = find(each.part.reference, each.document)
    if (!isFound(target)) astray.push(each)
    else appendTo(associations, target, isLooser(each.part, target) ? withoutCertainty(each) : each)
  }
  return {
    of: <K extends Kind>(...kinds: readonly K[]) =>
      things.filter((thing): thing is Of<K> => says(thing.parts[0], ...kinds)),
    find,
    associationsOf: thing => associations.get(thing) ?? [],
    astray,
  }
}

/** Whether it may be absent where what it adds to is there. */
function isLooser({ condition, uncounted }: NetworkPart, { parts: [{ part }] }: Thing): boolean {
  return (condition !== undefined || uncounted === true) && part.condition === undefined && !part.uncounted
}

type PlacedAssociation = PlacedPart<StatementOf<"association">>

function withoutCertainty({ document, part }: PlacedAssociation): PlacedAssociation {
  const entries = Object.entries(part.says).map(([key, value]) => [
    key,
    isReference(value) ? { ...value, reason: unresolvedReasons.condition } : value,
  ])
  return { document, part: { ...part, says: Object.fromEntries(entries) as StatementOf<"association"> } }
}

function isReference(value: unknown): value is WrittenReference {
  return typeof value === "object" && value !== null && "reference" in value
}

/** One value that is not known as a whole. */
function isOpaque({ name, symbol }: ResourceRef): boolean {
  return name.length === 0 && (symbol === undefined || isUnknown(symbol))
}

/** What each part is a part of. */
function mergedParts(placed: readonly PlacedPart[], finder: PartFinder): ReadonlyMap<PlacedPart, Thing> {
  const groups = new Map<PlacedPart, Set<PlacedPart>>(placed.map(each => [each, new Set([each])]))
  const merge = (one: PlacedPart, other: PlacedPart) => {
    const [into, from] = [groups.get(one), groups.get(other)]
    if (!into || !from || into === from) return
    for (const each of from) {
      into.add(each)
      groups.set(each, into)
    }
  }
  for (const each of placed) for (const other of finder.same(each)) merge(each, other)
  for (const each of placed) {
    const declared = groups.get(each) ?? []
    if ([...declared].every(({ part }) => part.existing)) mergeWithDefinition(each, groups, finder, merge)
  }
  const order = new Map(placed.map((each, place) => [each, place]))
  const things = new Map<Set<PlacedPart>, Thing>()
  return new Map(
    [...groups].flatMap(([each, group]) => {
      const thing = things.get(group) ?? thingOf(group, order)
      if (thing) things.set(group, thing)
      return thing ? [[each, thing] as const] : []
    }),
  )
}

/** What is declared for reference only is the resource that another document makes, where just one can be meant. */
function mergeWithDefinition(
  each: PlacedPart,
  groups: ReadonlyMap<PlacedPart, Set<PlacedPart>>,
  finder: PartFinder,
  merge: (one: PlacedPart, other: PlacedPart) => void,
): void {
  const { symbol: _, ...named } = each.part.reference
  const elsewhere: TopologyDocument = { ...each.document, scope: "" }
  const made = finder.find(named, elsewhere).filter(({ part }) => !part.existing)
  const [first] = made
  if (first && new Set(made.map(one => groups.get(one))).size === 1) merge(each, first)
}

/** Parts that make the resource before those that only name it, else in the order of the documents. */
function thingOf(group: ReadonlySet<PlacedPart>, order: ReadonlyMap<PlacedPart, number>): Thing | undefined {
  const rank = (each: PlacedPart) => (each.part.existing ? order.size : 0) + (order.get(each) ?? 0)
  const [first, ...others] = [...group].toSorted((a, b) => rank(a) - rank(b))
  return first && { parts: [first, ...others] }
}
