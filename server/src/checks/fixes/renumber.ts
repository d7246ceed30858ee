import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { leastPriority, mostPriority } from "../free-priority.ts"

/** All rules of a direction in their order, with gaps between their priorities; undefined where not all of them are known. */
export function renumberFix({ rules, incompleteReason }: LocatedGroup, { direction }: LocatedRule): Fix | undefined {
  const own = rules.filter(rule => rule.direction === direction)
  const isKnown = rules.every(rule => typeof rule.priority === "number" && typeof rule.direction === "string")
  const step = [10, 5, 2, 1].find(each => leastPriority + each * (own.length - 1) <= mostPriority)
  if (incompleteReason !== undefined || !isKnown || step === undefined) return undefined
  const changes = own
    .toSorted((a, b) => Number(a.priority) - Number(b.priority))
    .map((rule, index) => ({ kind: "set", rule, property: "priority", value: leastPriority + step * index }) as const)
    .filter(({ rule, value }) => rule.priority !== value)
  const title =
    direction === "Inbound"
      ? l10n.t`Renumber all inbound rules in steps of ${step}`
      : l10n.t`Renumber all outbound rules in steps of ${step}`
  return { title, changes }
}
