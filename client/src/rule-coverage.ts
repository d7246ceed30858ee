import { DeclarationCoverage, FileCoverage, type FileCoverageDetail, StatementCoverage, Uri } from "vscode"
import type { CoveredFile } from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"

/** How many claims reach each rule of a document, as test coverage: a rule is a declaration, and a statement as a whole. */
export class RuleCoverage extends FileCoverage {
  readonly details: readonly FileCoverageDetail[]

  constructor({ uri, rules }: CoveredFile) {
    const covered = rules.filter(({ claims }) => claims > 0).length
    const count = { covered, total: rules.length }
    super(Uri.parse(uri), count, undefined, count)
    this.details = rules.flatMap(({ name, range, claims }) => [
      new DeclarationCoverage(name, claims, asRange(range)),
      new StatementCoverage(claims, asRange(range)),
    ])
  }
}
