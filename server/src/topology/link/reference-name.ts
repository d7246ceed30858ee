import type { ResourceRef } from "../../values/resource-ref.ts"
import { isUnknown } from "../../values/unknown.ts"

/** The last name in a reference as people read it, or the address by which its tool knows the resource. */
export function referenceName(reference: ResourceRef | undefined): string {
  const last = reference?.name.at(-1)
  if (last !== undefined) return isUnknown(last) ? (last.text ?? last.identity) : last
  const symbol = reference?.symbol
  if (symbol === undefined) return "(not readable)"
  return isUnknown(symbol) ? (symbol.text ?? symbol.identity) : symbol.address
}
