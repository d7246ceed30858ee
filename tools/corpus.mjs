// @ts-check
// npm run corpus: bundles test/readers/corpus-report.ts and runs it.
import { build } from "esbuild"
import { root } from "./vscode/paths.mjs"

const outfile = `${root}/dist/corpus-report.mjs`
await build({
  absWorkingDir: root,
  entryPoints: ["test/readers/corpus-report.ts"],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  mainFields: ["module", "main"],
  // Bundled CommonJS asks for Node's modules in its own way.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "warning",
})
process.chdir(root)
await import(outfile)
