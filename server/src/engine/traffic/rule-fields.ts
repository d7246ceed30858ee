import type { AddressPrefix, AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { remember } from "../../values/remember.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { emptySet, type IntervalSet } from "./interval-set.ts"
import type { NameFacts } from "./name-facts.ts"
import { directionPoints, only, type Part, parts, protocolPoints } from "./parts.ts"
import { portSet } from "./port-set.ts"
import { presenceName } from "./presence-facts.ts"
import { type Field, fieldOf } from "./region.ts"

/** A rule as seven sets of points, one for each part: it takes a packet exactly where each field holds the packet's point. */
export interface FieldedRule<R extends MatchingRule> {
  readonly rule: R
  readonly fields: Readonly<Record<Part, Field>>
  /** The parts that may tell packets apart; in the others the rule holds all that are asked about. */
  readonly open: readonly Part[]
}

/** `presence` names what a possibly absent rule without conditions, or one without a known priority, depends on. */
export function fieldsOf<R extends MatchingRule>(rule: R, presence: string, space: AddressSpace): FieldedRule<R> {
  const { names } = space
  const isSettled = !rule.possiblyAbsent && !isUnknown(rule.priority)
  return {
    rule,
    open: parts,
    fields: {
      direction: wordField(rule.direction, directionPoints, "direction", space),
      presence: isSettled ? isThere : fieldOf(emptySet, [presenceName(rule, presence)], names.presence),
      protocol: wordField(rule.protocol, protocolPoints, "protocol", space),
      source: addressField(rule.source, space),
      sourcePort: keptPorts(rule.sourcePorts, space),
      destination: addressField(rule.destination, space),
      destinationPort: keptPorts(rule.destinationPorts, space),
    },
  }
}

const isThere: Field = { points: only(0), names: [], sure: only(0) }

function wordField(
  word: Maybe<string>,
  pointsOf: (word: string) => IntervalSet,
  part: "direction" | "protocol",
  space: AddressSpace,
): Field {
  if (isUnknown(word)) return fieldOf(emptySet, [word.identity], space.names[part])
  return kept(`${part} ${word}`, space, () => fieldOf(pointsOf(word), [], space.names[part]))
}

function addressField(terms: readonly AddressTerm[], space: AddressSpace): Field {
  const key = terms.length === 1 ? terms[0]!.key : terms.map(term => term.key).join(" ")
  return kept(key, space, () => readAddresses(terms, space))
}

function keptPorts(terms: readonly PortTerm[], space: AddressSpace): Field {
  let key = ""
  for (const term of terms) key += "unknown" in term ? `?${term.unknown.identity},` : `${term.first}-${term.last},`
  return kept(`ports ${key}`, space, () => portField(terms, space.names.sourcePort))
}

/** Of a field of the space's own rules it is the one that they have. */
function kept(key: string, space: AddressSpace, read: () => Field): Field {
  return space.base?.fields.get(key) ?? remember(space.fields, key, read)
}

export function readAddresses(terms: readonly AddressTerm[], { numbering, names }: AddressSpace): Field {
  const prefixes: AddressPrefix[] = []
  const keys = new Set<string>()
  for (const term of terms) {
    if (term.kind === "prefix") prefixes.push(term)
    else if (term.kind !== "any") keys.add(term.key)
  }
  const isAny = terms.some(({ kind }) => kind === "any")
  return fieldOf(isAny ? numbering.addresses : numbering.prefixSet(prefixes), [...keys], names.source)
}

export function portField(terms: readonly PortTerm[], facts: NameFacts): Field {
  const names = new Set<string>()
  for (const term of terms) if ("unknown" in term) names.add(term.unknown.identity)
  return fieldOf(portSet(terms), [...names], facts)
}
