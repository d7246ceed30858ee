import {
  fails,
  type Report,
  type ReportedFile,
  type ReportedFinding,
  type Threshold,
  type Unreadable,
} from "./report.ts"
import { type Element, xmlDocument } from "./xml.ts"

/**
 * A suite for each file, as test reports of CI services show them: a failed test for each finding that fails the run, a
 * passed one for each other finding, which it prints, a skipped one for what is suppressed or in the baseline, and a passed
 * one for each group about which nothing is said.
 */
export function junitOutput({ files, failOn, unreadable }: Report): string {
  const suites = [...files.map(file => fileSuite(file, failOn)), ...unreadable.map(unreadableSuite)]
  const attributes = { name: "nsg check", ...count(suites.flatMap(casesOf)) }
  return xmlDocument({ name: "testsuites", attributes, content: suites })
}

function fileSuite({ path, groups, findings }: ReportedFile, failOn: Threshold): Element {
  const named = new Set(findings.map(({ group }) => group))
  const quiet = groups.filter(({ name }) => !named.has(name))
  const cases = [
    ...quiet.map(({ name }) => testCase(path, name, [])),
    ...findings.map(finding => findingCase(path, finding, failOn)),
  ]
  return suite(path, cases)
}

function unreadableSuite({ path, problem }: Unreadable): Element {
  const error: Element = { name: "error", attributes: { message: `${path} ${problem}` }, content: "" }
  return suite(path, [testCase(path, "can be read", [error])])
}

function suite(path: string, cases: readonly Element[]): Element {
  const skipped = cases.filter(holds("skipped")).length
  return { name: "testsuite", attributes: { name: path, ...count(cases), skipped, time: "0" }, content: cases }
}

function findingCase(path: string, finding: ReportedFinding, failOn: Threshold): Element {
  const { code, rule, group, message, range, suppression, baselined, severity } = finding
  const name = [code, ...(rule ? [rule] : []), ...(group ? [group] : [])].join(" · ")
  const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`
  const text = `${place}: ${severity}: ${message}`
  if (suppression || baselined) {
    const reason = suppression ? `suppressed: ${suppression.reason}` : "in the baseline"
    return testCase(path, name, [{ name: "skipped", attributes: { message: reason }, content: "" }])
  }
  if (!fails(finding, failOn)) return testCase(path, name, [{ name: "system-out", attributes: {}, content: text }])
  return testCase(path, name, [{ name: "failure", attributes: { type: code, message }, content: text }])
}

function testCase(path: string, name: string, content: readonly Element[]): Element {
  return { name: "testcase", attributes: { name, classname: path, time: "0" }, content }
}

function count(cases: readonly Element[]) {
  return {
    tests: cases.length,
    failures: cases.filter(holds("failure")).length,
    errors: cases.filter(holds("error")).length,
  }
}

function holds(name: string): (element: Element) => boolean {
  return ({ content }) => typeof content !== "string" && content.some(each => each.name === name)
}

function casesOf({ content }: Element): readonly Element[] {
  return typeof content === "string" ? [] : content
}
