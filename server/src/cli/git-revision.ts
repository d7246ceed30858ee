import { execFile, spawn } from "node:child_process"
import path from "node:path"
import { promisify } from "node:util"

/** `git:REV:PATH`: a file or folder as a revision has it; PATH from the root of the repository, with `./` from the directory. */
export interface GitRevision {
  readonly revision: string
  readonly path: string
}

export function parseRevision(text: string): GitRevision | undefined {
  const [, revision, place] = /^git:([^:]+):(.*)$/s.exec(text) ?? []
  return revision === undefined || place === undefined ? undefined : { revision, path: place }
}

/** How a revision is written, for someone who named one as a path; "" for any other path that is not there. */
export async function revisionAdvice(place: string, cwd: string): Promise<string> {
  const name = place.replace(/^git:/, "")
  if (name === "" || name.startsWith("-")) return ""
  const isMeant = name !== place || typeof (await git(["rev-parse", "--verify", "--quiet", name], cwd)) === "string"
  return isMeant ? ` For a git revision write git:${name}:PATH, or git:${name}: for all of it.` : ""
}

/** A file of a revision. */
export interface RevisionFile {
  /** From the folder that was asked for, or the file's own name; with `/`. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Repository {
  /** A directory in it. */
  readonly cwd: string
  /** Whether links are read that may lead to other folders of it. */
  readonly followsLinks: boolean
}

/**
 * The files of a revision that a path stands for, through the git that is there. Only contents are asked for: nothing that a
 * repository configures is run.
 */
export async function readRevision(
  { revision, path: place }: GitRevision,
  { cwd, followsLinks }: Repository,
  isWanted: (name: string) => boolean,
): Promise<{ readonly isFile: boolean; readonly files: readonly RevisionFile[] } | { readonly problem: string }> {
  if (revision.startsWith("-")) return { problem: `"${revision}" is not a revision.` }
  const object = `${revision}:${place}`
  const type = await git(["cat-file", "-t", object], cwd)
  if (typeof type !== "string") return type
  if (type.trim() === "blob") {
    const files = await readBlobs([{ name: path.posix.basename(place), object }], { cwd, followsLinks })
    return "problem" in files ? files : { isFile: true, files }
  }
  // Without --full-tree git leaves out what is not below the directory that it is asked in.
  const listed = await git(["ls-tree", "-r", "-z", "--full-tree", object], cwd)
  if (typeof listed !== "string") return listed
  const entries = listed.split("\0").flatMap(line => {
    const [, mode, id, name] = /^(100|120)\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    if (id === undefined || name === undefined || !isSource(name) || !isWanted(name)) return []
    if (mode === "100") return [{ name, object: id }]
    // What a link leads to is found by its name.
    return followsLinks ? [{ name, object: inFolder(object, name) }] : []
  })
  const files = await readBlobs(entries, { cwd, followsLinks })
  return "problem" in files ? files : { isFile: false, files }
}

/** A file of a folder, or of a folder of a revision. */
export function inFolder(folder: string, name: string): string {
  return /[:/]$/.test(folder) ? `${folder}${name}` : `${folder}/${name}`
}

function isSource(name: string): boolean {
  return !name.split("/").some(part => part === "node_modules")
}

/** A file beside one of a revision; undefined where there is none. */
export async function readBeside(
  { revision, path: place }: GitRevision,
  name: string,
  repository: Repository,
): Promise<Uint8Array | undefined> {
  const folder = place.includes("/") ? place.slice(0, place.lastIndexOf("/") + 1) : ""
  const files = await readBlobs([{ name, object: `${revision}:${folder}${name}` }], repository)
  return "problem" in files ? undefined : files[0]?.bytes
}

interface Blob {
  readonly name: string
  /** Its id, or how git finds it. */
  readonly object: string
}

/** All in one process: a folder may have thousands. Names with line breaks cannot be asked for, and no file of ours has one. */
async function readBlobs(
  blobs: readonly Blob[],
  { cwd, followsLinks }: Repository,
): Promise<readonly RevisionFile[] | { readonly problem: string }> {
  const links = followsLinks ? ["--follow-symlinks"] : []
  const child = spawn("git", ["-C", cwd, "cat-file", "--batch", ...links], {
    ...elsewhere,
    stdio: ["pipe", "pipe", "ignore"],
  })
  const chunks: Buffer[] = []
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => child.on("close", () => resolve()).on("error", reject))
  child.stdin.on("error", () => {})
  child.stdin.end(blobs.map(({ object }) => `${object.replace(/\n/g, "")}\n`).join(""))
  try {
    await ended
  } catch (error) {
    return { problem: explain(error) }
  }
  return contentsIn(Buffer.concat(chunks), blobs)
}

/**
 * `ID blob SIZE`, a line break, the bytes, a line break; the same with another word for what is no file, and without an id for a link
 * that leads to nothing or out of the revision; `OBJECT missing` for what is not there.
 */
function contentsIn(output: Buffer, blobs: readonly Blob[]): readonly RevisionFile[] {
  let at = 0
  return blobs.flatMap(({ name }) => {
    const end = output.indexOf(10, at)
    const [, kind, size] = /^\S+( \w+)? (\d+)$/.exec(output.toString("utf8", at, end)) ?? []
    const from = end + 1
    at = size === undefined ? from : from + Number(size) + 1
    return kind === " blob" ? [{ name, bytes: output.subarray(from, from + Number(size)) }] : []
  })
}

/**
 * Windows looks for programs first where it is: a `git.exe` of the repository must not be run. What a partial clone lacks is not
 * fetched.
 */
const elsewhere = { cwd: path.dirname(process.execPath), env: { ...process.env, GIT_NO_LAZY_FETCH: "1" } }

async function git(args: readonly string[], cwd: string): Promise<string | { readonly problem: string }> {
  try {
    const { stdout } = await promisify(execFile)("git", ["-C", cwd, ...args], { ...elsewhere, maxBuffer: 1 << 28 })
    return stdout
  } catch (error) {
    return { problem: explain(error) }
  }
}

function explain(error: unknown): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message?: string }
  if (code === "ENOENT") return "cannot be read: git is not installed, or not in PATH."
  const [line = message ?? ""] = (stderr ?? "").trim().split("\n")
  return `cannot be read: git says "${line.replace(/^fatal: /, "")}".`
}
