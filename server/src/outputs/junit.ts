import { madeAnew } from "../values/made-anew.ts"
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
export function junitOutput({ files, failOn, unreadable }: Report): Iterable<string> {
  const suites = madeAnew(function* () {
    for (const file of files) yield fileSuite(file, failOn)
    yield* unreadable.map(unreadableSuite)
  })
  const total = { tests: 0, failures: 0, errors: 0 }
  for (const { attributes } of suites) {
    total.tests += attributes.tests
    total.failures += attributes.failures
    total.errors += attributes.errors
  }
  return xmlDocument({ name: "testsuites", attributes: { name: "nsg check", ...total }, content: suites })
}

interface Case extends Element {
  readonly content: readonly Element[]
}

function fileSuite({ path, groups, findings }: ReportedFile, failOn: Threshold) {
  return suite(
    path,
    madeAnew(function* () {
      const named = new Set<string | null>()
      for (const { group } of findings) named.add(group)
      for (const { name } of groups) if (!named.has(name)) yield testCase(path, name, [])
      for (const finding of findings) yield findingCase(path, finding, failOn)
    }),
  )
}

function unreadableSuite({ path, problem }: Unreadable) {
  const error: Element = { name: "error", attributes: { message: `${path} ${problem}` }, content: "" }
  return suite(path, [testCase(path, "can be read", [error])])
}

function suite(path: string, cases: Iterable<Case>) {
  const count = { tests: 0, failures: 0, errors: 0, skipped: 0 }
  for (const { content } of cases) {
    count.tests++
    const holds = (name: string) => content.some(each => each.name === name)
    if (holds("failure")) count.failures++
    if (holds("error")) count.errors++
    if (holds("skipped")) count.skipped++
  }
  return { name: "testsuite", attributes: { name: path, ...count, time: "0" }, content: cases }
}

function findingCase(path: string, finding: ReportedFinding, failOn: Threshold): Case {
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

function testCase(path: string, name: string, content: readonly Element[]): Case {
  return { name: "testcase", attributes: { name, classname: path, time: "0" }, content }
}
