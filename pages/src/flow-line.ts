import type { FlowFields } from "./messages.ts"

/** The fields of a form as a line: `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`; what is left empty is any. */
export function lineOf({ direction, protocol, ...ends }: FlowFields): string {
  const anyPort = protocol === "tcp" || protocol === "udp" ? "*" : ""
  const from = withPort(ends.source, ends.sourcePort)
  const to = withPort(ends.destination, ends.destinationPort.trim() || anyPort)
  return [direction, protocol, from, "->", to].filter(word => word !== "").join(" ")
}

function withPort(end: string, port: string): string {
  const [address, suffix] = [end.trim(), port.trim() === "" ? "" : `:${port.trim()}`]
  return isIpv6(address) ? `[${address}]${suffix}` : address + suffix
}

function isIpv6(address: string): boolean {
  return /^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*(\/\d+)?$/i.test(address)
}

const pattern = /^(?:(in|out)(?:bound)?\s+)?([a-z]+)\s+(\S+)\s*(?:->|=>|→)\s*(\S+)$/i

/** A line as the fields of a form; undefined for one that is written in another way. */
export function fieldsOf(line: string): FlowFields | undefined {
  const [, heading, protocol, from, to] = pattern.exec(line.trim()) ?? []
  if (!protocol || !from || !to) return undefined
  const [source, sourcePort] = endOf(from)
  const [destination, destinationPort] = endOf(to)
  const direction = heading === undefined ? "" : `${heading.toLowerCase()}bound`
  return { direction, protocol: protocol.toLowerCase(), source, sourcePort, destination, destinationPort }
}

/** The port is behind the last colon, but for one that belongs to an address or to what has a name: `nic:web-0`. */
function endOf(text: string): readonly [string, string] {
  const [, ipv6, port = ""] = /^\[([^\]]*)\](?::(\*|\d+))?$/.exec(text) ?? []
  if (ipv6 !== undefined) return [ipv6, port === "*" ? "" : port]
  const [, end = text, last = ""] = isIpv6(text) ? [] : (/^(.+):(\*|\d+)$/.exec(text) ?? [])
  const isName = /^[a-z]+$/i.test(end) && text.toLowerCase().startsWith(`${end.toLowerCase()}:`) && namedTypes.has(end)
  return isName ? [text, ""] : [end, last === "*" ? "" : last]
}

/** What stands before the colon of a name. */
const namedTypes: ReadonlySet<string> = new Set(["nic", "vm", "subnet", "lb", "asg"])
