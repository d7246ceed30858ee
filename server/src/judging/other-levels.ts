import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { AttachedPlace, Attachments, OtherLevel } from "./attachments.ts"
import { type RuledGroup, ruledGroup } from "./judged-group.ts"

/** What else traffic of a machine behind a group passes. */
export interface KnownLevel {
  readonly kind: "subnet" | "networkInterface"
  /** `vnet/subnet`, or the network interface's name. */
  readonly name: string
  /** Undefined where nothing filters there. */
  readonly ruled: RuledGroup | undefined
}

/**
 * The other level of all machines behind a group. Undefined where part of that is not known, or rules of a group there are
 * hidden: then everything may get through.
 */
export function otherLevels({ places, areAll }: Attachments): readonly KnownLevel[] | undefined {
  const isKnown = areAll && places.length > 0 && places.every(isKnownPlace)
  if (!isKnown) return undefined
  const levels = places.flatMap(place => place.others.map(other => levelAt(place, other)))
  const isHidden = ({ ruled }: KnownLevel) => ruled !== undefined && isPartlyKnown(ruled.group)
  return levels.some(isHidden) ? undefined : levels
}

function isKnownPlace({ others, areAllOthers }: AttachedPlace): boolean {
  return areAllOthers && others.length > 0 && others.every(({ kind }) => kind !== "unknown")
}

function levelAt({ level }: AttachedPlace, other: OtherLevel): KnownLevel {
  const kind = level === "subnet" ? "networkInterface" : "subnet"
  return { kind, name: other.name, ruled: other.kind === "group" ? ruledOnce(other.group) : undefined }
}

const ruled = new WeakMap<LocatedGroup, RuledGroup>()

/** A group is prepared once, however many others ask about it. */
function ruledOnce(group: LocatedGroup): RuledGroup {
  const known = ruled.get(group) ?? ruledGroup(group)
  ruled.set(group, known)
  return known
}
