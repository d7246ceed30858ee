import type { Range } from "../syntax/node.ts"

/** Things that stand at one place of a text, where a loop makes several: an editor has one line for all of them. */
export function byPlace<T>(things: readonly T[], placeOf: (thing: T) => Range): readonly (readonly [T, ...T[]])[] {
  const places = new Map<number, [T, ...T[]]>()
  for (const thing of things) {
    const { start } = placeOf(thing)
    const known = places.get(start)
    if (known) known.push(thing)
    else places.set(start, [thing])
  }
  return [...places.values()]
}

/** A name in a lens, above which others stand on the same line. */
export function lensName(name: string): string {
  return name.length > mostLetters ? `${name.slice(0, mostLetters)}…` : name
}

const mostLetters = 40
