import { type GroupEntry, groupEntries, indexedGroupEntries } from "../features/groups.ts"
import type { Workspace } from "./workspace.ts"

/** The groups of all open documents, then those of all other files, each file's in the order of its text. */
export async function workspaceGroups(workspace: Workspace): Promise<GroupEntry[]> {
  const uris = workspace.ownUris()
  const open = await Promise.all(uris.map(uri => workspace.open(uri)))
  const closed = [...workspace.index.texts].filter(({ uri }) => !workspace.documents.get(uri))
  return [
    ...open.flatMap(one => (one ? groupEntries(one.document, one.analysed) : [])),
    ...closed.sort((a, b) => (a.uri < b.uri ? -1 : 1)).flatMap(indexedGroupEntries),
  ]
}
