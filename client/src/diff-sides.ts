import { TabInputTextDiff, type TextDocument, type Uri, window, workspace } from "vscode"
import { namesGroup } from "../../server/src/readers/recognise.ts"

/** The texts of a diff editor: whoever made it, of a commit, of a pull request, of two files. */
export interface DiffSides {
  readonly before: TextDocument
  readonly after: TextDocument
}

/** Those of the active editor, where it is a diff, both can be read, and one names an NSG. */
export async function activeDiffSides(): Promise<DiffSides | undefined> {
  const input = window.tabGroups.activeTabGroup.activeTab?.input
  if (!(input instanceof TabInputTextDiff)) return undefined
  try {
    const before = await workspace.openTextDocument(input.original)
    const after = await workspace.openTextDocument(input.modified)
    return [before, after].some(side => namesGroup(side.getText())) ? { before, after } : undefined
  } catch {
    // A picture, or a provider that is gone.
    return undefined
  }
}

/**
 * The file of the workspace that a text is a version of, so that its settings and its neighbours count: `git` and its like keep the
 * path. Where there is none, the text's own address.
 */
export function fileOfVersion({ uri }: TextDocument): Uri {
  const files = (workspace.workspaceFolders ?? []).map(({ uri: folder }) => folder.with({ path: uri.path }))
  return files.find(file => workspace.getWorkspaceFolder(file)) ?? uri
}
