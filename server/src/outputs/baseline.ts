import { groupedBy } from "../values/grouped.ts"
import type { BaselineEntry, Report, ReportedFile, ReportedFinding } from "./report.ts"

/** Findings that are known and accepted: only what is not among them is new. */
export type Baseline = readonly BaselineEntry[]

/** The text of a baseline with every finding of a report that is not suppressed, in the order of the report. */
export function writeBaseline({ files }: Report, pathOf: (path: string) => string): string {
  const findings = files.flatMap(file =>
    file.findings
      .filter(({ suppression }) => suppression === undefined)
      .map(({ fingerprint, code, message }) => ({ fingerprint, path: pathOf(file.path), code, message })),
  )
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`
}

/** A baseline from its text, or why it is none. */
export function readBaseline(text: string): Baseline | { readonly problem: string } {
  const problem = 'is not a baseline: create one with "nsg check --write-baseline FILE PATH…".'
  const parsed = parse(text)
  if (!isObject(parsed) || !Array.isArray(parsed.findings)) return { problem }
  if (parsed.version !== 1) return { problem: `is a baseline of version ${parsed.version}; this nsg reads version 1.` }
  return parsed.findings.every(isEntry) ? parsed.findings : { problem }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
}

function isEntry(value: unknown): value is BaselineEntry {
  return isObject(value) && ["fingerprint", "path", "code", "message"].every(key => typeof value[key] === "string")
}

/** What a finding of a report is held against. */
interface Placed {
  readonly path: string
  readonly finding: ReportedFinding
}

/**
 * The files with the findings marked that the baseline has, and the entries that nothing was found for. A fingerprint does not
 * tell files apart, so that each entry stands for one finding: for that of its own file before one elsewhere, where its file
 * may have moved to.
 */
export function holdAgainst(
  files: readonly ReportedFile[],
  baseline: Baseline,
  pathOf: (path: string) => string,
): { readonly files: readonly ReportedFile[]; readonly left: Baseline } {
  const left = new Map(
    [...groupedBy(baseline, ({ fingerprint }) => fingerprint)].map(([key, some]) => [key, [...some]]),
  )
  const known = new Set<ReportedFinding>()
  const all: Placed[] = files.flatMap(({ path, findings }) =>
    findings.map(finding => ({ path: pathOf(path), finding })),
  )
  const take = ({ path, finding }: Placed, isAnywhere: boolean) => {
    const entries = left.get(finding.fingerprint) ?? []
    const place = entries.findIndex(entry => isAnywhere || entry.path === path)
    if (place < 0 || known.has(finding)) return
    entries.splice(place, 1)
    known.add(finding)
  }
  for (const placed of all) take(placed, false)
  for (const placed of all) take(placed, true)
  return {
    files: files.map(file => ({ ...file, findings: file.findings.map(mark) })),
    left: baseline.filter(entry => left.get(entry.fingerprint)?.includes(entry)),
  }

  function mark(finding: ReportedFinding): ReportedFinding {
    return known.has(finding) && !finding.suppression ? { ...finding, baselined: true } : finding
  }
}
