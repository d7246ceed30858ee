#!/usr/bin/env node
// @ts-check
// The pre-commit hook: `nsg check FILE…`, built in pre-commit's clone when it first runs. As a hook of `language: node` it would be
// installed globally from git, and npm gives what it installs so no dev dependencies to build itself with.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { root } from "./vscode/paths.mjs"

const cli = path.join(root, "dist/cli.cjs")

/**
 * What a step says goes to stderr: stdout has the report alone.
 * @param {string} command
 */
function step(command) {
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: ["ignore", 2, 2] })
  if (status !== 0) process.exit(2)
}

if (!existsSync(cli)) {
  step("npm ci --ignore-scripts --no-audit --no-fund")
  step("node tools/build.mjs --minify")
}
const { status } = spawnSync(process.execPath, [cli, "check", ...process.argv.slice(2)], { stdio: "inherit" })
process.exitCode = status ?? 2
