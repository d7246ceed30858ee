import { groupedBy } from "../values/grouped.ts"
import { madeAnew } from "../values/made-anew.ts"
import { jsonAround, jsonItem } from "./json-items.ts"
import type { BaselineEntry, Report, ReportedFile } from "./report.ts"

/** Findings that are known and accepted: only what is not among them is new. */
export type Baseline = readonly BaselineEntry[]

/** The text of a baseline with every finding of a report that is not suppressed, in the order of the report, piece by piece. */
export function* writeBaseline({ files }: Report, pathOf: (path: string) => string): Iterable<string> {
  const entries = madeAnew(function* () {
    for (const { path, findings } of files) {
      for (const { fingerprint, code, message, suppression } of findings) {
        if (!suppression) yield jsonItem({ fingerprint, path: pathOf(path), code, message })
      }
    }
  })
  yield* jsonAround(findings => ({ version: 1, findings }), entries)
  yield "\n"
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

/**
 * The files with the findings marked that the baseline has, and the entries that nothing was found for. A fingerprint does not
 * tell files apart, so that each entry stands for one finding: for that of its own file before one elsewhere, where its file
 * may have moved to.
 */
export function holdAgainst(
  files: Iterable<ReportedFile>,
  baseline: Baseline,
  pathOf: (path: string) => string,
): { readonly files: Iterable<ReportedFile>; readonly left: Baseline } {
  const left = new Map(
    [...groupedBy(baseline, ({ fingerprint }) => fingerprint)].map(([key, some]) => [key, [...some]]),
  )
  // By the place of a finding among all of them.
  const known = new Set<number>()
  const takeAll = (isMeant: (entry: BaselineEntry, path: string) => boolean) => {
    let place = 0
    for (const file of files) {
      const path = pathOf(file.path)
      for (const { fingerprint } of file.findings) {
        const own = place++
        const entries = left.get(fingerprint) ?? []
        const meant = known.has(own) ? -1 : entries.findIndex(entry => isMeant(entry, path))
        if (meant < 0) continue
        entries.splice(meant, 1)
        known.add(own)
      }
    }
  }
  takeAll((entry, path) => entry.path === path)
  takeAll(() => true)
  return {
    files: marked(files, known),
    left: baseline.filter(entry => left.get(entry.fingerprint)?.includes(entry)),
  }
}

/** The findings at these places among all are in the baseline. */
function marked(files: Iterable<ReportedFile>, known: ReadonlySet<number>): Iterable<ReportedFile> {
  return madeAnew(function* () {
    let before = 0
    for (const file of files) {
      const first = before
      const findings = madeAnew(function* () {
        let place = first
        for (const finding of file.findings) {
          yield known.has(place++) && !finding.suppression ? { ...finding, baselined: true as const } : finding
        }
      })
      for (const _ of file.findings) before++
      yield { ...file, findings }
    }
  })
}
