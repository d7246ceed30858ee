import type { Severity } from "./check.ts"

const severities: readonly Severity[] = ["error", "warning", "information", "hint"]

/** One severity lower: what is only possibly so. */
export function lowered(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? "hint"
}
