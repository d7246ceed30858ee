import type { Check, Finding } from "../checks/check.ts"
import type { Settings } from "./settings.ts"

/** Whether what a check finds is to be shown. */
export function isWanted({ code, isOff }: Check, { checks }: Settings): boolean {
  return (checks[code] ?? (isOff ? "off" : "on")) !== "off"
}

export function withSeverity(finding: Finding, { checks }: Settings): Finding {
  const severity = checks[finding.code]
  return severity === undefined || severity === "off" ? finding : { ...finding, severity }
}
