import type { LocatedRule } from "../readers/reader.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { addressText } from "../values/format-address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortRange, PortTerm } from "../values/port.ts"
import { formatAddress } from "./address-text.ts"

/** A group's rules with one small fault put in. */
export interface Mutant {
  readonly rule: LocatedRule
  /** What was done: `dropped`, `destination port 443 widened to 443-444`. */
  readonly mutation: string
  readonly rules: readonly LocatedRule[]
}

/** Each rule dropped, its access flipped, each of its port ranges one port wider either way, each prefix one bit shorter. */
export function* mutantsOf(rules: readonly LocatedRule[]): Generator<Mutant, undefined> {
  for (const [place, rule] of rules.entries()) {
    yield { rule, mutation: "dropped", rules: rules.toSpliced(place, 1) }
    for (const { mutation, changed } of changesOf(rule)) {
      yield { rule, mutation, rules: rules.with(place, { ...rule, ...changed }) }
    }
  }
}

interface Change {
  readonly mutation: string
  readonly changed: Partial<LocatedRule>
}

function changesOf(rule: LocatedRule): Change[] {
  const { access } = rule
  const other = access === "Allow" ? "Deny" : "Allow"
  return [
    ...(typeof access === "string"
      ? [{ mutation: `access flipped to ${other}`, changed: { access: other } as const }]
      : []),
    ...widerPorts(rule, "sourcePorts", "source port"),
    ...widerPorts(rule, "destinationPorts", "destination port"),
    ...shorterPrefixes(rule, "source"),
    ...shorterPrefixes(rule, "destination"),
  ]
}

function widerPorts(rule: LocatedRule, part: "sourcePorts" | "destinationPorts", word: string): Change[] {
  return rule[part].flatMap((term: PortTerm, place) => {
    if (!("first" in term)) return []
    const { first, last } = term
    const wider: PortRange[] = [
      ...(first > 0 ? [{ first: first - 1, last }] : []),
      ...(last < 65535 ? [{ first, last: last + 1 }] : []),
    ]
    return wider.map(range => ({
      mutation: `${word} ${rangeText(term)} widened to ${rangeText(range)}`,
      changed: { [part]: rule[part].with(place, range) },
    }))
  })
}

function shorterPrefixes(rule: LocatedRule, side: "source" | "destination"): Change[] {
  return rule[side].flatMap((term, place) => {
    const shorter = term.kind === "prefix" ? oneBitShorter(term) : undefined
    if (!shorter) return []
    return [
      {
        mutation: `${side} ${formatAddress(term)} widened to ${formatAddress(shorter)}`,
        changed: { [side]: rule[side].with(place, shorter) },
      },
    ]
  })
}

function oneBitShorter({ family, first, length }: AddressPrefix): AddressTerm | undefined {
  if (length === 0) return undefined
  const size = 1n << BigInt((family === 4 ? 32 : 128) - length + 1)
  const start = BigInt(first) - (BigInt(first) % size)
  const shorter = parseAddress(`${addressText(family, start)}/${length - 1}`)
  return "fault" in shorter ? undefined : shorter
}
