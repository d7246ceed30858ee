import { editDistance } from "./edit-distance.ts"

/** The name that was probably meant by a misspelt one; undefined where none is near. Case and underscores do not count. */
export function similarName(misspelt: string, names: readonly string[]): string | undefined {
  const plain = plainName(misspelt)
  const [closest] = names
    .filter(name => Math.abs(plainName(name).length - plain.length) <= mostSlips(name))
    .map(name => ({ name, distance: editDistance(plain, plainName(name)) }))
    .filter(({ name, distance }) => distance <= mostSlips(name))
    .sort((a, b) => a.distance - b.distance)
  return closest?.name
}

/** A name without case and underscores. */
function plainName(name: string): string {
  return name.replaceAll("_", "").toLowerCase()
}

/** So many wrong letters may a word have that is taken for this name. */
function mostSlips(name: string): number {
  return Math.max(1, Math.floor(name.length / 6))
}
