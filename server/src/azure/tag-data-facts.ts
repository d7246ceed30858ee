import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { ListedTag } from "./listed-tag.ts"
import type { TagData } from "./tag-data.ts"

/**
 * Facts with what the data lists: such a tag holds just its prefixes, and that it lies in another listed one is told by
 * these. A tag that is not listed is newer than the data, or of another cloud: what is listed of its base tag does not bound
 * it.
 */
export function withTagData(facts: AddressFacts, data: TagData): AddressFacts {
  const known = new Map<string, SetFacts | undefined>()
  return {
    about: key => {
      if (!known.has(key)) known.set(key, factsOf(facts.about(key), data.tags.get(key), data))
      return known.get(key)
    },
  }
}

function factsOf(about: SetFacts | undefined, tag: ListedTag | undefined, { tags }: TagData): SetFacts | undefined {
  const inside = about?.inside?.filter(key => !tags.has(key)) ?? []
  if (tag) return { sure: tag.prefixes, possible: tag.prefixes, ...(inside.length > 0 && { inside }) }
  return about?.inside?.some(key => tags.has(key)) ? { ...about, inside } : about
}
