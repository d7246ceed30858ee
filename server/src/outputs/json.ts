import { madeAnew } from "../values/made-anew.ts"
import { jsonAround, jsonItem } from "./json-items.ts"
import {
  type RelatedPlace,
  type Report,
  type ReportedFile,
  type ReportedFinding,
  type Summary,
  summarise,
} from "./report.ts"

/** The report as the contract of `nsg check --format json` has it. */
export function* jsonOutput(report: Report): Iterable<string> {
  const { files } = report
  const summary = summarise(report)
  const texts = madeAnew(function* () {
    for (const file of files) yield fileText(file)
  })
  yield* jsonAround(items => around(report, items, summary), texts)
  yield "\n"
}

/** The same as one value. */
export function reportJson(report: Report) {
  const files = Array.from(report.files, file => fileJson(file, Array.from(file.findings, findingJson)))
  return around(report, files, summarise(report))
}

function around<T>({ gone }: Report, files: readonly T[], summary: Summary) {
  return { version: 1, files, summary, ...(gone && { baseline: { gone } }) }
}

function fileText(file: ReportedFile): Iterable<string> {
  const texts = madeAnew(function* () {
    for (const finding of file.findings) yield jsonItem(findingJson(finding))
  })
  return jsonAround(findings => fileJson(file, findings), texts)
}

function fileJson<T>({ path, dialect, groups }: ReportedFile, findings: readonly T[]) {
  return {
    path,
    dialect,
    groups: groups.map(({ name, rules, partial }) => ({ name, rules, complete: partial === undefined })),
    findings,
  }
}

function findingJson({ frame: _, ...finding }: ReportedFinding) {
  return { ...finding, related: finding.related.map(relatedJson) }
}

function relatedJson({ path, message, range }: RelatedPlace) {
  return { path, message, range }
}
