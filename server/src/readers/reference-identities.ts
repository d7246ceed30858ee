import type { ResourceRef, ResourceSymbol } from "../values/resource-ref.ts"
import { isUnknown, localMarks, type Maybe } from "../values/unknown.ts"
import type { ReadResource } from "./located-resource.ts"

/**
 * The resources of one document, what is unknown in their references under an identity without places: each mark that
 * tells a value apart by where it stands gets a number, in the order in which they are met.
 */
export function withReferenceIdentities(resources: readonly ReadResource[]): readonly ReadResource[] {
  const rename = renaming()
  return resources.map(resource => {
    if (resource.isLiteral) return resource
    const { reference, parent, refer } = resource
    return {
      ...resource,
      reference: rename(reference),
      ...(parent && { parent: rename(parent) }),
      refer: (value, target) => {
        const found = refer(value, target)
        return found && rename(found)
      },
    }
  })
}

function renaming(): (reference: ResourceRef) => ResourceRef {
  const numbers = new Map<string, string>()
  const numbered = (mark: string) => {
    const number = numbers.get(mark) ?? `⟨${numbers.size + 1}⟩`
    numbers.set(mark, number)
    return number
  }
  const renamed = <T>(value: Maybe<T>): Maybe<T> =>
    isUnknown(value) ? { ...value, identity: value.identity.replace(localMarks, numbered) } : value
  return ({ subscription, resourceGroup, symbol, ...reference }) => ({
    ...reference,
    name: reference.name.map(renamed),
    ...(subscription !== undefined && { subscription: renamed(subscription) }),
    ...(resourceGroup !== undefined && { resourceGroup: renamed(resourceGroup) }),
    ...(symbol !== undefined && { symbol: renamed<ResourceSymbol>(symbol) }),
  })
}
