import type { PortTerm } from "../../values/port.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { AdminRule } from "../traffic-path.ts"
import { presenceName } from "./presence-facts.ts"

/** A text that two rules of one list share only if they do the same to the same traffic, at whatever priority. */
export function ruleMeaning(rule: AdminRule): string {
  const isOpen = rule.possiblyAbsent || isUnknown(rule.priority)
  return JSON.stringify([
    word(rule.direction),
    word(rule.access),
    word(rule.protocol),
    ...[rule.source, rule.destination].map(terms => terms.map(({ key }) => key).toSorted()),
    ...[rule.sourcePorts, rule.destinationPorts].map(terms => terms.map(port).toSorted()),
    // Whether a rule is there that need not be goes by its conditions, else by its name.
    ...(isOpen ? [presenceName(rule, rule.name.toLowerCase())] : []),
  ])
}

function word(value: Maybe<string | number>): string {
  return isUnknown(value) ? `unknown ${value.identity}` : `${value}`
}

function port(term: PortTerm): string {
  return "unknown" in term ? `unknown ${term.unknown.identity}` : `${term.first}-${term.last}`
}
