import * as l10n from "@vscode/l10n"
import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { internetKey } from "../azure/service-tags.ts"
import { prefix, publicPrefixes } from "../azure/special-addresses.ts"
import type { BoxEnd, TrafficBox } from "../engine/traffic-box.ts"
import { prefixTexts } from "../values/format-address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortRange } from "../values/port.ts"
import { formatAddress } from "./flow-text.ts"
import { mostItems, type PrefixWords, prefixWords } from "./prefix-text.ts"
import { shortList } from "./rule-cells.ts"

/** Traffic in the notation of flows: `tcp, udp 10.0.0.0/8 in VirtualNetwork -> *:80, 443`. */
export function formatBox({ protocols, source, sourcePorts, destination, destinationPorts }: TrafficBox): string {
  const words = protocols.length === 5 ? "*" : protocols.map(protocol => protocol.toLowerCase()).join(", ")
  return `${words} ${formatEnd(source, sourcePorts)} -> ${formatEnd(destination, destinationPorts)}`
}

/** What has to hold for a box that is not certain, as the end of a sentence. */
export function boxCondition({ assumptions, readsPorts }: TrafficBox): string {
  if (assumptions.length > 0) {
    return readsPorts
      ? l10n.t` (depends on values that are not known here, and on what ports mean for a protocol without ports)`
      : l10n.t` (depends on values that are not known here)`
  }
  return readsPorts ? l10n.t` (depends on what ports mean for a protocol without ports)` : ""
}

function formatEnd({ prefixes, inside, outside }: BoxEnd, ports: readonly PortRange[]): string {
  const { whole, except } = inside.some(({ key }) => key === internetKey)
    ? internetWords(prefixes)
    : prefixWords(prefixes)
  const sets = inside.map(formatAddress)
  const where = [...(whole || sets.length === 0 ? [whole || "*"] : []), ...sets].join(" in ")
  const without = [...except, ...outside.map(formatAddress)]
  const text = `${where}${without.length === 0 ? "" : l10n.t` except ${shortList(without, 3)}`}`
  const port = formatPorts(ports)
  if (port === "") return text
  // A colon would belong to the last exception, or to an IPv6 address.
  return without.length > 0 || where.includes(":") ? l10n.t`${text} port ${port}` : `${text}:${port}`
}

/** Of the public addresses of a family by what is missing, where that is shorter than what is there. */
function internetWords(texts: readonly string[]): PrefixWords {
  const words = prefixWords(texts)
  const prefixes = texts.map(prefix)
  const [family, another] = new Set(prefixes.map(one => one.family))
  if (family === undefined || another) return words
  const own = publicPrefixes.filter(one => one.family === family)
  const missing = withoutPrefixes(own, prefixes)
  if (missing.length > mostItems || missing.length >= (words.except.length || texts.length)) return words
  const except = missing.flatMap(({ first, last }) => prefixTexts(family, first, last))
  return { whole: family === 4 ? "0.0.0.0/0" : "::/0", except }
}

/** "" for all of them. */
export function formatPorts(ports: readonly PortRange[]): string {
  if (ports.length === 0 || ports.some(({ first, last }) => first === 0 && last === 65535)) return ""
  const texts = ports.map(rangeText)
  return shortList(texts, 3)
}
