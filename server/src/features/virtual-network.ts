import type { AddressPrefix } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"

/** The prefixes that are said to be the virtual network, or a sentence on the one that cannot be read. */
export function parseVirtualNetwork(texts: readonly string[]): AddressPrefix[] | { readonly problem: string } {
  const prefixes: AddressPrefix[] = []
  for (const text of texts) {
    const term = parseAddress(text)
    if ("fault" in term || term.kind !== "prefix") {
      const hint = "fault" in term && term.instead !== undefined ? ` Use ${term.instead}.` : ""
      return { problem: `"${text}" is not an address prefix.${hint || " Write it like 10.0.0.0/16."}` }
    }
    prefixes.push(term)
  }
  return prefixes
}
