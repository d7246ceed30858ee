// @ts-check
// node tools/package.mjs [FILE]: the VSIX, to FILE or to nsg-language-support.vsix.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { createVSIX } from "@vscode/vsce"
import { buildAll } from "./build.mjs"
import { root } from "./vscode/paths.mjs"

/** What .vscodeignore allows is among these. */
const ingredients = ["dist", "images", "schemas", "syntaxes", "CHANGELOG.md", "LICENSE", ".vscodeignore"]

/**
 * Bundles, and packs what .vscodeignore allows. It is packed from a copy, in which the README needs no other file and
 * package.json has no `files`: that list is npm's, and vsce takes it for its own.
 * @param {string} file
 */
export async function packageExtension(file) {
  await buildAll({ minify: true })
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-package-"))
  try {
    for (const name of ingredients) cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(extensionManifest()))
    writeFileSync(path.join(folder, "README.md"), readmeByItself())
    mkdirSync(path.dirname(file), { recursive: true })
    await createVSIX({ cwd: folder, packagePath: file, dependencies: false, rewriteRelativeLinks: false })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function extensionManifest() {
  const { files: _, scripts: __, ...manifest } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"))
  return manifest
}

/** The README with its pictures in its own text, and with links to other files that lead to the repository. */
function readmeByItself() {
  const page = extensionManifest().homepage.replace(/#.*/, "")
  const readme = readFileSync(path.join(root, "README.md"), "utf8")
  return readme.replace(/\]\((?!https?:|#)([^)]+)\)/g, (_, target) => {
    if (!target.endsWith(".png")) return `](${page}/blob/main/${target})`
    return `](data:image/png;base64,${readFileSync(path.join(root, target)).toString("base64")})`
  })
}

if (path.resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await packageExtension(path.resolve(process.argv[2] ?? path.join(root, "nsg-language-support.vsix")))
}
