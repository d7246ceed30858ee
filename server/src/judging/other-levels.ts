import type { LocatedGroup } from "../readers/reader.ts"
import type { Attachments } from "./attachments.ts"
import { type RuledGroup, ruledGroup } from "./judged-group.ts"

/**
 * The groups at the other level of all machines behind a group, each once: of traffic that the group lets through, what
 * passes one of them gets to some machine, and what passes none gets to none. Undefined where a machine has no group there, or
 * where one may have none that is known: then everything may get through.
 */
export function otherLevels({ places, areAll }: Attachments): readonly RuledGroup[] | undefined {
  const others = places.flatMap(place => place.others)
  const areKnown = areAll && others.length > 0 && places.every(place => place.areAllOthers && place.others.length > 0)
  const groups = new Set<LocatedGroup>()
  for (const other of others) {
    if (!areKnown || other.kind !== "group") return undefined
    groups.add(other.group)
  }
  return areKnown ? [...groups].map(ruledOnce) : undefined
}

const ruled = new WeakMap<LocatedGroup, RuledGroup>()

/** A group is prepared once, however many others ask about it. */
function ruledOnce(group: LocatedGroup): RuledGroup {
  const known = ruled.get(group) ?? ruledGroup(group)
  ruled.set(group, known)
  return known
}
