import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Check, Finding, FindingChanges, Found } from "./check.ts"
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
export function stamp(check: Check, found: Found<object>, about: Stamped): Finding {
  const rule = about.rule ?? found.rule ?? null
  return new StampedFinding(
    {
      code: check.code,
      severity: found.severity ?? check.severity,
      range: found.at,
      group: about.group ?? found.group ?? null,
      rule,
      related: found.related ?? [],
      message: withCapital(about.message),
      unnecessary: found.unnecessary,
      fixes: about.fixes,
    },
    { check, data: found.data, rule },
  )
}

type Told = Omit<Finding, "data" | "fault" | "with" | "unnecessary"> & { readonly unnecessary: boolean | undefined }

/** What the check found of which rule. */
interface Evidence {
  readonly check: Check
  readonly data: object
  readonly rule: LocatedRule | null
}

/** There may be thousands, and only reports and fingerprints are made of the data. */
class StampedFinding implements Finding {
  readonly code: string
  readonly severity: Finding["severity"]
  readonly range: Finding["range"]
  readonly group: Finding["group"]
  readonly rule: Finding["rule"]
  readonly related: Finding["related"]
  readonly message: string
  readonly unnecessary?: true
  readonly fixes?: () => readonly Fix[]
  readonly suppression?: NonNullable<Finding["suppression"]>
  readonly #evidence: Evidence

  constructor(told: Told, evidence: Evidence) {
    this.code = told.code
    this.severity = told.severity
    this.range = told.range
    this.group = told.group
    this.rule = told.rule
    this.related = told.related
    this.message = told.message
    if (told.unnecessary) this.unnecessary = true
    if (told.fixes) this.fixes = told.fixes
    if (told.suppression) this.suppression = told.suppression
    this.#evidence = evidence
  }

  get data(): Finding["data"] {
    const { check, data } = this.#evidence
    return check.json?.(data) ?? { ...data }
  }

  get fault(): string {
    const { check, data, rule } = this.#evidence
    return JSON.stringify([check.code, rule?.name.toLowerCase() ?? null, check.fault?.(data) ?? this.data])
  }

  with(changes: FindingChanges): Finding {
    return new StampedFinding({ unnecessary: undefined, ...this, ...changes }, this.#evidence)
  }
}
