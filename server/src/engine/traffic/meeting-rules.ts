import type { MatchingRule } from "../security-rule.ts"
import { lowestBit } from "../tables/bit-row.ts"
import type { OrderedFields } from "./ordered-fields.ts"
import { parts } from "./parts.ts"
import type { TrafficCase } from "./traffic-case.ts"
import type { TriedRules } from "./tried-rules.ts"

/** The same as `triedRules` for one case of which what rules say is kept, as its regions are those of many claims. */
export function meetingRules<R extends MatchingRule>(
  { rules, columns }: OrderedFields<R>,
  start: TrafficCase,
): Pick<TriedRules<R>, "meeting" | "isTaken"> {
  const rows = parts.map(part => columns[part].rowsOn(start[part]))
  const meeting: TriedRules<R>["meeting"][number][] = []
  for (let w = 0; w * 32 < rules.length; w++) {
    let possible = -1
    for (const row of rows) possible &= row.possible[w]!
    for (; possible !== 0; possible &= possible - 1) {
      const bit = lowestBit(possible)
      const place = w * 32 + bit
      let open = 0
      for (let p = 0; p < rows.length; p++) if (((rows[p]!.sure[w]! >>> bit) & 1) === 0) open |= 1 << p
      const { rule, fields } = rules[place]!
      meeting.push({ fielded: { rule, fields, open: choices[open]! }, place })
      if (open === 0) return { meeting, isTaken: true }
    }
  }
  return { meeting, isTaken: false }
}

/** Every choice of parts, by the bits of its place. */
const choices = Array.from({ length: 1 << parts.length }, (_, bits) => parts.filter((_, p) => bits & (1 << p)))
