import type { NamedThings } from "../features/flow-completion.ts"
import { namedEnds } from "../features/named-ends.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import { folderUri, relativePath } from "./path-uri.ts"
import type { Workspace } from "./workspace.ts"

/** What the lines of a flow file may name: all that the workspace has, by paths from the file's folder. */
export async function flowThings(workspace: Workspace, uri: string): Promise<NamedThings> {
  const texts = (await workspace.texts()).filter(({ groups, resources }) => groups.length > 0 || resources().length > 0)
  const { judged } = await workspace.network(uri)
  const folder = folderUri(uri, workspace.folders)
  const pathOf = (of: string) => relativePath(folder, of)
  const files = texts.map(text => pathOf(text.uri))
  const folders = files.map(path => path.slice(0, path.lastIndexOf("/")))
  const groups = texts.flatMap(text =>
    text.groups.filter(({ reference }) => !reference).map(({ name }) => ({ name, path: pathOf(text.uri) })),
  )
  const named = texts.flatMap(text => text.groups).flatMap(({ rules }) => rules)
  const terms = named.flatMap(({ source, destination }) => [...source, ...destination])
  return {
    groups,
    paths: [...new Set([...files, ...folders])].sort(),
    ends: namedEnds(judged.index),
    securityGroups: [...new Set(terms.flatMap(term => (term.kind === "group" ? [securityGroupName(term)] : [])))],
  }
}
