import { realpath } from "node:fs/promises"
import path from "node:path"

/** What is said of a file or folder that may not be read. */
export const notAllowed = "is outside the folder that may be read."

/** Whether a file or folder is in the folder out of which nothing may be read, by its path and behind all links; else all may. */
export async function mayRead(file: string, within: string | undefined): Promise<boolean> {
  if (within === undefined) return true
  const [bound, real] = [await realPath(within), await realPath(file)]
  const relative = path.relative(bound, real)
  return relative === "" || !(relative === ".." || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
}

/** Of what is not there the real path of the folder that it would be in. */
async function realPath(file: string): Promise<string> {
  const parent = path.dirname(file)
  return realpath(file).catch(async () =>
    parent === file ? file : path.join(await realPath(parent), path.basename(file)),
  )
}
