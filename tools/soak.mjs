// Runs the random proofs ten times as long as the tests do, from a seed of its own: node tools/soak.mjs [SEED]
// The seed is printed; with it a run is repeated exactly.
import { spawnSync } from "node:child_process"

const seed = process.argv[2] ?? String(Date.now() % 2 ** 31)
const proofs = [
  "engine/brute-force",
  "engine/z3",
  "engine/evaluate-flow.random",
  "engine/difference",
  "engine/path-difference",
  "engine/composition",
  "engine/analyse-details",
  "engine/analyse-edits",
  "engine/random-packets",
  "engine/conditions",
  "features/set-members",
  "advice",
  "agreement",
]
console.log(`seed ${seed}`)
const { status } = spawnSync("npx", ["vitest", "run", ...proofs.map(proof => `test/${proof}.test.ts`)], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, NSG_SEED: seed, NSG_SOAK: "10" },
})
process.exitCode = status ?? 1
