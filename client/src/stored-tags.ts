import { readdirSync, statSync } from "node:fs"
import { mkdir, rename, rm, writeFile } from "node:fs/promises"
import path from "node:path"
import { type ExtensionContext, Uri } from "vscode"
import type { DownloadedTags } from "./download-tags.ts"

/** The service tag file that was downloaded last; undefined where none was. */
export function storedTags(context: ExtensionContext): Uri | undefined {
  const folder = folderOf(context)
  const [latest] = filesIn(folder)
    .map(name => path.join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  return latest === undefined ? undefined : Uri.file(latest)
}

/**
 * Keeps a service tag file for all workspaces, and no other. It is written beside the one before and takes its place when it
 * is whole: whatever goes wrong, one of the two is there.
 */
export async function storeTags(context: ExtensionContext, { name, text }: DownloadedTags): Promise<Uri> {
  const folder = folderOf(context)
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, name)
  const part = `${file}.${process.pid}.part`
  try {
    await writeFile(part, text, { flush: true })
    await rename(part, file)
  } finally {
    await rm(part, { force: true })
  }
  const others = filesIn(folder).filter(other => other !== name)
  await Promise.all(others.map(other => rm(path.join(folder, other), { force: true })))
  return Uri.file(file)
}

function folderOf({ globalStorageUri }: ExtensionContext): string {
  return path.join(globalStorageUri.fsPath, "service-tags")
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith(".json"))
  } catch {
    return []
  }
}
