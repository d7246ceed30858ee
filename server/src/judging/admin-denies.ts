import { addressesLeft } from "../engine/questions/addresses-left.ts"
import type { AttachedAdminRule } from "./admin-level.ts"
import type { GroupRule } from "./group-rule.ts"
import { isBefore, surely } from "./level-passages.ts"
import type { RemoteRules } from "./remote-rules.ts"

/** The security admin rules that surely deny, at the machine that is asked about, some of what a group's rule takes. */
export function adminDenies(rule: GroupRule, rules: RemoteRules): readonly AttachedAdminRule[] {
  const { question, machine } = rules
  const { direction } = question
  const own = rules.own(rule)
  if (!own || !machine) return []
  const taking = machine.admin.rules.flatMap(each => {
    const taken = rules.bound(each, "least")
    const isSure = each.direction === direction && !each.possiblyAbsent
    return taken && isSure ? [{ each, taken }] : []
  })
  const denies = taking.filter(({ each }) => surely.does(each, direction, "Deny"))
  return denies.flatMap(({ each, taken }) => {
    const before = taking.filter(other => isBefore(other.each, each)).map(other => other.taken)
    const { shares } = addressesLeft(rules.prepared(), own, before, { passages: [{ allows: [taken], denies: [] }] })
    return shares.length > 0 ? [each] : []
  })
}
