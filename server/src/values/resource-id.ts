import type { ResourceRef } from "./resource-ref.ts"
import { isUnknown, type Maybe } from "./unknown.ts"

/** The reference that a literal id is, `/subscriptions/…/providers/Microsoft.Network/…`; undefined for any other text. */
export function parseResourceId(id: string): ResourceRef | undefined {
  return id.startsWith("/") ? idReference(id.split("/").slice(1)) : undefined
}

/**
 * The reference that the segments of an id are, in whatever case, some of them not known; undefined where they are no id,
 * or what is unknown leaves open what each of them says. An id of which the beginning is missing is one, too.
 */
export function idReference(segments: readonly Maybe<string>[]): ResourceRef | undefined {
  const lower = withoutEmptyEnd(segments).map(segment => (isUnknown(segment) ? segment : segment.toLowerCase()))
  const at = lower.findIndex((segment, index) => segment === "providers" && isKeyPlace(index, lower))
  const place = placeOf(lower.slice(0, at < 0 ? 0 : at))
  const path = typeAndName(at < 0 ? lower : lower.slice(at))
  return place && path && { ...place, ...path }
}

/** Keys and names take turns; an unknown beginning may stand for several of them. */
function isKeyPlace(index: number, [first]: readonly Maybe<string>[]): boolean {
  return index % 2 === 0 || (index === 1 && isUnknown(first))
}

function withoutEmptyEnd(segments: readonly Maybe<string>[]): readonly Maybe<string>[] {
  return segments.at(-1) === "" ? segments.slice(0, -1) : segments
}

type Place = Pick<ResourceRef, "subscription" | "resourceGroup">

/** What stands before the first provider. One unknown text there may say both. */
function placeOf(segments: readonly Maybe<string>[]): Place | undefined {
  const [first] = segments
  if (segments.length === 1 && isUnknown(first)) return { subscription: first, resourceGroup: first }
  if (segments.length % 2 === 1) return undefined
  const pairs = new Map(segments.flatMap((key, at) => (at % 2 === 0 ? [[key, segments[at + 1]] as const] : [])))
  const [subscription, resourceGroup] = [pairs.get("subscriptions"), pairs.get("resourcegroups")]
  if (pairs.size * 2 !== segments.length || [...pairs.keys()].some(isUnknown)) return undefined
  return { ...(subscription !== undefined && { subscription }), ...(resourceGroup !== undefined && { resourceGroup }) }
}

/** `providers/namespace/type/name/type/name`; one more provider begins a resource that extends the one before it. */
function typeAndName(segments: readonly Maybe<string>[]): Pick<ResourceRef, "type" | "name"> | undefined {
  const type: string[] = []
  const name: Maybe<string>[] = []
  for (let at = 0; at < segments.length; at += 2) {
    const [key, value] = [segments[at], segments[at + 1]]
    if (typeof key !== "string" || value === undefined || value === "") return undefined
    if (key === "providers" && isUnknown(value)) return undefined
    if (key !== "providers") name.push(value)
    type.push(...(key !== "providers" ? [key] : type.length === 0 ? [String(value)] : ["providers", String(value)]))
  }
  return name.length > 0 ? { type: type.join("/"), name } : undefined
}
