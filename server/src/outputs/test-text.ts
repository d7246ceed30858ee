import { nameRule } from "../checks/wording.ts"
import { expectationText } from "../flows/expectation-text.ts"
import type { Colours } from "./colours.ts"
import { printable } from "./printable.ts"
import { summariseTests, type TestExtras, type TestReport, type TestSummary } from "./test-report.ts"

/** What does not hold, line by line, and how many claims there are. */
export function testText({ files, ...extras }: TestReport, colours: Colours): string {
  const lines = files.flatMap(({ shown, expectations }) =>
    expectations
      .filter(({ status }) => status !== "holds")
      .flatMap(one => [
        `${shown}:${one.line.line + 1}: ${colours.strong(statusWords[one.status])}: ${printable(one.line.text)}`,
        `  ${printable(expectationText(one))}`,
      ]),
  )
  const more = [...coverageLines(extras), ...mutationLines(extras)]
  return [...lines, ...(lines.length > 0 ? [""] : []), ...more, summaryText(summariseTests(files)), ""].join("\n")
}

function coverageLines({ coverage }: TestExtras): string[] {
  if (!coverage) return []
  const missed = coverage.filter(({ claims }) => claims === 0)
  return [
    ...missed.map(({ group, rule }) =>
      printable(`${group.path}: ${group.ruled.group.name}: no claim reaches ${nameRule(rule)}`),
    ),
    `Coverage: claims reach ${coverage.length - missed.length} of ${coverage.length} rules.`,
    "",
  ]
}

function mutationLines({ mutation }: TestExtras): string[] {
  if (!mutation) return []
  return [
    ...mutation.survivors.map(({ group, rule, mutation, witness }) =>
      printable(
        `${group.path}: ${group.ruled.group.name}: no claim fails with ${nameRule(rule)} ${mutation}, although that changes ${witness}`,
      ),
    ),
    `Mutation score: ${mutation.killed} of ${mutation.mutants} faults are noticed.`,
    "",
  ]
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
