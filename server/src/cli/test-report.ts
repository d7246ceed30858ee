import type { Expectation } from "../flows/expectation.ts"
import { counterexampleOf, expectationText } from "../flows/expectation-text.ts"
import type { Colours } from "./colours.ts"

/** The lines of a file that claim something, judged. */
export interface TestedFile {
  readonly path: string
  readonly shown: string
  readonly expectations: readonly Expectation[]
}

export interface TestSummary {
  readonly holds: number
  readonly fails: number
  readonly unknown: number
  readonly errors: number
}

export function summariseTests(files: readonly TestedFile[]): TestSummary {
  const all = files.flatMap(({ expectations }) => expectations)
  const count = (status: Expectation["status"]) => all.filter(one => one.status === status).length
  return { holds: count("holds"), fails: count("fails"), unknown: count("unknown"), errors: count("error") }
}

/** A file as `nsg test --format json` has it. */
export function testedFileJson({ path, expectations }: TestedFile) {
  return {
    path,
    expectations: expectations.map(one => ({
      line: one.line.line + 1,
      text: one.line.text,
      status: one.status,
      counterexample: one.status === "error" ? null : counterexampleOf(one),
      decidedBy: one.status === "error" ? [] : one.verdict.decidedBy.map(({ name }) => name),
      message: expectationText(one),
    })),
  }
}

/** What does not hold, line by line, and how many claims there are. */
export function testText(files: readonly TestedFile[], colours: Colours): string {
  const lines = files.flatMap(({ shown, expectations }) =>
    expectations
      .filter(({ status }) => status !== "holds")
      .flatMap(one => [
        `${shown}:${one.line.line + 1}: ${colours.strong(statusWords[one.status])}: ${one.line.text}`,
        `  ${expectationText(one)}`,
      ]),
  )
  return [...lines, ...(lines.length > 0 ? [""] : []), summaryText(summariseTests(files)), ""].join("\n")
}

const statusWords = { holds: "holds", fails: "fails", unknown: "not decided", error: "error" } as const

function summaryText({ holds, fails, unknown, errors }: TestSummary): string {
  const all = holds + fails + unknown + errors
  const parts = [
    `${holds} hold`,
    ...(fails > 0 ? [`${fails} fail`] : []),
    ...(unknown > 0 ? [`${unknown} not decided`] : []),
    ...(errors > 0 ? [`${errors} in error`] : []),
  ]
  return `${all} ${all === 1 ? "claim" : "claims"}: ${parts.join(", ")}.`
}
