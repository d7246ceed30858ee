import type { Expectation } from "../flows/expectation.ts"
import { expectationText } from "../flows/expectation-text.ts"
import type { TestedFile, TestReport } from "./test-report.ts"
import { type Element, xmlDocument } from "./xml.ts"

/**
 * A suite for each file and a test for each claim, as CI services show them: a failure for a claim that does not hold, an error
 * for a line that cannot be read or resolved, a skipped test for what is not decided.
 */
export function testJunit({ files }: TestReport): string {
  const suites = files.map(fileSuite)
  return [
    ...xmlDocument({
      name: "testsuites",
      attributes: { name: "nsg test", ...countOf(files.flatMap(({ expectations }) => expectations)) },
      content: suites,
    }),
  ].join("")
}

function fileSuite({ path, expectations }: TestedFile): Element {
  return {
    name: "testsuite",
    attributes: { name: path, ...countOf(expectations), time: "0" },
    content: expectations.map(one => testCase(path, one)),
  }
}

function testCase(path: string, expectation: Expectation): Element {
  const { line, status } = expectation
  return {
    name: "testcase",
    attributes: { name: line.text, classname: path, file: path, line: line.line + 1, time: "0" },
    content: status === "holds" ? [] : [toldAs(path, expectation)],
  }
}

function toldAs(path: string, expectation: Expectation): Element {
  const { line, status } = expectation
  const message = expectationText(expectation)
  const name = { holds: "system-out", fails: "failure", unknown: "skipped", error: "error" }[status]
  return { name, attributes: { message }, content: `${path}:${line.line + 1}: ${line.text}: ${message}` }
}

function countOf(expectations: readonly Expectation[]) {
  const count = (status: Expectation["status"]) => expectations.filter(one => one.status === status).length
  return { tests: expectations.length, failures: count("fails"), errors: count("error"), skipped: count("unknown") }
}
