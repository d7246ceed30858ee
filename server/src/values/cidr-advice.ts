import { parseAddress } from "./parse-address.ts"

/** What to write in place of a CIDR block of which a half is missing or out of range; undefined for any other text. */
export function cidrAdvice(text: string): string | undefined {
  const slash = text.lastIndexOf("/")
  if (slash < 0) return undefined
  const length = text.slice(slash + 1)
  if (!/^\d*$/.test(length)) return undefined
  if (slash === 0) {
    return length === "0" ? "Use 0.0.0.0/0 for all of IPv4, or *." : "Put an address before the slash."
  }
  const address = parseAddress(text.slice(0, slash))
  if (!("family" in address)) return undefined
  const most = address.family === 4 ? 32 : 128
  if (length === "") return `Put a prefix length after the slash: 0 to ${most}.`
  return Number(length) > most ? `A prefix length is ${most} at most.` : undefined
}
