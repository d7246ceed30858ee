import { nameRule } from "../checks/wording.ts"
import type { Expectation } from "../flows/expectation.ts"
import { counterexampleOf, expectationText } from "../flows/expectation-text.ts"
import type { MutationScore, TestedClaims } from "../flows/mutation-score.ts"
import type { CoveredRule } from "../flows/rule-coverage.ts"
import type { Colours } from "./colours.ts"

/** The lines of a file that claim something, judged. */
export interface TestedFile extends TestedClaims {
  readonly path: string
  readonly shown: string
}

/** What was asked for besides the claims themselves. */
export interface TestExtras {
  readonly coverage?: readonly CoveredRule[] | undefined
  readonly mutation?: MutationScore | undefined
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

export function extrasJson({ coverage, mutation }: TestExtras) {
  return {
    ...(coverage && {
      coverage: coverage.map(({ group, rule, covered }) => ({
        path: group.path,
        group: group.judged.group.name,
        rule: rule.name,
        covered,
      })),
    }),
    ...(mutation && {
      mutation: {
        mutants: mutation.mutants,
        killed: mutation.killed,
        survivors: mutation.survivors.map(({ group, rule, mutation, witness }) => ({
          group: group.judged.group.name,
          rule: rule.name,
          mutation,
          witness,
        })),
      },
    }),
  }
}

/** What does not hold, line by line, and how many claims there are. */
export function testText(files: readonly TestedFile[], extras: TestExtras, colours: Colours): string {
  const lines = files.flatMap(({ shown, expectations }) =>
    expectations
      .filter(({ status }) => status !== "holds")
      .flatMap(one => [
        `${shown}:${one.line.line + 1}: ${colours.strong(statusWords[one.status])}: ${one.line.text}`,
        `  ${expectationText(one)}`,
      ]),
  )
  const more = [...coverageLines(extras), ...mutationLines(extras)]
  return [...lines, ...(lines.length > 0 ? [""] : []), ...more, summaryText(summariseTests(files)), ""].join("\n")
}

function coverageLines({ coverage }: TestExtras): string[] {
  if (!coverage) return []
  const missed = coverage.filter(({ covered }) => !covered)
  return [
    ...missed.map(({ group, rule }) => `${group.path}: ${group.judged.group.name}: no claim reaches ${nameRule(rule)}`),
    `Coverage: claims reach ${coverage.length - missed.length} of ${coverage.length} rules.`,
    "",
  ]
}

function mutationLines({ mutation }: TestExtras): string[] {
  if (!mutation) return []
  return [
    ...mutation.survivors.map(
      ({ group, rule, mutation, witness }) =>
        `${group.path}: ${group.judged.group.name}: no claim notices ${nameRule(rule)} ${mutation}: that changes ${witness}`,
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
