import type { SecurityRule } from "../../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../../server/src/values/address.ts"
import { portText } from "../../../server/src/values/parse-ports.ts"
import type { PortTerm } from "../../../server/src/values/port.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import type { TinyGroup } from "./tiny-group.ts"

/** A group for a failure's message: a rule a line, then what is known of names. */
export function printGroup({ rules, facts, names }: TinyGroup): string {
  const about = names.map(({ key }) => `${key}: ${printJson(facts.about(key))}`)
  return [...rules.map(printRule), ...about].join("\n")
}

function printRule(rule: SecurityRule): string {
  const word = (value: unknown) => (isUnknown(value) ? `?${value.identity}` : String(value))
  const addresses = (terms: readonly AddressTerm[]) => terms.map(({ key }) => key).join("+")
  const ports = (terms: readonly PortTerm[]) =>
    terms.map(term => ("unknown" in term ? word(term.unknown) : portText(term))).join("+")
  const from = `${addresses(rule.source)} :${ports(rule.sourcePorts)}`
  const to = `${addresses(rule.destination)} :${ports(rule.destinationPorts)}`
  const asked = (rule.conditions ?? []).map(({ identity, holds }) => `, ${holds ? "" : "not "}${identity}`)
  const words = [rule.priority, rule.direction, rule.access, rule.protocol].map(word).join(" ")
  return `${rule.name} ${words} ${from} -> ${to}${rule.possiblyAbsent ? ` (possibly absent${asked.join("")})` : ""}`
}

/** JSON with address terms by their keys. */
export function printJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one?.key === "string" ? one.key : one))
}
