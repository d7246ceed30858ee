import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll } from "vitest"
import type { Io } from "../../../server/src/cli/command.ts"
import { silentIo } from "../../../server/src/cli/silent-io.ts"

const folders: string[] = []

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

/** A working directory with these files, until the tests of a file are done. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<Io> {
  const cwd = await mkdtemp(path.join(tmpdir(), "nsg-estate-"))
  folders.push(cwd)
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true })
    await writeFile(path.join(cwd, name), text)
  }
  return silentIo(cwd)
}
