import type { AddressPrefix } from "../values/address.ts"
import type { Attachments } from "./attachments.ts"

/**
 * All addresses that traffic behind a group can have on the machines' side, as far as its attachments are known; undefined
 * where it may have others.
 */
export function addressesBehind({ places }: Pick<Attachments, "places">): readonly AddressPrefix[] | undefined {
  const isKnown = places.length > 0 && places.every(place => place.prefixes.areAll && !place.seesOtherAddresses)
  return isKnown ? places.flatMap(({ prefixes }) => prefixes.known) : undefined
}
