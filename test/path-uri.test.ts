import { expect, test } from "vitest"
import { decodedUri, folderUri, pathUri, relativePath, shownPath } from "../server/src/workspace/path-uri.ts"

test.each([
  ["tags.json", "file:///w", "file:///w/tags.json"],
  ["./infra/my tags.json", "file:///w", "file:///w/infra/my%20tags.json"],
  ["../shared/tags.json", "file:///w/app", "file:///w/shared/tags.json"],
  ["infra/tags.json", "vscode-vfs://github/a/b", "vscode-vfs://github/a/b/infra/tags.json"],
  ["/home/me/a#b.json", "file:///w", "file:///home/me/a%23b.json"],
  ["C:\\data\\tags.json", "", "file:///C:/data/tags.json"],
  ["\\\\server\\share\\tags.json", "", "file://server/share/tags.json"],
  ["file:///home/me/tags.json", "", "file:///home/me/tags.json"],
  ["tags.json", "", undefined],
])("%s in %j is %s", (path, folder, uri) => expect(pathUri(path, folder)).toBe(uri))

test("a file's path is shown as people write it", () => {
  expect(shownPath("file:///w/my%20tags.json")).toBe("/w/my tags.json")
  expect(shownPath("vscode-vfs://github/a/tags.json")).toBe("vscode-vfs://github/a/tags.json")
})

test.each([
  ["file:///w/infra/web.nsgflow", ["file:///w"], "file:///w/infra"],
  ["vscode-vfs://github/o/r/web.nsgflow", ["vscode-vfs://github/o/r"], "vscode-vfs://github/o/r"],
  ["untitled:Untitled-1", ["file:///w", "file:///x"], "file:///w"],
  ["untitled:Untitled-1", [], ""],
  ["untitled:/w/infra/web.nsgflow", ["file:///x", "file:///w"], "file:///w/infra"],
  ["untitled:/c%3A/w/web.nsgflow", ["file:///c:/w"], "file:///c%3A/w"],
  ["untitled:/o/r/web.nsgflow", ["vscode-vfs://github/o/r"], "vscode-vfs://github/o/r"],
  ["untitled:/elsewhere/web.nsgflow", ["file:///w"], "file:///elsewhere"],
])("the folder of %s, where %j are open", (uri, folders, folder) => {
  expect(folderUri(uri, folders)).toBe(folder)
})

test.each([
  ["file:///w", "file:///w/nsg.json", "./nsg.json"],
  ["file:///w/a%20b", "file:///w/a b/c/nsg.json", "./c/nsg.json"],
  ["file:///w/a", "file:///w/b/nsg.json", "../b/nsg.json"],
  ["file:///w/ab", "file:///w/a/nsg.json", "../a/nsg.json"],
])("from %s to %s: %s, and back", (folder, uri, path) => {
  expect(relativePath(folder, uri)).toBe(path)
  expect(decodedUri(pathUri(path, folder)!)).toBe(decodedUri(uri))
})
