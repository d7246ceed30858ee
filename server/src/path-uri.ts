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
