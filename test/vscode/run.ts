import { appendFileSync, readdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { format } from "node:util"
import Mocha from "mocha"

/** Set by tools/test-vscode.mjs: the report goes to this file, apart from VS Code's own log. */
const report = process.env.NSG_SUITE_REPORT

/** VS Code loads this file in the extension host and awaits `run`, the contract of @vscode/test-electron. */
export async function run(): Promise<void> {
  if (report) Mocha.reporters.Base.consoleLog = (...args) => appendFileSync(report, `${format(...args)}\n`)
  const mocha = new Mocha({
    ui: "tdd",
    color: Boolean(process.env.FORCE_COLOR),
    timeout: 60_000,
    forbidOnly: true,
    failZero: true,
  })
  // NSG_SUITE_GREP="nsg.checks" npm run test:vscode runs the tests whose titles hold that.
  if (process.env.NSG_SUITE_GREP) mocha.fgrep(process.env.NSG_SUITE_GREP)
  for (const file of suiteFiles()) mocha.addFile(file)
  const failures = await new Promise<number>(resolve => mocha.run(resolve))
  // The record that the suite came to its end: an extension host that dies leaves none.
  if (report) writeFileSync(`${report}.json`, JSON.stringify({ failures }))
  if (failures > 0) throw new Error(`${failures} tests failed`)
}

function suiteFiles(): readonly string[] {
  return readdirSync(__dirname)
    .filter(name => name.endsWith(".suite.cjs"))
    .sort()
    .map(name => path.join(__dirname, name))
}
