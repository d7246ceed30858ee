import type { PortTerm } from "../../values/port.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { AdminRule } from "../traffic-path.ts"

/** A text that two rules of one list share only if they do the same to the same traffic, at whatever priority. */
export function ruleMeaning(rule: AdminRule): string {
  const isConditional = rule.possiblyAbsent || isUnknown(rule.priority)
  return JSON.stringify([
    word(rule.direction),
    word(rule.access),
    word(rule.protocol),
    ...[rule.source, rule.destination].map(terms => terms.map(({ key }) => key).toSorted()),
    ...[rule.sourcePorts, rule.destinationPorts].map(terms => terms.map(port).toSorted()),
    // Whether a conditional rule is there goes by its name.
    ...(isConditional ? [rule.name.toLowerCase()] : []),
  ])
}

function word(value: Maybe<string | number>): string {
  return isUnknown(value) ? `unknown ${value.identity}` : `${value}`
}

function port(term: PortTerm): string {
  return "unknown" in term ? `unknown ${term.unknown.identity}` : `${term.first}-${term.last}`
}
