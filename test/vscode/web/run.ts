import "./mocha.ts"
import "./web.suite.ts"
import { workspace } from "vscode"
import { MemoryFiles } from "./memory-files.ts"

/** The files of the suite's workspace, by their paths in it; tools/vscode/suite.mjs puts them in. */
declare const suiteWorkspace: Readonly<Record<string, string>>

/** VS Code loads this file in its web extension host and awaits `run`. */
export async function run(): Promise<void> {
  workspace.registerFileSystemProvider("memory", new MemoryFiles("/shop", suiteWorkspace), { isCaseSensitive: true })
  const failures = await new Promise<number>(resolve => mocha.run(resolve))
  if (failures > 0) throw new Error(`${failures} tests failed`)
}
