import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { ListedTag } from "./listed-tag.ts"
import type { TagData } from "./tag-data.ts"

/** Facts with what the data lists: such a tag holds just its prefixes. Of all others no more is known than before. */
export function withTagData(facts: AddressFacts, data: TagData): AddressFacts {
  const known = new Map<string, SetFacts>()
  return {
    about: key => {
      const tag = data.tags.get(key)
      if (!tag) return facts.about(key)
      let listed = known.get(key)
      if (!listed) {
        listed = listedFacts(tag, facts.about(key), data)
        known.set(key, listed)
      }
      return listed
    },
  }
}

/** That it lies in a tag of which the data has the prefixes, too, is told by these. */
function listedFacts({ prefixes }: ListedTag, about: SetFacts | undefined, { tags }: TagData): SetFacts {
  const inside = about?.inside?.filter(key => !tags.has(key)) ?? []
  return { sure: prefixes, possible: prefixes, ...(inside.length > 0 && { inside }) }
}
