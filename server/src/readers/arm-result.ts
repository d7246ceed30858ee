import { tooMuchWork } from "../expressions/evaluation.ts"
import { armGroups } from "./arm-groups.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import type { Dialect, LocatedGroup, ReadResult } from "./reader.ts"

/** What the resources of a template come to. `scope` is that of the outermost one, whose budget all of them share. */
export function armResult(
  dialect: Dialect,
  resources: readonly ArmResource[],
  scope: ArmScope,
  text: string,
): ReadResult {
  const groups = armGroups(resources)
  const result = { dialect, groups, hasLoadBalancer: hasLoadBalancer(resources, text) }
  if (!scope.environment.evaluation.exhausted) return result
  return { ...result, groups: groups.map(cutShort), undecided: true }
}

/** There may be rules of the group among what was not evaluated any more. */
function cutShort(group: LocatedGroup): LocatedGroup {
  if (!group.complete) return group
  return { ...group, complete: false, incompleteReason: tooMuchWork }
}

/** One that the template makes or refers to, or a pool of one that a NIC is put into. */
function hasLoadBalancer(resources: readonly ArmResource[], text: string): boolean {
  return resources.some(({ type, node }) => {
    if (type.endsWith("/loadbalancers")) return true
    if (!type.endsWith("/networkinterfaces")) return false
    return /"loadBalancerBackendAddressPools"\s*:\s*\[\s*\{/i.test(text.slice(node.range.start, node.range.end))
  })
}
