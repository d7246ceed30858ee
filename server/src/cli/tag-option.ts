import path from "node:path"
import { fileURLToPath } from "node:url"
import { issueOf, latestOf, type TagData } from "../azure/tag-data.ts"
import { isTagFileName, readTagFile } from "../azure/tag-file.ts"
import { listWords } from "../checks/wording.ts"
import { isProblem } from "../features/flow-text.ts"
import type { Unreadable } from "../outputs/report.ts"
import type { Io } from "./command.ts"
import { readSource } from "./read-source.ts"

/** What the help of each command that takes tag data says of it. */
export const tagsHelp =
  "  --service-tags FILE   the prefixes of service tags: one of Microsoft's ServiceTags_*.json files"

/** The tag data of a command, and the tag files that could not be read. */
export interface FoundTags {
  readonly tagData?: TagData | undefined
  readonly unreadable: readonly Unreadable[]
}

/**
 * `--service-tags FILE`; else the file that the configuration names by its URI, "" for none; else of the files that a command
 * reads the latest that has a tag file's name.
 */
export async function findTags(
  option: string | undefined,
  configured: string,
  files: readonly string[],
  io: Io,
): Promise<FoundTags | { readonly problem: string }> {
  if (option !== undefined) return readNamed(option, "--service-tags", io)
  if (configured !== "") return readNamed(path.relative(io.cwd, fileURLToPath(configured)), "serviceTags", io)
  const read: (TagData | Unreadable)[] = []
  for (const name of files.filter(isTagFileName)) read.push(await readTags(name, io))
  const found = read.filter((one): one is TagData => !isUnreadable(one))
  const tagData = latestOf(found)
  if (!tagData && found.length > 0) {
    const issues = listWords(found.map(issueOf))
    io.err(`nsg: service tag files of different clouds, ${issues}: none is used. Name one with --service-tags.\n`)
  }
  return { tagData, unreadable: read.filter(isUnreadable) }
}

async function readNamed(name: string, by: string, io: Io): Promise<FoundTags | { readonly problem: string }> {
  const tagData = await readTags(name, io)
  return isUnreadable(tagData) ? { problem: `${by}: ${tagData.shown} ${tagData.problem}` } : { tagData, unreadable: [] }
}

async function readTags(name: string, io: Io): Promise<TagData | Unreadable> {
  const read = await readSource(name, io)
  if ("problem" in read) return read
  const data = readTagFile(read.source.text, read.shown)
  if (isProblem(data)) {
    const place = data.at ? `:${data.at.line}:${data.at.column}` : ""
    return { path: read.path, shown: `${read.shown}${place}`, problem: data.problem }
  }
  for (const problem of data.problems.slice(0, mostProblems)) io.err(`nsg: ${read.shown}: ${problem}\n`)
  const more = data.problems.length - mostProblems
  if (more > 0) io.err(`nsg: ${read.shown}: ${more} more problems of this kind.\n`)
  return data
}

const mostProblems = 3

function isUnreadable(value: TagData | Unreadable): value is Unreadable {
  return "problem" in value
}
