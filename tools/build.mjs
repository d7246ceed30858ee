// @ts-check
// node tools/build.mjs [--minify] [--outdir FOLDER]: the bundles of the extension and the command line, into dist/.
import path from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { build } from "esbuild"
import { root } from "./vscode/paths.mjs"

const bundles = {
  client: "client/src/extension.node.ts",
  server: "server/src/main.node.ts",
  cli: "server/src/main.cli.ts",
}

/** For VS Code in a browser: the client in its web worker, and the server in one of its own. */
const webBundles = {
  client: { "client.browser": "client/src/extension.browser.ts" },
  server: { "server.browser": "server/src/main.browser.ts" },
}
/** Script and style of the webviews. */
const pages = { pages: "pages/src/main.ts", style: "pages/src/page.css" }

/**
 * Everything is bundled, so the package carries no node_modules. ESM in, CommonJS out: VS Code loads both, and bundled
 * there is nothing to gain from the first.
 * @param {{ minify?: boolean, outdir?: string }} [options] minified for packaging; with source maps otherwise
 */
export async function buildAll({ minify = false, outdir = "dist" } = {}) {
  const common = /** @type {import("esbuild").BuildOptions} */ ({
    absWorkingDir: root,
    outdir,
    bundle: true,
    external: ["vscode"],
    // The same answers in less time: a keystroke may fill in thousands of texts.
    alias: { "@vscode/l10n": path.join(root, "server/src/l10n.ts") },
    // jsonc-parser's "main" is UMD, which hides its own imports from a bundler.
    mainFields: ["module", "main"],
    minify,
    sourcemap: !minify,
    logLevel: "warning",
  })
  const cjs = /** @type {import("esbuild").BuildOptions} */ ({ format: "cjs", outExtension: { ".js": ".cjs" } })
  await Promise.all([
    build({ ...common, ...cjs, entryPoints: bundles, platform: "node", target: "node20" }),
    build({ ...common, ...cjs, entryPoints: webBundles.client, platform: "browser", target: "es2022" }),
    build({ ...common, format: "iife", entryPoints: webBundles.server, platform: "browser", target: "es2022" }),
    build({
      ...common,
      format: "iife",
      entryPoints: pages,
      platform: "browser",
      target: "chrome132",
      sourcemap: false,
    }),
  ])
}

if (path.resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { minify: { type: "boolean" }, outdir: { type: "string" } } })
  await buildAll(values)
}
