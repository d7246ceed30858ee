import { tooMuchWork } from "../expressions/evaluation.ts"
import { armGroups } from "./arm-groups.ts"
import { withProbes } from "./arm-probes.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import type { ReadOptions } from "./dialect-reader.ts"
import type { Dialect, LocatedGroup, ReadResult } from "./reader.ts"

/** What the resources of a template come to. `scope` is that of the outermost one, whose budget all of them share. */
export function armResult(
  dialect: Dialect,
  resources: readonly ArmResource[],
  scope: ArmScope,
  options?: ReadOptions,
): ReadResult {
  const groups = armGroups(resources, options)
  if (scope.environment.evaluation.exhausted) return { dialect, groups: groups.map(cutShort), undecided: true }
  return { dialect, groups: withProbes(groups, resources) }
}

/** There may be rules of the group among what was not evaluated any more. */
function cutShort(group: LocatedGroup): LocatedGroup {
  if (!group.complete) return group
  return { ...group, complete: false, incompleteReason: tooMuchWork }
}
