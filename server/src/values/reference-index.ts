import { appendTo } from "./grouped.ts"
import { type ReferenceScope, type ResourceRef, referenceKeys, sameResource } from "./resource-ref.ts"

/** Things by what they are called: those that a reference surely means are found without asking each. */
export interface ReferenceIndex<T> {
  find(reference: ResourceRef | undefined, scope?: ReferenceScope): readonly T[]
}

export function indexReferences<T>(
  things: readonly T[],
  referenceOf: (thing: T) => ResourceRef | undefined,
): ReferenceIndex<T> {
  const byKey = new Map<string, T[]>()
  for (const thing of things) {
    const reference = referenceOf(thing)
    for (const key of reference ? referenceKeys(reference) : []) {
      appendTo(byKey, key, thing)
    }
  }
  const isMeant = (thing: T, reference: ResourceRef, scope: ReferenceScope) => {
    const own = referenceOf(thing)
    return own !== undefined && sameResource(own, reference, scope) === true
  }
  return {
    find: (reference, scope = "same") => {
      if (!reference) return []
      const candidates = new Set(referenceKeys(reference).flatMap(key => byKey.get(key) ?? []))
      return [...candidates].filter(thing => isMeant(thing, reference, scope))
    },
  }
}
