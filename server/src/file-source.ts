/** Reads files that no editor has open, on whatever platform the server runs. */
export interface FileSource {
  /** The text, without its byte order mark; undefined where there is none to read. */
  read(uri: string): Promise<string | undefined>
}
