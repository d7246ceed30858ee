import * as l10n from "@vscode/l10n"
import { parseAddress } from "../values/parse-address.ts"

/** What to write in place of a CIDR block of which a half is missing or out of range; undefined for any other text. */
export function cidrAdvice(text: string): string | undefined {
  const slash = text.lastIndexOf("/")
  if (slash < 0) return undefined
  const length = text.slice(slash + 1)
  if (!/^\d*$/.test(length)) return undefined
  if (slash === 0) {
    return length === "0" ? l10n.t`Use 0.0.0.0/0 for all of IPv4, or *.` : l10n.t`Put an address before the slash.`
  }
  const address = parseAddress(text.slice(0, slash))
  if (!("family" in address)) return undefined
  const most = address.family === 4 ? 32 : 128
  if (length === "") return l10n.t`Put a prefix length after the slash: 0 to ${most}.`
  return Number(length) > most ? l10n.t`A prefix length is ${most} at most.` : undefined
}
