import path from "node:path"
import { pathToFileURL } from "node:url"
import type { LinkHost } from "../linked-templates.ts"
import { remember } from "../values/remember.ts"
import type { Io } from "./command.ts"
import { nodeFiles } from "./node-files.ts"

/** The files that templates may link to: those that were found, and those beside a template or in the folders beside it. */
export function linkedSources(found: readonly string[], { cwd }: Io): LinkHost {
  const uris = found.filter(name => name !== "-").map(name => pathToFileURL(path.resolve(cwd, name)).href)
  const listed = new Map<string, Promise<readonly string[]>>()
  return {
    async list(from) {
      const folder = from.slice(0, from.lastIndexOf("/"))
      const beside = await remember(listed, folder, () => nodeFiles.list({ folder, ...nearFiles }))
      return new Set([...uris, ...beside])
    },
    read: uri => nodeFiles.read(uri),
  }
}

const nearFiles = { include: ["*.{json,jsonc}", "*/*.{json,jsonc}"], exclude: ["*/*/**"] }
