import { readdir, stat } from "node:fs/promises"
import path from "node:path"
import type { Unreadable } from "../outputs/report.ts"
import { mayRead, notAllowed } from "./allowed-folder.ts"
import type { Io } from "./command.ts"
import { explainFailure, nameFile } from "./read-source.ts"

export interface FoundFiles {
  /** Each once, in the order of the arguments; within a directory by name. */
  readonly files: readonly string[]
  /** How many files of the directories are in a language that is not read, by their ending: `.bicep`, `.tf`. */
  readonly notRead: ReadonlyMap<string, number>
  readonly unreadable: readonly Unreadable[]
  /** Whether a directory was among the paths, of which all is there. */
  readonly hasFolder: boolean
  /** How many files their configuration leaves out. */
  readonly ignored?: number
}

/** The files that the paths stand for: themselves, and what lies in the directories among them. */
export async function findFiles(
  paths: readonly string[],
  io: Io,
  isWanted = (name: string) => readExtension.test(name),
): Promise<FoundFiles> {
  const files = new Map<string, string>()
  const notRead = new Map<string, number>()
  const unreadable: Unreadable[] = []
  let hasFolder = false
  for (const name of paths) {
    for await (const found of filesOf(name, io, isWanted)) {
      hasFolder ||= typeof found === "string" && found !== name
      if (typeof found === "string") files.set(found === "-" ? found : path.resolve(io.cwd, found), found)
      else if ("ending" in found) notRead.set(found.ending, (notRead.get(found.ending) ?? 0) + 1)
      else unreadable.push(found)
    }
  }
  return { files: [...files.values()], notRead, unreadable, hasFolder }
}

/** A file of a directory that is not read: source that only another tool makes readable, or the state of one. */
interface NotRead {
  readonly ending: string
}

type Found = string | NotRead | Unreadable
type IsWanted = (name: string) => boolean

async function* filesOf(name: string, io: Io, isWanted: IsWanted): AsyncGenerator<Found> {
  if (name === "-") return yield name
  if (!(await mayRead(path.resolve(io.cwd, name), io.within)))
    return yield { ...nameFile(name, io), problem: notAllowed }
  try {
    const about = await stat(path.resolve(io.cwd, name))
    if (!about.isDirectory()) return yield name
  } catch (error) {
    return yield { ...nameFile(name, io), problem: explainFailure(error) }
  }
  yield* filesIn(name, io, isWanted)
}

/** Links to directories are not followed, so that no file comes twice and the walk ends. */
async function* filesIn(directory: string, io: Io, isWanted: IsWanted): AsyncGenerator<Found> {
  try {
    const entries = await readdir(path.resolve(io.cwd, directory), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path.join(directory, entry.name)
      if (entry.isDirectory()) {
        if (!leftOut.has(entry.name)) yield* filesIn(name, io, isWanted)
      } else if (isWanted(entry.name) && (entry.isFile() || (await isLinkToFile(name, io)))) {
        const isAllowed = entry.isFile() || (await mayRead(path.resolve(io.cwd, name), io.within))
        yield isAllowed ? name : { ...nameFile(name, io), problem: notAllowed }
      } else if (entry.isFile() && otherLanguage.test(entry.name)) {
        yield { ending: path.extname(entry.name).toLowerCase() }
      }
    }
  } catch (error) {
    yield { ...nameFile(directory, io), problem: explainFailure(error) }
  }
}

const leftOut: ReadonlySet<string> = new Set([".git", "node_modules"])
export const readExtension = /\.(json|jsonc|yaml|yml)$/i
const otherLanguage = /\.(bicep|tf|tfstate)$/i

async function isLinkToFile(name: string, io: Io): Promise<boolean> {
  return stat(path.resolve(io.cwd, name)).then(
    about => about.isFile(),
    () => false,
  )
}
