import path from "node:path"
import { pathToFileURL } from "node:url"
import { BoundedCache } from "../values/bounded-cache.ts"
import { remember } from "../values/remember.ts"
import type { LinkHost } from "../workspace/linked-templates.ts"
import type { Io } from "./command.ts"
import { nodeFiles } from "./node-files.ts"
import { readUri } from "./read-source.ts"

/** The files that templates may link to: those that were found, and those beside a template or in the folders beside it.
 * `texts`: what stands in the place of what files have, by URI. */
export function linkedSources(
  found: readonly string[],
  { cwd, within }: Pick<Io, "cwd" | "within">,
  texts?: ReadonlyMap<string, string>,
): LinkHost {
  const uris = found.filter(name => name !== "-").map(name => pathToFileURL(path.resolve(cwd, name)).href)
  const read = new BoundedCache<string>(mostKept)
  const listed = new Map<string, Promise<readonly string[]>>()
  return {
    async list(from) {
      const folder = from.slice(0, from.lastIndexOf("/"))
      const beside = await remember(listed, folder, () => nodeFiles.list({ folder, ...nearFiles }))
      return new Set([...uris, ...beside])
    },
    async read(uri) {
      const known = texts?.get(uri) ?? read.get(uri)
      if (known !== undefined) return known
      const text = await readUri(uri, within)
      if (text !== undefined) read.set(uri, text, text.length)
      return text
    },
  }
}

/** Characters of the texts that are kept: many templates link the same ones. */
export const mostKept = 4 * 1024 * 1024

const nearFiles = { include: ["*.{json,jsonc}", "*/*.{json,jsonc}"], exclude: ["*/*/**"] }
