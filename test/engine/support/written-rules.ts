import { proofFacts } from "../../../server/src/azure/proof-facts.ts"
import type { AddressFacts } from "../../../server/src/engine/address-facts.ts"
import type { Access, Direction, Protocol, SecurityRule } from "../../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import { parsePort } from "../../../server/src/values/parse-ports.ts"
import type { PortTerm } from "../../../server/src/values/port.ts"
import type { Maybe, Unknown } from "../../../server/src/values/unknown.ts"

/** Azure's tags, and security groups, which lie in the virtual network. */
export const azureFacts: AddressFacts = {
  about: key => (key.startsWith("asg:") ? { inside: ["tag:virtualnetwork"] } : proofFacts.about(key)),
}

/**
 * Rules a line each: `priority access protocol source sourcePorts > destination ports`, lists with commas. `?x` is the value
 * of an expression, `asg:x` a security group, `100?` a rule under a condition; `out` at the end is for outbound. Rules
 * are named a, b, c in their order.
 */
export function readRules(text: string): SecurityRule[] {
  const lines = text.trim().split("\n")
  return lines.map((line, index) => readRule(line.trim().split(/\s+/), index))
}

function readRule(words: readonly string[], index: number): SecurityRule {
  const [priority, access, protocol, source, sourcePorts, , destination, destinationPorts, direction] = words
  return {
    name: String.fromCharCode(97 + index),
    priority: priority!.startsWith("?") ? unknown(priority!) : Number.parseInt(priority!, 10),
    direction: direction ? wordOf<Direction>(direction === "out" ? "Outbound" : direction) : "Inbound",
    access: wordOf<Access>(access!),
    protocol: wordOf<Protocol | "*">(protocol!),
    source: source!.split(",").map(readAddress),
    sourcePorts: sourcePorts!.split(",").map(readPort),
    destination: destination!.split(",").map(readAddress),
    destinationPorts: destinationPorts!.split(",").map(readPort),
    possiblyAbsent: /^\d+\?$/.test(priority!),
  }
}

function wordOf<T extends string>(word: string): Maybe<T> {
  return word.startsWith("?") ? unknown(word) : (word as T)
}

function unknown(identity: string): Unknown {
  return { identity, reason: "of the test" }
}

function readAddress(text: string): AddressTerm {
  if (text.startsWith("?")) return { kind: "unknown", key: `unknown:${text}`, unknown: unknown(text) }
  if (text.startsWith("asg:")) return { kind: "group", key: text, name: text.slice(4) }
  return parseAddress(text) as AddressTerm
}

function readPort(text: string): PortTerm {
  if (text.startsWith("?")) return { unknown: unknown(text) }
  const range = parsePort(text)
  if ("fault" in range) throw new Error(text)
  return range
}
