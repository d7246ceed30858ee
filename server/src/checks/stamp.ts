import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Check, Finding, Found } from "./check.ts"
import type { Fix } from "./fix.ts"
import { withCapital } from "./wording.ts"

interface Stamped {
  readonly message: string
  readonly group?: LocatedGroup
  readonly rule?: LocatedRule
  /** Absent where the check knows none. */
  readonly fixes?: (() => readonly Fix[]) | undefined
}

/** A finding with what the check itself need not say. */
export function stamp(check: Check, found: Found<object>, { message, fixes, ...about }: Stamped): Finding {
  const { code } = check
  const rule = about.rule ?? found.rule ?? null
  const data = check.json?.(found.data) ?? { ...found.data }
  return {
    code,
    severity: found.severity ?? check.severity,
    range: found.at,
    group: about.group ?? found.group ?? null,
    rule,
    related: found.related ?? [],
    data,
    // Only fingerprints are made of it.
    get fault() {
      return JSON.stringify([code, rule?.name.toLowerCase() ?? null, check.fault?.(found.data) ?? data])
    },
    message: withCapital(message),
    ...(found.unnecessary && { unnecessary: true }),
    ...(fixes && { fixes }),
  }
}
