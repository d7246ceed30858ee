import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import type { FileSource } from "../file-source.ts"
import { decodeText } from "./read-source.ts"

/** The files of the machine that the server runs on. */
export const nodeFiles: FileSource = {
  async read(uri) {
    if (!uri.startsWith("file:")) return undefined
    return readFile(fileURLToPath(uri)).then(decodeText, () => undefined)
  },
}
