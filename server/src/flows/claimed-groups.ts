import { type ClaimWorld, groupCalled, type WorldGroup } from "./claim-world.ts"
import type { TestedClaims } from "./mutation-score.ts"
import { coverageOf } from "./rule-coverage.ts"

/** The groups that lines use by name, and those of which a claim reaches a rule, each once. */
export function claimedGroups(tested: readonly TestedClaims[]): WorldGroup[] {
  const found = new Map<string, WorldGroup>()
  const add = (group: WorldGroup) => {
    const key = `${group.document} ${group.ruled.group.nameRange.start}`
    if (!found.has(key)) found.set(key, group)
  }
  for (const { file, expectations, worldOf } of tested) {
    let world = worldOf(undefined)
    const worlds: ClaimWorld[] = []
    for (const line of file.lines) {
      if (line.kind === "use") world = worldOf(line.file?.text)
      if ("problem" in world) continue
      if (!worlds.includes(world)) worlds.push(world)
      const named = line.kind === "use" && line.type === "nsg" ? groupCalled(world, line.name.text) : undefined
      if (named && !("problem" in named)) add(named)
    }
    for (const one of worlds) {
      for (const { group, claims } of coverageOf(one.groups, expectations)) if (claims > 0) add(group)
    }
  }
  return [...found.values()]
}
