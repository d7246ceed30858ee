import { workspace } from "vscode"

/**
 * Where a user's own files live; whatever file system the workspace's folders are on, when the extension starts. Never `git` and its
 * like: the left side of a diff is the past, not to be judged.
 */
export const schemes: readonly string[] = [
  ...new Set(["file", "untitled", "vscode-vfs", "vscode-remote", ...foldersSchemes()]),
]

function foldersSchemes(): readonly string[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)
}

/** ARM Tools switches templates to its own two languages; Ansible's and Helm's extensions do so with YAML. */
const languages = ["json", "jsonc", "yaml", "arm-template", "arm-params", "ansible", "helm", "nsgflow"]

const pattern = "**/*.{json,jsonc,yaml,yml,nsgflow}"

/** The documents the server is told of. Whether one holds a network security group, only the server can tell. */
export const documentSelector = schemes.flatMap(scheme => [
  { scheme, pattern },
  ...languages.map(language => ({ scheme, language })),
])
