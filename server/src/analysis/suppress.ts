import type { Finding } from "../checks/check.ts"
import { checksNamed, similarCheck } from "../checks/find-check.ts"
import { checks } from "../checks/index.ts"
import type { SuppressionFault } from "../checks/suppression-fault.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { groupedBy } from "../values/grouped.ts"
import type { Settings } from "./settings.ts"
import { wantedChecks } from "./wanted-checks.ts"
import { suppressionsIn, type WrittenCode, type WrittenSuppression } from "./written-suppression.ts"

/** Findings without those that the document suppresses, these with the reason, and what is wrong with the suppressions. */
export interface Suppressed {
  readonly findings: readonly Finding[]
  readonly suppressed: readonly Finding[]
  readonly faults: readonly SuppressionFault[]
}

export function suppress(findings: readonly Finding[], document: SyntaxDocument, settings: Settings): Suppressed {
  const written = suppressionsIn(document)
  if (written.length === 0) return { findings, suppressed: [], faults: [] }
  const byCode = groupedBy(findings, ({ code }) => code)
  const followed = written.filter(each => each.reason !== "" && !each.isInRule)
  const reasons = new Map<Finding, string>()
  const used = new Set<WrittenCode>()
  for (const each of followed) {
    for (const code of each.codes) {
      for (const finding of byCode.get(code.code)?.filter(each.covers) ?? []) {
        reasons.set(finding, reasons.get(finding) ?? each.reason)
        used.add(code)
      }
    }
  }
  const isReadable = !document.problems.some(({ reason }) => reason === "syntax")
  const running = new Set(wantedChecks(settings).map(({ code }) => code))
  // Of a check that does not run it is not known whether it would find something.
  const isNeeded = (code: WrittenCode) => used.has(code) || !isReadable || !running.has(code.code)
  return {
    findings: findings.filter(finding => !reasons.has(finding)),
    suppressed: findings.flatMap(finding => {
      const reason = reasons.get(finding)
      return reason === undefined ? [] : [finding.with({ suppression: { reason } })]
    }),
    faults: written.flatMap(each => faultsOf(each, isNeeded)),
  }
}

function faultsOf(written: WrittenSuppression, isNeeded: (code: WrittenCode) => boolean): SuppressionFault[] {
  const { codes, reason, range, isInRule, rule } = written
  const [first] = codes
  if (isInRule) return [{ kind: "place", code: first?.code ?? "", range: first?.range ?? range }]
  if (!first) return [{ kind: "empty", code: "", range }]
  const unknown = codes.filter(({ code }) => !isCode(code))
  const faults: SuppressionFault[] = unknown.map(each => ({ kind: "code", ...each, ...instead(each) }))
  if (reason === "") return [...faults, { kind: "reason", code: codes.map(({ code }) => code).join(", "), range }]
  const unused = codes.filter(code => isCode(code.code) && !isNeeded(code))
  return [...faults, ...unused.map(each => ({ kind: "unused" as const, ...each, ...(rule !== undefined && { rule }) }))]
}

function instead({ code }: WrittenCode): Pick<SuppressionFault, "instead"> {
  const meant = checksNamed(code)[0]?.code ?? similarCheck(code)
  return meant === undefined ? {} : { instead: meant }
}

function isCode(code: string): boolean {
  return checks.some(check => check.code === code)
}
