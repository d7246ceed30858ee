/** A link to a file, as far as it is known. */
export interface Link {
  /** Its path, with "/" between the names: without what comes before the part that is known, and without a query. */
  readonly path: string
  /** Relative to the linking file; to a base that is not known here; to the host of a full address. */
  readonly to: "file" | "unknown" | "host"
}

/**
 * Of the files that there are, the one that a link leads to. A relative path says which. Of an address, where only Azure knows
 * what stands before the end, it is the file whose path ends like the address: with the most names of it, and of several the
 * nearest to the linking file. Undefined where that is none, or several.
 */
export function linkTarget(link: Link, from: string, uris: readonly string[]): string | undefined {
  const folder = from.slice(0, from.lastIndexOf("/") + 1)
  if (link.to === "file") return uris.find(uri => isSame(uri, resolved(folder, link.path)))
  const beside = link.to === "unknown" && uris.find(uri => isSame(uri, resolved(folder, link.path)))
  if (beside) return beside
  const names = namesIn(link.path)
  const matches = uris.flatMap(uri => {
    const shared = sharedEnd(names, namesIn(uri))
    const isEnough = link.to === "unknown" ? shared === names.length : isLikely(shared, uri, folder, from)
    return shared > 0 && isEnough ? [{ uri, shared, near: sharedStart(folder, uri) }] : []
  })
  const most = best(matches, ({ shared }) => shared)
  const [only, another] = best(most, ({ near }) => near)
  return another ? undefined : only?.uri
}

/** A name alone says little of a file elsewhere: it is taken for one beside the linking file. */
function isLikely(shared: number, uri: string, folder: string, from: string): boolean {
  return shared > 1 || (uri !== from && uri.startsWith(folder) && !uri.slice(folder.length).includes("/"))
}

function best<T>(items: readonly T[], measure: (item: T) => number): readonly T[] {
  const most = Math.max(...items.map(measure))
  return items.filter(item => measure(item) === most)
}

function resolved(folder: string, path: string): string {
  const names = folder.slice(0, -1).split("/")
  for (const name of path.split("/")) {
    if (name === "..") names.pop()
    else if (name !== "" && name !== ".") names.push(encodeURIComponent(name))
  }
  return names.join("/")
}

function isSame(one: string, other: string): boolean {
  return decoded(one).toLowerCase() === decoded(other).toLowerCase()
}

/** In lower case, without steps that lead nowhere. */
function namesIn(path: string): readonly string[] {
  return decoded(path)
    .toLowerCase()
    .split("/")
    .filter(name => name !== "" && name !== "." && name !== "..")
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function sharedEnd(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length, other.length)
  for (let count = 0; count < most; count++) if (one.at(-1 - count) !== other.at(-1 - count)) return count
  return most
}

/** How many characters two addresses share from the start, in whole folders. */
function sharedStart(folder: string, uri: string): number {
  const [names, others] = [folder.split("/"), uri.split("/")]
  const apart = names.findIndex((name, index) => name !== others[index])
  return apart < 0 ? names.length : apart
}
