import { expect, test } from "vitest"
import { pathUri, shownPath } from "../server/src/path-uri.ts"

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
