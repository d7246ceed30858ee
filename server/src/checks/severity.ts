import type { Severity } from "./check.ts"

const falling = ["error", "warning", "information", "hint"] as const satisfies readonly Severity[]

/**
 * The severity of a fault that is only possibly one, as part of what it rests on is not known: one lower than it would be.
 * The message of such a finding says "possibly", or what it depends on.
 */
export function possibly(severity: Severity): Severity {
  return falling[falling.indexOf(severity) + 1] ?? "hint"
}
