import type { Check, Finding } from "../checks/check.ts"
import { checks } from "../checks/index.ts"
import { keptFor } from "../values/kept-for.ts"
import type { Settings } from "./settings.ts"

/** The checks that are to run: one list as long as the settings live. */
export const wantedChecks: (settings: Settings) => readonly Check[] = keptFor(settings =>
  checks.filter(check => isWanted(check, settings)),
)

export function isWanted({ code, isOff }: Check, { checks }: Settings): boolean {
  return (checks[code] ?? (isOff ? "off" : "on")) !== "off"
}

/** A finding with the severity that the settings give its check. */
export function withSeverity(finding: Finding, { checks }: Settings): Finding {
  const severity = checks[finding.code]
  return severity === undefined || severity === "off" ? finding : finding.with({ severity })
}
