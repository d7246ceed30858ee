/** The files of a workspace, on whatever platform the server runs. */
export interface FileSource {
  /** The text, without its byte order mark; undefined where there is none to read. */
  read(uri: string): Promise<string | undefined>
  /** The URIs of the files that a query names, each once, in no particular order. */
  list(query: FileQuery): Promise<readonly string[]>
}

/** Which files of a folder are wanted, by globs that begin in it. */
export interface FileQuery {
  /** URI of a workspace folder. */
  readonly folder: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}
