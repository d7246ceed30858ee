import { arrowPattern } from "./flow-spelling.ts"

/** What a flow that is being typed may go on with. */
const mostCompletions = 50

/**
 * Whole lines that begin with the typed one, its last word completed by an end. Of an empty line nothing is known but what
 * it is to be about: `own`, an end.
 */
export function completeFlow(line: string, ends: readonly string[], own?: string): readonly string[] {
  if (line.trim() === "") return own === undefined ? [] : [`tcp Internet -> ${own}:443`, `tcp ${own} -> Internet:443`]
  const [, before, protocol = "", source, typed] = beginning.exec(line) ?? []
  if (before === undefined || typed === undefined) return []
  const hasPorts = /^(tcp|udp)$/i.test(protocol)
  const behind = source === undefined ? " -> " : hasPorts ? ":" : ""
  return ends
    .filter(end => isBegun(end, typed))
    .slice(0, mostCompletions)
    .map(end => `${before}${end}${behind}`)
}

/** Up to the end that is being typed: direction, protocol, and the source where that is complete. */
const beginning = new RegExp(
  `^(\\s*(?:(?:in|out)(?:bound)?\\s+)?(tcp|udp|icmp|esp|ah)\\s+(\\S+?${arrowPattern})?)(\\S*)$`,
  "i",
)

/** By its beginning, or by that of a name in it; what is complete needs nothing. */
function isBegun(end: string, typed: string): boolean {
  const [whole, part] = [end.toLowerCase(), typed.toLowerCase()]
  return whole !== part && (whole.startsWith(part) || whole.split(/[:/]/).some(name => name.startsWith(part)))
}
