import { appendTo } from "./grouped.ts"
import { type ReferenceScope, type ResourceRef, referenceKeys, sameResource } from "./resource-ref.ts"

/** Things by what they are called: those that a reference surely means are found without asking each. */
export interface ReferenceIndex<T> {
  find(reference: ResourceRef | undefined, scope?: ReferenceScope): readonly T[]
  /**
   * The same, those together that are called alike: the same list whenever it is found. Loops and links may make thousands
   * of things with one name.
   */
  findAlike(reference: ResourceRef | undefined, scope?: ReferenceScope): readonly (readonly T[])[]
}

/** Things that are called alike. */
interface Namesakes<T> {
  readonly reference: ResourceRef
  readonly things: T[]
}

export function indexReferences<T>(
  things: readonly T[],
  referenceOf: (thing: T) => ResourceRef | undefined,
): ReferenceIndex<T> {
  const bySpelling = new Map<string, Namesakes<T>>()
  for (const thing of things) {
    const reference = referenceOf(thing)
    if (!reference) continue
    const spelling = JSON.stringify(reference)
    const known = bySpelling.get(spelling)
    if (known) known.things.push(thing)
    else bySpelling.set(spelling, { reference, things: [thing] })
  }
  const byKey = new Map<string, Namesakes<T>[]>()
  for (const each of bySpelling.values()) {
    for (const key of referenceKeys(each.reference)) appendTo(byKey, key, each)
  }
  const findAlike: ReferenceIndex<T>["findAlike"] = (reference, scope = "same") => {
    if (!reference) return []
    const candidates = new Set(referenceKeys(reference).flatMap(key => byKey.get(key) ?? []))
    const meant = [...candidates].filter(each => sameResource(each.reference, reference, scope) === true)
    return meant.map(each => each.things)
  }
  return { findAlike, find: (reference, scope) => findAlike(reference, scope).flat() }
}
