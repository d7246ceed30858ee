import type { AddressPrefix } from "./address.ts"

/** Whether all addresses of a prefix are in another one, which may be the same. */
export function isPrefixWithin({ family, first, last }: AddressPrefix, outer: AddressPrefix): boolean {
  return outer.family === family && outer.first <= first && last <= outer.last
}
