// @ts-check
// node tools/bench.mjs [WORD [ARGUMENT…]]: bundles and runs every test/bench/*.bench.ts (whose name has the word), one after the
// other, each with the arguments.
import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { build } from "esbuild"
import { root } from "./vscode/paths.mjs"

const [word = "", ...args] = process.argv.slice(2)
const folder = path.join(root, "test", "bench")
const benches = readdirSync(folder).filter(file => file.endsWith(".bench.ts") && file.includes(word))
// Inside the project, so that what is not bundled is found in its node_modules.
const out = mkdtempSync(path.join(root, "node_modules", ".bench-"))
try {
  for (const bench of benches) {
    const outfile = path.join(out, bench.replace(/\.ts$/, ".mjs"))
    await build({
      entryPoints: [path.join(folder, bench)],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      logLevel: "warning",
    })
    const { status } = spawnSync(process.execPath, ["--expose-gc", outfile, ...args], { cwd: root, stdio: "inherit" })
    if (status !== 0) process.exitCode = 1
  }
} finally {
  rmSync(out, { recursive: true, force: true })
}
