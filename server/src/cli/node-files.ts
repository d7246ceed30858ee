import { readdir } from "node:fs/promises"
import path from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { globMatcher } from "../workspace/file-globs.ts"
import type { FileQuery, FileSource } from "../workspace/file-source.ts"
import { readUri } from "./read-source.ts"

/** The files of the machine that the server runs on. */
export const nodeFiles: FileSource = {
  read: uri => readUri(uri),
  async list({ folder, include, exclude }: FileQuery) {
    if (!folder.startsWith("file:")) return []
    return filesIn(fileURLToPath(folder), "", { isIncluded: globMatcher(include), isExcluded: globMatcher(exclude) })
  },
}

interface Wants {
  readonly isIncluded: (name: string) => boolean
  readonly isExcluded: (name: string) => boolean
}

/** Links are not followed, so that no file comes twice and the walk ends. What cannot be listed is left out. */
async function filesIn(root: string, folder: string, wants: Wants): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => [])
  const found = await Promise.all(
    entries.map(async entry => {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`
      if (leftOut.has(entry.name) || wants.isExcluded(name)) return []
      if (entry.isDirectory()) return wants.isExcluded(`${name}/`) ? [] : filesIn(root, name, wants)
      return entry.isFile() && wants.isIncluded(name) ? [pathToFileURL(path.join(root, name)).href] : []
    }),
  )
  return found.flat()
}

/** Never anybody's own sources, whatever the globs say. */
const leftOut: ReadonlySet<string> = new Set([".git", "node_modules"])
