/**
 * The URI of a path as people write it in settings: absolute, of Windows too, or relative to a folder's URI. Undefined for
 * a relative one without a folder.
 */
export function pathUri(path: string, folder: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path
  const plain = path.replaceAll("\\", "/")
  if (/^[a-z]:\//i.test(plain)) return `file:///${encodeSegments(plain)}`
  if (plain.startsWith("//")) return `file:${encodeSegments(plain)}`
  if (plain.startsWith("/")) return `file://${encodeSegments(plain)}`
  return folder === "" ? undefined : joined(folder, plain)
}

/** The path of a file's URI for people; any other URI as it is. */
export function shownPath(uri: string): string {
  return uri.startsWith("file:///") ? decodeURIComponent(uri.slice("file://".length)) : uri
}

function joined(folder: string, path: string): string {
  const segments = folder.split("/")
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop()
    else if (segment !== "." && segment !== "") segments.push(encodeURIComponent(segment))
  }
  return segments.join("/")
}

function encodeSegments(path: string): string {
  return path
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/^([a-z])%3A/i, "$1:")
}

/** The same text for all spellings of a URI: editors differ in which characters they encode. */
export function decodedUri(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}

/**
 * The folder of a document. A text that is not saved yet has the path where it is to be, and its scheme says nothing of it: it
 * belongs to the workspace folder that it would lie in, or to the first one.
 */
export function folderUri(uri: string, folders: readonly string[]): string {
  const untitled = /^untitled:(.*)$/s.exec(uri)?.[1]
  if (untitled === undefined) return uri.slice(0, uri.lastIndexOf("/"))
  if (!untitled.startsWith("/")) return folders[0] ?? ""
  const path = untitled.slice(0, untitled.lastIndexOf("/"))
  const home = folders.find(folder => decodedUri(`${path}/`).startsWith(`${decodedUri(pathOf(folder))}/`))
  return (home === undefined ? "file://" : home.slice(0, home.length - pathOf(home).length)) + path
}

/** Without scheme and host. */
function pathOf(uri: string): string {
  return uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "")
}

/** The path from a folder to a file, as people write it: `./network.json`, `../shared/nsg.json`. */
export function relativePath(folder: string, uri: string): string {
  const [from, to] = [decodedUri(folder).split("/"), decodedUri(uri).split("/")]
  const shared = from.findIndex((part, place) => part !== to[place])
  const common = shared < 0 ? from.length : shared
  const up = from.slice(common).map(() => "..")
  return [...(up.length > 0 ? up : ["."]), ...to.slice(common)].join("/")
}
