import { oneSpelling } from "../../readers/arm-spelling.ts"
import type { Node } from "../../syntax/node.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"

/**
 * What tells the parts of a load balancer from one another: a name without case, or the identity of one that is not known, which
 * is the same wherever it is written.
 */
export type PartKey = string

/** Of a name where it is written. */
export function keyOfName(name: Node | undefined): PartKey | undefined {
  if (name?.kind === "scalar" && name.value !== null && name.value !== "") return String(name.value).toLowerCase()
  return name?.kind === "unknown" ? unknownKey(oneSpelling(name.unknown.identity)) : undefined
}

/** Of what a reference means: its last name. */
export function keyOfReference(reference: ResourceRef | undefined): PartKey | undefined {
  const last: Maybe<string> | undefined = reference?.name.at(-1)
  if (last === undefined) return undefined
  return isUnknown(last) ? unknownKey(last.identity) : last.toLowerCase()
}

function unknownKey(identity: string): PartKey {
  return `{${identity}}`
}
