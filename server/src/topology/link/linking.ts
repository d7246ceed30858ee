import { sameResource } from "../../values/resource-ref.ts"
import type { NetworkPart, WrittenReference } from "../parts/network-part.ts"
import type { NamedResource, Reference, UnresolvedReference } from "../topology.ts"
import type { DifferentProperty, TopologyFault } from "../topology-fault.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { type PlacedPart, placeOf, type TopologyDocument } from "./placed-part.ts"
import { referenceName } from "./reference-name.ts"
import { isFound, type Thing, type Things } from "./things.ts"

/** What is gathered while a topology is built: its things, and what goes wrong. */
export interface Linking {
  readonly things: Things
  readonly unresolved: UnresolvedReference[]
  readonly faults: TopologyFault[]
}

export function startLinking(things: Things): Linking {
  const unresolved = things.astray.map(({ part: { type, reference, range }, document }) => ({
    kind: type.includes("/subnets") ? "subnet" : "networkInterface",
    ...{ reference: referenceName(reference), document: document.uri, range },
  }))
  return { things, unresolved, faults: [] }
}

/** A reference, and the document it stands in. */
export interface PlacedReference {
  readonly written: WrittenReference
  readonly from: TopologyDocument
}

/** What a reference means; one that means nothing is noted. */
export function resolve<T>(
  { things, unresolved }: Linking,
  kind: string,
  { written, from }: PlacedReference,
  targetOf: (thing: Thing) => T | undefined,
): Reference<T> {
  const { text, range } = written
  const found = written.reason === undefined ? things.find(written.reference, from) : { reason: written.reason }
  const target = isFound(found) ? targetOf(found) : undefined
  if (target !== undefined) return { kind: "resolved", target }
  const reason = isFound(found) ? unresolvedReasons.noDocument : found.reason
  const meant = reason === unresolvedReasons.noDocument ? written.reference : undefined
  // What a condition decides about may well be defined here.
  const isDefined = written.reason === unresolvedReasons.condition && isFound(things.find(written.reference, from))
  if (!isDefined) unresolved.push({ kind, reference: text, document: from.uri, range, ...(meant && { target: meant }) })
  return { kind: "unresolved", text, reason }
}

/** A resource as the topology has it. */
export function namedThing({ parts }: Thing): NamedResource {
  const [first] = parts
  const id = parts.map(({ part }) => part.id).find(each => each !== undefined)
  return { name: first.part.name, place: placeOf(first), ...(id !== undefined && { id }) }
}

/** A value that one of a thing's parts states. */
export interface Stated<T> {
  readonly value: T
  readonly by: PlacedPart
}

/**
 * What a thing's parts state of a property; several where they are not known to state the same (`isSame` is null where that
 * cannot be told). That is a fault where they surely do not, and nothing but the documents decides between them.
 */
export function statedOf<T>(
  { faults }: Linking,
  property: DifferentProperty,
  values: readonly Stated<T>[],
  isSame: (one: Stated<T>, other: Stated<T>) => boolean | null,
): readonly Stated<T>[] {
  const [first, ...others] = values
  if (!first) return []
  const different = others.filter(other => isSame(first, other) !== true)
  const other = different.find(each => isSame(first, each) === false && isSure(each.by.part) && isSure(first.by.part))
  if (other) {
    const { document, nameRange: range } = placeOf(other.by)
    const resource = first.by.part.name
    const others = [placeOf(first.by)]
    faults.push({ kind: "different-values", document, range, resource, properties: [property], others })
  }
  return [first, ...different]
}

/** Nothing decides whether it is there, and it is no task of a play, of which the last one counts. */
function isSure({ condition, absentByDefault, uncounted, kind }: NetworkPart): boolean {
  return condition === undefined && !absentByDefault && !uncounted && !kind.startsWith("azure_rm_")
}

/** The reference that a thing's parts, and what is added to it, state; unresolved where they do not agree. */
export function resolveStated<T>(
  linking: Linking,
  kind: string,
  property: DifferentProperty,
  stated: readonly (Stated<WrittenReference> | undefined)[],
  targetOf: (thing: Thing) => T | undefined,
): Reference<T> {
  const values = statedOf(
    linking,
    property,
    stated.filter(each => each !== undefined),
    (one, other) => meansSame(linking.things, one, other),
  )
  const [first, another] = values
  if (!first) return { kind: "none" }
  if (!another) return resolve(linking, kind, { written: first.value, from: first.by.document }, targetOf)
  const text = values.map(({ value }) => value.text).join(" or ")
  const open = values.find(({ value }) => value.reason !== undefined)
  return { kind: "unresolved", text, reason: open?.value.reason ?? unresolvedReasons.differs }
}

/** Whether two references mean one thing; null where that cannot be told, as of one that a condition decides about. */
function meansSame(things: Things, one: Stated<WrittenReference>, other: Stated<WrittenReference>): boolean | null {
  const [a, b] = [one, other].map(({ value, by }) => {
    const found = value.reason === undefined ? things.find(value.reference, by.document) : undefined
    return found && isFound(found) ? found : undefined
  })
  if (a && b) return a === b
  if (one.value.text.toLowerCase() === other.value.text.toLowerCase()) return true
  const [reference, another] = [one.value.reference, other.value.reference]
  if (one.value.reason !== undefined || other.value.reason !== undefined || !reference || !another) return null
  return sameResource(reference, another, one.by.document.scope === other.by.document.scope ? "same" : "other")
}
