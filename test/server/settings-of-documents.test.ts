import { expect, test, vi } from "vitest"
// With it comes the timer that the index waits with.
import "vscode-languageserver/node"
import { defaultSettings, type Settings } from "../../server/src/analysis/settings.ts"
import { type WorkspaceHost, WorkspaceSettings } from "../../server/src/workspace/workspace-settings.ts"

const prefixes = (one: Settings) => one.virtualNetwork

/** Settings as an editor has them: by what it is asked about, each with a network of its own. */
function settingsOf(set: Readonly<Record<string, string>>, folders: readonly string[], open: Set<string>) {
  const asked = vi.fn(
    async (uri: string): Promise<Settings> => ({ ...defaultSettings, virtualNetwork: [set[uri] ?? "none"] }),
  )
  const host: WorkspaceHost = {
    files: { read: async () => undefined, list: async () => [] },
    settingsOf: asked,
    warn: () => {},
    logError: error => {
      throw error
    },
  }
  return { asked, settings: new WorkspaceSettings(host, { isOpen: uri => open.has(uri), folders: () => folders }) }
}

const file = "file:///w/inner/a.json"

test("a file has its folder's settings while it is closed, its own while it is open, and its folder's again", async () => {
  const open = new Set<string>()
  const { settings, asked } = settingsOf({ "file:///w": "folder", [file]: "document" }, ["file:///w"], open)
  expect(prefixes(await settings.ofFile(file))).toEqual(["folder"])
  open.add(file)
  expect(prefixes(await settings.ofFile(file))).toEqual(["document"])
  expect(prefixes(await settings.of(file))).toEqual(["document"])
  open.delete(file)
  settings.close(file)
  expect(prefixes(await settings.ofFile(file))).toEqual(["folder"])
  expect(asked.mock.calls.map(([uri]) => uri)).toEqual(["file:///w", file])
})

test("of folders in one another the innermost one counts, whatever their order", async () => {
  for (const folders of [
    ["file:///w", "file:///w/inner"],
    ["file:///w/inner", "file:///w"],
  ]) {
    const { settings } = settingsOf({ "file:///w": "outer", "file:///w/inner": "inner" }, folders, new Set())
    expect(prefixes(await settings.ofFile(file))).toEqual(["inner"])
    expect(prefixes(await settings.ofFile("file:///w/inner2/a.json"))).toEqual(["outer"])
  }
})
