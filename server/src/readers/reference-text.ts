import * as l10n from "@vscode/l10n"
import { idReference } from "../values/resource-id.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import type { Maybe, Unknown } from "../values/unknown.ts"
import type { ReferenceTarget } from "./located-resource.ts"

/** The identity of what is filled in before Azure sees a text; undefined for a literal. */
type IdentityIn = (text: string) => string | undefined

/** What a text refers to: an id, or the name of a resource of the type that is meant. */
export function textReference(
  text: string,
  { type, parent }: ReferenceTarget,
  identityIn: IdentityIn,
): ResourceRef | undefined {
  if (text === "") return undefined
  return writtenId(text, identityIn) ?? namedReference(type, nameOrUnknown(text, identityIn), parent)
}

/** A literal id of which parts may be filled in later; undefined for what is none. */
export function writtenId(text: string, identityIn: IdentityIn): ResourceRef | undefined {
  if (!text.startsWith("/")) return undefined
  return idReference(
    text
      .split("/")
      .slice(1)
      .map(segment => nameOrUnknown(segment, identityIn)),
  )
}

/** A resource by its own name, and by what it is a part of; of a child without its parent no name is known. */
export function namedReference(type: string, name: Maybe<string>, parent?: ResourceRef): ResourceRef {
  const lower = type.toLowerCase()
  const own = typeof name === "string" ? name.toLowerCase() : name
  const isChild = lower.split("/").length > 2
  if (!isChild) return { type: lower, name: [own] }
  const { symbol: _, ...place } = parent ?? { name: [] }
  return { ...place, type: lower, name: place.name.length > 0 ? [...place.name, own] : [] }
}

export function nameOrUnknown(text: string, identityIn: IdentityIn): Maybe<string> {
  const identity = identityIn(text)
  return identity === undefined ? text : { ...unknownName(identity), text }
}

export function unknownName(identity: string): Unknown {
  return { identity, reason: l10n.t`it is filled in before Azure sees it` }
}
