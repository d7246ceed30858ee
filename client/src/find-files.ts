import { FileType, RelativePattern, Uri, workspace } from "vscode"
import { globMatcher } from "../../server/src/workspace/file-globs.ts"

/**
 * File systems that VS Code can search. Of any other `workspace.findFiles` never answers: it waits for a search provider, and
 * what extensions may offer is only the file system itself.
 */
const searchable: ReadonlySet<string> = new Set(["file", "vscode-remote", "vscode-vfs"])

/** The files of a workspace folder that globs from it name, without those that others name. */
export async function findFiles(
  folder: Uri,
  include: readonly string[],
  exclude: readonly string[] = [],
): Promise<readonly Uri[]> {
  if (!searchable.has(folder.scheme))
    return walk(folder, { include: globMatcher(include), exclude: globMatcher(exclude) })
  // Undefined would be the setting files.exclude alone, which counts beside a pattern, too.
  const hidden = exclude.length > 0 ? new RelativePattern(folder, `{${exclude.join(",")}}`) : undefined
  const found = await Promise.all(include.map(glob => workspace.findFiles(new RelativePattern(folder, glob), hidden)))
  const byText = new Map(found.flat().map(uri => [uri.toString(), uri]))
  return [...byText.values()]
}

interface Globs {
  readonly include: (name: string) => boolean
  readonly exclude: (name: string) => boolean
}

/** Links are not followed, so that the walk ends. What cannot be listed is left out. */
async function walk(root: Uri, globs: Globs, folder = ""): Promise<readonly Uri[]> {
  const entries = await workspace.fs.readDirectory(Uri.joinPath(root, folder)).then(
    listed => listed,
    () => [],
  )
  const found = await Promise.all(
    entries.map(async ([last, type]) => {
      const name = folder === "" ? last : `${folder}/${last}`
      if (leftOut.has(last) || globs.exclude(name)) return []
      if (type === FileType.Directory) return globs.exclude(`${name}/`) ? [] : walk(root, globs, name)
      return type === FileType.File && globs.include(name) ? [Uri.joinPath(root, name)] : []
    }),
  )
  return found.flat()
}

/** Never anybody's own sources, whatever the globs say. */
const leftOut: ReadonlySet<string> = new Set([".git", "node_modules"])
