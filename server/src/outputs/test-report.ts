import type { Expectation } from "../flows/expectation.ts"
import type { MutationScore, TestedClaims } from "../flows/mutation-score.ts"
import type { CoveredRule } from "../flows/rule-coverage.ts"

/** What a run of `nsg test` found. */
export interface TestReport extends TestExtras {
  readonly files: readonly TestedFile[]
}

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
