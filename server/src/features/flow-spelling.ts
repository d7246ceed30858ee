import { parseAddress } from "../values/parse-address.ts"

/** A flow in the words of `az network watcher test-ip-flow`. */
export interface AzWords {
  readonly direction: string
  readonly protocol: string
  readonly local: string
  readonly remote: string
}

/** What stands between the ends of a flow, as a pattern: `->` and its like, or the word `to`. */
export const arrowPattern = "(?:\\s*(?:->|=>|→|>)\\s*|\\s+to\\s+)"

/** `--direction Inbound --protocol TCP --local … --remote …`, the command before it and other options aside. */
export function azWordsIn(line: string): AzWords | undefined {
  if (!line.includes("--")) return undefined
  const option = (name: string) => new RegExp(`(?:^|\\s)--${name}[\\s=]+["']?([^\\s"']+)`, "i").exec(line)?.[1]
  const [direction, protocol, local, remote] = ["direction", "protocol", "local", "remote"].map(option)
  if (direction === undefined || protocol === undefined || local === undefined || remote === undefined) return undefined
  return { direction, protocol, local, remote }
}

/**
 * Whether a text is an IPv6 address or prefix without brackets: "ambiguous" where it may as well be a shorter address and a
 * port, as `fd00::4:22`.
 */
export function bareIpv6(text: string): "yes" | "no" | "ambiguous" {
  if (!isIpv6(text)) return "no"
  const [, shorter] = /^(.*):\d+$/.exec(text) ?? []
  return shorter !== undefined && isIpv6(shorter) ? "ambiguous" : "yes"
}

/** Most ends have one colon at most, or other letters before it: they need no reading. */
const ipv6Start = /^[\da-f]*:.*:/i

function isIpv6(text: string): boolean {
  if (!ipv6Start.test(text)) return false
  const term = parseAddress(text)
  return "kind" in term && term.kind === "prefix" && term.family === 6
}
