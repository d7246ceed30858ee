import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { expect, test } from "vitest"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { nodeFiles } from "../../server/src/cli/node-files.ts"

test("the files of a folder: those of the globs, without what git and npm keep, each once", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "nsg-files-"))
  try {
    const names = [
      "a.json",
      "b.txt",
      "sub dir/c.yaml",
      ".git/x.json",
      "node_modules/y.json",
      "out/d.json",
      ".hidden/e.yml",
    ]
    for (const name of names) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true })
      await writeFile(path.join(root, name), "{}")
    }
    await symlink(root, path.join(root, "circle"))
    const folder = pathToFileURL(root).href
    const list = async (exclude: readonly string[]) => {
      const found = await nodeFiles.list({ folder, include: defaultSettings.workspace.include, exclude })
      return found.map(uri => decodeURIComponent(uri.slice(folder.length + 1))).sort()
    }
    expect(await list([])).toEqual([".hidden/e.yml", "a.json", "out/d.json", "sub dir/c.yaml"])
    expect(await list(["out/**", "**/.hidden/**"])).toEqual(["a.json", "sub dir/c.yaml"])
    expect(await nodeFiles.list({ folder: "vscode-vfs://github/x", include: ["**"], exclude: [] })).toEqual([])
  } finally {
    await rm(root, { recursive: true })
  }
})
