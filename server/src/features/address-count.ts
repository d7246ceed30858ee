import * as l10n from "@vscode/l10n"
import type { AddressPrefix } from "../values/address.ts"

/** `256 addresses`, beyond 32 bits `2^64 addresses`; undefined for a single one. */
export function countAddresses({ family, length }: AddressPrefix): string | undefined {
  const bits = (family === 4 ? 32 : 128) - length
  if (bits === 0) return undefined
  return l10n.t`${bits > 32 ? `2^${bits}` : (2 ** bits).toLocaleString(l10n.t`en-US`)} addresses`
}
