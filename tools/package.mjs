// @ts-check
// node tools/package.mjs [FILE]: the VSIX, to FILE or to nsg-language-support.vsix.
import { mkdirSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { createVSIX } from "@vscode/vsce"
import { root } from "./vscode/paths.mjs"

/**
 * Bundles (package.json's `vscode:prepublish` does it) and packs what .vscodeignore allows.
 * @param {string} file
 */
export async function packageExtension(file) {
  mkdirSync(path.dirname(file), { recursive: true })
  await createVSIX({
    cwd: root,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  })
}

if (path.resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await packageExtension(path.resolve(process.argv[2] ?? path.join(root, "nsg-language-support.vsix")))
}
