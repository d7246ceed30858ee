import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { Condition, SecurityRule } from "../security-rule.ts"
import type { RuleSequence } from "../tables/rule-sequence.ts"
import type { TableField } from "../tables/rule-tables.ts"

/** What differs between two sequences that have the same rules in the same places but for a few edited ones. */
export interface RuleChanges {
  readonly rules: readonly number[]
  readonly fields: ReadonlySet<TableField>
}

/** Compares by content, never by identity. Undefined where rules came, went or moved, or more than `most` differ. */
export function changesBetween(
  before: RuleSequence<SecurityRule>,
  after: RuleSequence<SecurityRule>,
  most: number,
): RuleChanges | undefined {
  const count = after.rules.length
  if (before.rules.length !== count || before.placed !== after.placed) return undefined
  const rules: number[] = []
  const fields = new Set<TableField>()
  for (let r = 0; r < count; r++) {
    const a = before.rules[r]!
    const b = after.rules[r]!
    const isReordered = before.earlierEnd[r] !== after.earlierEnd[r]
    if (a === b && !isReordered) continue
    let differs = isReordered || !isSame(a.access, b.access) || !isSamePresence(a, b)
    for (const field of tableFields) {
      if (isSameField(a, b, field)) continue
      fields.add(field)
      differs = true
    }
    if (!differs) continue
    if (rules.push(r) > most) return undefined
  }
  return { rules, fields }
}

/** The fields that say which packets a rule takes. */
export const tableFields: readonly TableField[] = [
  "protocol",
  "sourcePorts",
  "destinationPorts",
  "source",
  "destination",
]

/** By content, never by identity. */
export function isSameField(a: SecurityRule, b: SecurityRule, field: TableField): boolean {
  if (field === "protocol") return isSame(a.protocol, b.protocol)
  if (field === "source" || field === "destination") return isSameList(a[field], b[field], isSameTerm)
  return isSameList(a[field], b[field], isSamePort)
}

export function isSame<T>(a: Maybe<T>, b: Maybe<T>): boolean {
  if (!isUnknown(a) || !isUnknown(b)) return a === b
  return a.identity === b.identity && `${a.oneOf}` === `${b.oneOf}`
}

export function isSamePresence(a: SecurityRule, b: SecurityRule): boolean {
  return a.possiblyAbsent === b.possiblyAbsent && isSameList(a.conditions ?? [], b.conditions ?? [], isSameCondition)
}

function isSameCondition(a: Condition, b: Condition): boolean {
  return a.identity === b.identity && a.holds === b.holds
}

function isSameTerm(a: AddressTerm, b: AddressTerm): boolean {
  return a.key === b.key
}

function isSamePort(a: PortTerm, b: PortTerm): boolean {
  if ("unknown" in a || "unknown" in b) {
    return "unknown" in a && "unknown" in b && a.unknown.identity === b.unknown.identity
  }
  return a.first === b.first && a.last === b.last
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSameItem: (a: T, b: T) => boolean): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k] && !isSameItem(a[k]!, b[k]!)) return false
  return true
}
