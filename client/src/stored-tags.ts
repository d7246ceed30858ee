import { type ExtensionContext, FileType, Uri, workspace } from "vscode"
import type { DownloadedTags } from "./download-tags.ts"

/** The service tag file that was downloaded last; undefined where none was. */
export async function storedTags(context: ExtensionContext): Promise<Uri | undefined> {
  const files = await filesIn(folderOf(context))
  const dated = await Promise.all(files.map(async uri => ({ uri, time: await timeOf(uri) })))
  const [latest] = dated.sort((a, b) => b.time - a.time)
  return latest?.uri
}

/**
 * Keeps a service tag file for all workspaces, and no other. It is written beside the one before and takes its place when it
 * is whole: whatever goes wrong, one of the two is there.
 */
export async function storeTags(context: ExtensionContext, { name, text }: DownloadedTags): Promise<Uri> {
  const { fs } = workspace
  const folder = folderOf(context)
  await fs.createDirectory(folder)
  const file = Uri.joinPath(folder, name)
  const part = Uri.joinPath(folder, `${name}.${crypto.randomUUID()}.part`)
  try {
    await fs.writeFile(part, new TextEncoder().encode(text))
    await fs.rename(part, file, { overwrite: true })
  } catch (error) {
    await fs.delete(part).then(undefined, () => {})
    throw error
  }
  const others = (await filesIn(folder)).filter(other => other.path !== file.path)
  await Promise.all(others.map(other => fs.delete(other).then(undefined, () => {})))
  return file
}

/** Another window may be replacing it. */
async function timeOf(uri: Uri): Promise<number> {
  return workspace.fs.stat(uri).then(
    ({ mtime }) => mtime,
    () => 0,
  )
}

function folderOf({ globalStorageUri }: ExtensionContext): Uri {
  return Uri.joinPath(globalStorageUri, "service-tags")
}

async function filesIn(folder: Uri): Promise<Uri[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder)
    return entries.flatMap(([name, type]) =>
      type === FileType.File && name.endsWith(".json") ? [Uri.joinPath(folder, name)] : [],
    )
  } catch {
    return []
  }
}
