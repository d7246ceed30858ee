import { tooMuchWork } from "../expressions/evaluation.ts"
import { lazily } from "../values/lazily.ts"
import { armGroups, leftOutGroups } from "./arm-groups.ts"
import { armLocated } from "./arm-located.ts"
import { withProbes } from "./arm-probes.ts"
import type { ArmResources } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import type { ReadOptions } from "./dialect-reader.ts"
import { asPartial } from "./partial.ts"
import type { Dialect, LocatedGroup, Reading } from "./reader.ts"

/** What the resources of a template come to. `scope` is that of the outermost one, whose budget all of them share. */
export function armResult(
  dialect: Dialect,
  { found, left, calls, others }: ArmResources,
  scope: ArmScope,
  options?: ReadOptions,
): Reading {
  const groups = armGroups(found, left, options)
  const located = lazily(() => armLocated(found))
  const resources = () => [...located(), ...armLocated(others())]
  if (scope.environment.evaluation.exhausted) {
    return { dialect, groups: groups.map(cutShort), resources, undecided: "values", ...(calls.length > 0 && { calls }) }
  }
  const isBalanced = found.some(({ type }) => type === "microsoft.network/loadbalancers")
  const leftOut = leftOutGroups(left)
  return {
    ...{ dialect, groups: isBalanced ? withProbes(groups, located()) : groups, resources },
    ...(leftOut.length > 0 && { leftOut }),
    ...(calls.length > 0 && { calls }),
    ...(scope.environment.evaluation.exhaustedAside && { undecided: "choices" as const }),
  }
}

/** There may be rules of the group among what was not evaluated any more. */
function cutShort(group: LocatedGroup): LocatedGroup {
  return asPartial(group, tooMuchWork())
}
