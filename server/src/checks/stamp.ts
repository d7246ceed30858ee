import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Check, Finding, FindingChanges, Found } from "./check.ts"
import type { Fix } from "./fix.ts"
import { withCapital } from "./wording.ts"

interface Stamped {
  readonly message: string
  readonly group?: LocatedGroup
  readonly rule?: LocatedRule
  /** What may be done about something that the check found; absent where it knows nothing. */
  readonly fixes?: MakeFixes | undefined
}

type MakeFixes = (data: object) => readonly Fix[]

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
    },
    { check, data: found.data, rule, fixes: about.fixes },
  )
}

type Told = Omit<Finding, "data" | "fault" | "fixes" | "with" | "unnecessary"> & {
  readonly unnecessary: boolean | undefined
}

/** What the check found of which rule. */
interface Evidence {
  readonly check: Check
  readonly data: object
  readonly rule: LocatedRule | null
  readonly fixes: MakeFixes | undefined
}

/** There may be thousands at each keystroke, and only reports, fingerprints and fixes are made of the data. */
class StampedFinding implements Finding {
  readonly code: string
  readonly severity: Finding["severity"]
  readonly range: Finding["range"]
  readonly group: Finding["group"]
  readonly rule: Finding["rule"]
  readonly related: Finding["related"]
  readonly message: string
  readonly unnecessary?: true
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

  get fixes(): Finding["fixes"] {
    const { fixes, data } = this.#evidence
    return fixes && (() => fixes(data))
  }

  with({ fixes, ...changes }: FindingChanges): Finding {
    const evidence = fixes ? { ...this.#evidence, fixes } : this.#evidence
    return new StampedFinding({ unnecessary: undefined, ...this, ...changes }, evidence)
  }
}
