import { appendTo } from "../../values/grouped.ts"
import { remembering } from "../../values/remember.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { NetworkPart, Statement, StatementOf, WrittenReference } from "../parts/network-part.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { type Namesakes, type PartFinder, partFinder } from "./find-parts.ts"
import { MergedSets } from "./merged-sets.ts"
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
  const thingsOf = remembering((namesakes: Namesakes) => new Set(namesakes.map(each => thingOf.get(each))))
  const find = (reference: ResourceRef | undefined, from: TopologyDocument): Thing | Unfound => {
    if (!reference || isOpaque(reference)) return { reason: unresolvedReasons.atDeployment }
    const found = new Set(finder.find(reference, from).flatMap(namesakes => [...thingsOf(namesakes)]))
    const [only, another] = found
    if (only && !another) return only
    if (only) return { reason: unresolvedReasons.several }
    return { reason: isNamed(reference) ? unresolvedReasons.noDocument : unresolvedReasons.unknownName }
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

function isNamed({ name, symbol }: ResourceRef): boolean {
  return symbol !== undefined || !name.some(isUnknown)
}

/** What each part is a part of. */
function mergedParts(placed: readonly PlacedPart[], finder: PartFinder): ReadonlyMap<PlacedPart, Thing> {
  const groups = new MergedSets(placed)
  const told = new Set<Namesakes>()
  for (const each of placed) {
    for (const namesakes of finder.same(each)) {
      const [first] = namesakes
      if (first) groups.merge(each, first)
      if (!told.has(namesakes)) for (const other of namesakes) groups.merge(each, other)
      told.add(namesakes)
    }
  }
  const declared = [...groups.all()].filter(group => [...group].every(({ part }) => part.existing))
  for (const group of declared) [...group].some(each => mergeWithDefinition(each, groups, finder))
  const order = new Map(placed.map((each, place) => [each, place]))
  return new Map(
    [...groups.all()].flatMap(group => {
      const thing = thingOf(group, order)
      return thing ? [...group].map(each => [each, thing] as const) : []
    }),
  )
}

/** What is declared for reference only is the resource that another document makes, where just one can be meant: if it is. */
function mergeWithDefinition(each: PlacedPart, groups: MergedSets<PlacedPart>, finder: PartFinder): boolean {
  const { symbol: _, ...named } = each.part.reference
  const elsewhere: TopologyDocument = { ...each.document, scope: "" }
  const made = finder.find(named, elsewhere).flatMap(namesakes => namesakes.filter(({ part }) => !part.existing))
  const [first] = made
  const isDefined = first !== undefined && new Set(made.map(one => groups.of(one))).size === 1
  if (isDefined) groups.merge(each, first)
  return isDefined
}

/** Parts that make the resource before those that only name it, else in the order of the documents. */
function thingOf(group: ReadonlySet<PlacedPart>, order: ReadonlyMap<PlacedPart, number>): Thing | undefined {
  const rank = (each: PlacedPart) => (each.part.existing ? order.size : 0) + (order.get(each) ?? 0)
  const [first, ...others] = [...group].toSorted((a, b) => rank(a) - rank(b))
  return first && { parts: [first, ...others] }
}
