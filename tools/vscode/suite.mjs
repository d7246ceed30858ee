// @ts-check
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { build } from "esbuild"
import { outFolder, root } from "./paths.mjs"

const source = path.join(root, "test", "vscode")
const bundled = path.join(outFolder, "suite")

/** What VS Code is told to run: a file with `run(): Promise<void>`, the contract of @vscode/test-electron. */
export const suiteEntry = path.join(bundled, "run.cjs")

/** An extension that registers the language `arm-template`, as Azure Resource Manager Tools does. */
export const languageExtension = path.join(source, "arm-template-extension")

/** Bundles each file of the suite; Mocha stays outside, so that all of them meet the same one, and so does what has a WASM file beside it. */
export async function buildSuite() {
  rmSync(bundled, { recursive: true, force: true })
  const files = readdirSync(source).filter(name => name === "run.ts" || name.endsWith(".suite.ts"))
  await build({
    entryPoints: files.map(name => path.join(source, name)),
    outdir: bundled,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha", "vscode-oniguruma"],
    sourcemap: "inline",
    logLevel: "warning",
  })
}

/** What takes the place of modules that only Node has. */
const inBrowsers = { mocha: "mocha.ts", "node:assert/strict": "assert.ts" }

/**
 * Bundles the suite of the web extension host as one file, with Mocha, and with the files of the workspace, which is in memory there.
 * @param {string} outfile
 */
export async function buildWebSuite(outfile) {
  const folder = path.join(source, "web")
  await build({
    entryPoints: [path.join(folder, "run.ts")],
    outfile,
    bundle: true,
    platform: "browser",
    target: "es2022",
    format: "cjs",
    external: ["vscode"],
    define: {
      suiteWorkspace: JSON.stringify({
        ...textsOf(path.join(source, "workspace")),
        ...textsOf(path.join(folder, "workspace")),
      }),
    },
    plugins: [
      {
        name: "in browsers",
        setup: ({ onResolve }) => {
          for (const [name, file] of Object.entries(inBrowsers))
            onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: path.join(folder, file) }))
        },
      },
    ],
    logLevel: "warning",
  })
}

/**
 * The files of a folder, by their paths in it.
 * @param {string} folder
 */
function textsOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
  const files = names.filter(name => statSync(path.join(folder, name)).isFile())
  return Object.fromEntries(
    files.map(name => [name.replaceAll("\\", "/"), readFileSync(path.join(folder, name), "utf8")]),
  )
}

/** A fresh copy of the suite's workspace in a temporary folder, which goes when this process does. */
export function copyWorkspace() {
  const folder = mkdtempSync(path.join(tmpdir(), "nsg-suite-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const workspace = path.join(folder, "workspace")
  cpSync(path.join(source, "workspace"), workspace, { recursive: true })
  return { folder, workspace }
}
