import type { Condition } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import { isMarked, isUnknown, type Maybe, type Unknown } from "../values/unknown.ts"
import type { LocatedRule } from "./reader.ts"

/** Gives an identity another name; `place` is where in the rule it stands: "source[2]", "condition[0]". */
export type Rename = (identity: string, place: string) => string

/** Whether something unknown in a rule is told apart by where it stands. */
export function holdsLocalMark(rule: LocatedRule): boolean {
  let holds = false
  renameIdentities(rule, identity => {
    if (isMarked(identity)) holds = true
    return identity
  })
  return holds
}

/** The rule with other names for what is unknown in it; the rule itself where none changes. */
export function renameIdentities(rule: LocatedRule, rename: Rename): LocatedRule {
  if (isKnown(rule)) return rule
  const changed: Partial<Record<string, unknown>> = {}
  const unknown = (value: Unknown, place: string): Unknown => {
    const identity = rename(value.identity, place)
    return identity === value.identity ? value : { ...value, identity }
  }
  for (const part of words) {
    const value: Maybe<string | number> = rule[part]
    if (isUnknown(value)) put(changed, part, value, unknown(value, part))
  }
  const address = (term: AddressTerm, place: string) => renamedAddress(term, place, unknown, rename)
  for (const part of addresses) put(changed, part, rule[part], each(rule[part], part, address))
  const port = (term: PortTerm, place: string) => renamedPort(term, place, unknown)
  for (const part of ports) put(changed, part, rule[part], each(rule[part], part, port))
  if (rule.conditions) {
    const condition = (one: Condition, place: string) => renamedCondition(one, place, rename)
    put(changed, "conditions", rule.conditions, each(rule.conditions, "condition", condition))
  }
  return Object.keys(changed).length === 0 ? rule : { ...rule, ...(changed as Partial<LocatedRule>) }
}

/** Whether nothing in a rule has an identity; so it is with most. */
function isKnown(rule: LocatedRule): boolean {
  return (
    !rule.conditions &&
    words.every(part => typeof rule[part] !== "object") &&
    addresses.every(part => rule[part].every(isSet)) &&
    ports.every(part => rule[part].every(isRange))
  )
}

function isSet({ kind }: AddressTerm): boolean {
  return kind !== "unknown" && kind !== "group"
}

function isRange(term: PortTerm): boolean {
  return !("unknown" in term)
}

const words = ["priority", "direction", "access", "protocol"] as const
const addresses = ["source", "destination"] as const
const ports = ["sourcePorts", "destinationPorts"] as const

function put(changed: Partial<Record<string, unknown>>, part: string, before: unknown, after: unknown): void {
  if (before !== after) changed[part] = after
}

/** The same list where no item changes. */
function each<T>(items: readonly T[], part: string, change: (item: T, place: string) => T): readonly T[] {
  const changed = items.map((item, index) => change(item, `${part}[${index}]`))
  return changed.some((item, index) => item !== items[index]) ? changed : items
}

type RenameUnknown = (value: Unknown, place: string) => Unknown

/** A security group whose id is an expression is known by that expression; one that is written out, by what is written. */
function renamedAddress(term: AddressTerm, place: string, unknown: RenameUnknown, rename: Rename): AddressTerm {
  if (term.kind === "unknown") {
    const value = unknown(term.unknown, place)
    return value === term.unknown ? term : { ...term, key: `unknown:${value.identity}`, unknown: value }
  }
  if (term.kind !== "group" || !/[({$⟦]/.test(term.key)) return term
  const key = `${groupPrefix}${rename(term.key.slice(groupPrefix.length), place)}`
  return key === term.key ? term : { ...term, key }
}

const groupPrefix = "group:"

function renamedPort(term: PortTerm, place: string, unknown: RenameUnknown): PortTerm {
  if (!("unknown" in term)) return term
  const value = unknown(term.unknown, place)
  return value === term.unknown ? term : { unknown: value }
}

function renamedCondition(condition: Condition, place: string, rename: Rename): Condition {
  const identity = rename(condition.identity, place)
  return identity === condition.identity ? condition : { ...condition, identity }
}
