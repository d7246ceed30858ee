/** Of these documents the ones whose path ends so and which lie beside the document that names the file, or in a folder below. */
export function filesCalled(file: string, uri: string, uris: readonly string[]): readonly string[] {
  const folder = uri.slice(0, uri.lastIndexOf("/") + 1)
  const ending = `/${encodeURI(file)}`.toLowerCase()
  return uris.filter(one => one.startsWith(folder) && `/${one.slice(folder.length)}`.toLowerCase().endsWith(ending))
}
