import type { AddressPrefix } from "../values/address.ts"

/** A tag with everything that it holds. */
export interface ListedTag {
  readonly key: string
  /** As the file spells it. */
  readonly name: string
  readonly prefixes: readonly AddressPrefix[]
  /** Where Azure takes the tag: API, NSG, UDR, FW (firewall), VSE (service endpoint); empty for many regional tags. */
  readonly networkFeatures: readonly string[]
}
