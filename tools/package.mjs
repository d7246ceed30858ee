// @ts-check
// node tools/package.mjs [FILE]: the VSIX, to FILE or to nsg-language-support.vsix; and that for VS Code in a browser, whose name
// ends in -web.vsix.
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
const ingredients = [
  ...["images", "l10n", "schemas", "syntaxes"],
  ...["package.nls.json", "package.nls.de.json", "CHANGELOG.md", "LICENSE", ".vscodeignore"],
]

/** @typedef {keyof typeof variants} Variant */

/**
 * The marketplace has a package for each target, so that nobody loads what the other needs: its entry point in package.json, which
 * of the bundles are left out, and what vsce is told.
 */
const variants = {
  node: { entry: "main", omits: /\.browser\./, target: {} },
  web: { entry: "browser", omits: /(client|server|cli)\.cjs$/, target: { target: "web" } },
}

/**
 * Bundles, and packs what .vscodeignore allows.
 * @param {string} file
 * @param {Variant} [variant]
 */
export async function packageExtension(file, variant = "node") {
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-package-"))
  try {
    await layOutExtension(folder, variant)
    forgetMachine(folder)
    mkdirSync(path.dirname(file), { recursive: true })
    const options = { cwd: folder, packagePath: file, dependencies: false, rewriteRelativeLinks: false }
    await createVSIX({ ...options, ...variants[variant].target })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * What is packed, as a folder: a copy, in which the README needs no other file and package.json has no `files`: that list is npm's,
 * and vsce takes it for its own.
 * @param {string} folder
 * @param {Variant} variant
 */
export async function layOutExtension(folder, variant) {
  const { entry, omits } = variants[variant]
  const dist = path.join(folder, "dist")
  await buildAll({ minify: true, outdir: dist })
  for (const name of readdirSync(dist).filter(each => omits.test(each))) rmSync(path.join(dist, name))
  for (const name of ingredients) cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifestOf(entry)))
  writeFileSync(path.join(folder, "README.md"), readmeByItself())
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

/**
 * With one entry point.
 * @param {string} entry
 */
function manifestOf(entry) {
  const { main, browser, ...manifest } = extensionManifest()
  return { ...manifest, ...(entry === "main" ? { main } : { browser }) }
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
  const file = path.resolve(process.argv[2] ?? path.join(root, "nsg-language-support.vsix"))
  await packageExtension(file)
  await packageExtension(file.replace(/(\.vsix)?$/, "-web.vsix"), "web")
}
