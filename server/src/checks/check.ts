import type { Dialect, ExpressionFault, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import type { JudgedGroup } from "./judged-group.ts"

/** One diagnostic: everything about it in one value, in one file named by its code. */
export interface Check {
  readonly code: string
  /**
   * `rule`: what it says of a rule of a group depends on the rule, the group's API version, the dialect and the profile, and
   * on nothing else. Such a check is not asked again about a rule that an edit left as it was.
   */
  readonly scope?: "rule"
  /** The severity most of its findings have; a finding may state another. */
  readonly severity: Severity
  /** One sentence: the settings page and the table of checks show it. */
  readonly summary: string
  /** Markdown: why it matters, what to do, and when the report may be wrong. */
  readonly explanation: string
  /** Annotated sources: the documentation shows the first, the tests run all of them against all checks. */
  readonly examples: readonly Example[]
  run(context: CheckContext): Iterable<Finding>
}

export type Severity = "error" | "warning" | "information" | "hint"

/** Which document of Microsoft's the rules are held against: today's, or the one of September 2017. */
export type Profile = "current" | "2017-09"

/** What a check may look at: one document, read and judged. */
export interface CheckContext {
  readonly document: SyntaxDocument
  readonly dialect: Dialect | null
  readonly groups: readonly JudgedGroup[]
  /** Groups that are written out inside of what ought to refer to them: whether they exist is not known. */
  readonly groupsInside: readonly JudgedGroup[]
  /** Evaluating the document's expressions was given up for too much work. */
  readonly isGivenUp: boolean
  /** The first of the values that PowerShell cut off when it printed the document. */
  readonly cutOff?: Range | undefined
  /** What Azure refuses in the expressions of a template's groups and rules. */
  readonly expressionFaults: readonly ExpressionFault[]
  readonly profile: Profile
}

/** A fault at a place. It carries data; its text is made from them by the check's own function, on demand. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  /** In the document in which its rule stands, else its group. */
  readonly range: Range
  readonly group: LocatedGroup | null
  readonly rule: LocatedRule | null
  readonly related: readonly Related[]
  /** For programs, as the contract of `nsg check --format json` has it. */
  readonly data: Readonly<Record<string, unknown>>
  /** For people: what is wrong, why it matters, and what to do. */
  readonly message: string
  /** Marks code that does nothing, so that editors fade it. */
  readonly unnecessary?: true
}

/** A place that belongs to the finding. */
export interface Related {
  /** URI of the document it is in, where the group is joined from several. */
  readonly document?: string
  readonly range: Range
  readonly message: string
}

/** An annotated source, in which every finding is drawn under what it points at. */
export interface Example {
  readonly title: string
  readonly language: "json" | "yaml"
  readonly source: string
  readonly profile?: Profile
}
