// @ts-check
// node tools/package.mjs [FILE]: the VSIX, to FILE or to nsg-language-support.vsix.
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { createVSIX } from "@vscode/vsce"
import { buildAll } from "./build.mjs"
import { root } from "./vscode/paths.mjs"

/** What .vscodeignore allows is among these. */
const ingredients = ["images", "schemas", "syntaxes", "CHANGELOG.md", "LICENSE", ".vscodeignore"]

/**
 * Bundles, and packs what .vscodeignore allows. It is packed from a copy, in which the README needs no other file and
 * package.json has no `files`: that list is npm's, and vsce takes it for its own.
 * @param {string} file
 */
export async function packageExtension(file) {
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-package-"))
  try {
    await buildAll({ minify: true, outdir: path.join(folder, "dist") })
    for (const name of ingredients) cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(extensionManifest()))
    writeFileSync(path.join(folder, "README.md"), readmeByItself())
    forgetMachine(folder)
    mkdirSync(path.dirname(file), { recursive: true })
    await createVSIX({ cwd: folder, packagePath: file, dependencies: false, rewriteRelativeLinks: false })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * The same sources give the same bytes on every machine: modes, dates and the time zone are no part of them.
 * @param {string} folder
 */
function forgetMachine(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name)
    chmodSync(file, statSync(file).isDirectory() ? 0o755 : 0o644)
  }
  // 1 January 1980, with which the time of zip files begins. vsce sorts the files, too, where it is set.
  process.env.SOURCE_DATE_EPOCH = "315532800"
  process.env.TZ = "UTC"
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
