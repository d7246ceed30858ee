import { counterexampleOf, expectationText } from "../flows/expectation-text.ts"
import { summariseTests, type TestExtras, type TestedFile, type TestReport } from "./test-report.ts"

export function testJson({ files, ...extras }: TestReport): string {
  const summary = summariseTests(files)
  return `${JSON.stringify({ version: 1, files: files.map(testedFileJson), summary, ...extrasJson(extras) }, null, 2)}\n`
}

function testedFileJson({ path, expectations }: TestedFile) {
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

function extrasJson({ coverage, mutation }: TestExtras) {
  return {
    ...(coverage && {
      coverage: coverage.map(({ group, rule, claims }) => ({
        path: group.path,
        group: group.ruled.group.name,
        rule: rule.name,
        covered: claims > 0,
      })),
    }),
    ...(mutation && {
      mutation: {
        mutants: mutation.mutants,
        killed: mutation.killed,
        survivors: mutation.survivors.map(({ group, rule, mutation, witness }) => ({
          group: group.ruled.group.name,
          rule: rule.name,
          mutation,
          witness,
        })),
      },
    }),
  }
}
