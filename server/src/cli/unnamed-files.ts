import path from "node:path"
import { fileURLToPath } from "node:url"
import type { Io } from "./command.ts"
import { uriOf } from "./read-source.ts"

/** Of files by their URIs, the names of those that nobody has named yet, each once: what a template links is read with it. */
export function unnamedFiles(names: readonly string[], io: Io): (uris: readonly string[]) => readonly string[] {
  const known = new Set(names.map(name => uriOf(name === "-" ? io.stdinName : name, io)))
  return uris => {
    const others = [...new Set(uris)].filter(uri => !known.has(uri))
    for (const uri of others) known.add(uri)
    return others.map(uri => path.relative(io.cwd, fileURLToPath(uri)))
  }
}
