import type { Condition, SecurityRule } from "../security-rule.ts"
import { clearBit, setBit } from "./bit-row.ts"

/**
 * Makes for each possibly absent rule the row of the placed rules that are there wherever it is: those without a condition, and
 * those that ask for nothing that it does not ask for. Rules that ask for the same share a row. Rules that are only taken
 * to be there count by what they ask for, as this one may be there just where that does not hold. Undefined where the row
 * would be `certain`.
 */
export function companionRows(
  rules: readonly SecurityRule[],
  placed: number,
  certain: Int32Array,
): readonly (Int32Array | undefined)[] {
  if (!rules.some(isConditional)) return []
  const asked = rules.map(({ conditions = [] }) => new Set(conditions.map(keyOf)))
  const byFirst = new Map<string, number[]>()
  for (let r = 0; r < placed; r++) {
    const [first] = asked[r]!
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), r])
  }
  const base = withoutConditional(asked, placed, certain)
  const rows = new Map<string, Int32Array>()
  return rules.map((rule, r) => {
    if (!rule.possiblyAbsent) return undefined
    const all = asked[r]!
    const key = JSON.stringify([...all].sort())
    const known = rows.get(key)
    if (known) return known
    const row = base.slice()
    for (const first of all) {
      for (const other of byFirst.get(first) ?? []) if (isWithin(asked[other]!, all)) setBit(row, 0, other)
    }
    rows.set(key, row)
    return row
  })
}

function isConditional({ conditions }: SecurityRule): boolean {
  return conditions !== undefined && conditions.length > 0
}

function keyOf({ identity, holds }: Condition): string {
  return `${holds ? "+" : "-"}${identity}`
}

function withoutConditional(asked: readonly ReadonlySet<string>[], placed: number, certain: Int32Array): Int32Array {
  const row = certain.slice()
  for (let r = 0; r < placed; r++) if (asked[r]!.size > 0) clearBit(row, 0, r)
  return row
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) if (!all.has(one)) return false
  return true
}
