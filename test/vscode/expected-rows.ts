import type { EffectiveRulesAnswer } from "../../server/src/protocol.ts"

/** How many rows the page of an answer has: the rules of one NSG, and what gets through. */
export function expectedRows({ value, client: { view } }: EffectiveRulesAnswer): number {
  const rules = value.flatMap(({ effectiveSecurityRules }) => effectiveSecurityRules)
  const passages = [...(view.passages ?? []), ...view.groups.flatMap(group => group.passages ?? [])]
  const boxes = passages.flatMap(({ known, perhaps, levels }) => [
    ...known,
    ...perhaps,
    ...levels.flatMap(({ stops = [] }) => stops),
  ])
  return rules.length + boxes.length
}
