import { keptFor } from "./kept-for.ts"

/**
 * Gives objects a property that is worked out when someone asks for it, from the object itself. All of them share one accessor. One
 * that is written out in an object literal is another for each object, which makes each a hidden class of its own: slow to make,
 * slow to read, and nothing that the accessor uses goes with the quick collections of young objects.
 */
export function lazyPart<T extends object, K extends keyof T>(
  name: K,
  find: (object: T) => T[K],
): <R extends object>(rest: R) => R & Pick<T, K> {
  const found = keptFor(find)
  const accessor: PropertyDescriptor = {
    get(this: T) {
      return found(this)
    },
    enumerable: true,
    configurable: true,
  }
  return rest => Object.defineProperty(rest, name, accessor) as typeof rest & Pick<T, K>
}
