import Mocha from "mocha"

/** Says something in the suite's report, such as what was measured. */
export function print(text: string): void {
  Mocha.reporters.Base.consoleLog(`      ${text}`)
}
