// @ts-check
// node tools/test-desktop.mjs: the same suite in a desktop VS Code, which @vscode/test-electron downloads.
import { runTests } from "@vscode/test-electron"
import { buildAll } from "./build.mjs"
import { root } from "./vscode/paths.mjs"
import { buildSuite, copyWorkspace, languageExtension, suiteEntry } from "./vscode/suite.mjs"

await buildAll()
await buildSuite()
const { workspace } = copyWorkspace()
process.exitCode = await runTests({
  extensionDevelopmentPath: [root, languageExtension],
  extensionTestsPath: suiteEntry,
  launchArgs: [workspace, "--disable-extensions", "--disable-workspace-trust"],
})
