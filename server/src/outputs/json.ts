import { type RelatedPlace, type Report, type ReportedFile, summarise } from "./report.ts"

/** The report as the contract of `nsg check --format json` has it. */
export function jsonOutput(report: Report): string {
  return `${JSON.stringify(reportJson(report), null, 2)}\n`
}

export function reportJson(report: Report) {
  const { files, gone } = report
  return {
    version: 1,
    files: files.map(fileJson),
    summary: summarise(report),
    ...(gone && { baseline: { gone } }),
  }
}

function fileJson({ path, dialect, groups, findings }: ReportedFile) {
  return {
    path,
    dialect,
    groups: groups.map(({ name, rules, partial }) => ({ name, rules, complete: partial === undefined })),
    findings: findings.map(({ frame: _, ...finding }) => ({ ...finding, related: finding.related.map(relatedJson) })),
  }
}

function relatedJson({ path, message, range }: RelatedPlace) {
  return { path, message, range }
}
