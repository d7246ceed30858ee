import type { HostedService } from "../judging/hosted-services.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import type { Dialect, ExpressionFault, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node, Range } from "../syntax/node.ts"

/**
 * One diagnostic: everything about it in one value, in one file named by its code. `Data` is what a finding of it is made
 * from; `run-checks.ts` adds to that what all findings have.
 *
 * The methods take what the check's own `run` has found and nothing else, which is why checks of different data may stand
 * in one list.
 */
export type Check<Data extends object = object> = RuleCheck<Data> | GroupCheck<Data> | DocumentCheck<Data>

/** Looks at the custom rules of a group, one by one. */
export interface RuleCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "rule"
  run(rule: LocatedRule, context: RuleContext): Iterable<Found<Data>>
  /** For people: what is wrong, why it matters, and what to do. */
  message(data: Data, rule: LocatedRule): string
}

/** Looks at a whole group. It runs again only when the group, or what `GroupContext` says of it, has changed. */
export interface GroupCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "group"
  run(judged: JudgedGroup, context: GroupContext): Iterable<Found<Data>>
  message(data: Data): string
}

/** Looks at the document as such, with everything in it. */
export interface DocumentCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "document"
  run(context: DocumentContext): Iterable<Found<Data>>
  message(data: Data): string
}

/** What a check states of itself. */
export interface CheckPage {
  readonly code: string
  /** The severity most of its findings have; a finding may state another. */
  readonly severity: Severity
  /** It reports only where a setting gives it a severity: what it finds is a matter of taste, or everywhere. */
  readonly isOff?: true
  readonly category: Category
  /** The codes of the errors with which Azure refuses it, as far as they have been seen. */
  readonly azureErrors: readonly string[]
  /** What other tools call a check for the same fault. */
  readonly aliases: readonly string[]
  /** One sentence: the settings page and the table of checks show it. */
  readonly summary: string
  /** Markdown: why it matters, what to do, and when the report may be wrong. */
  readonly explanation: string
  /** Annotated sources: the documentation shows the first, the tests run all of them against all checks. */
  readonly examples: readonly [Example, ...Example[]]
}

/** How programs see what was found. */
interface FaultOf<Data> {
  /** What the contract of `nsg check --format json` has as `data`; the data themselves where it is absent. */
  json?(data: Data): Readonly<Record<string, unknown>>
  /** What of it makes another fault of it when it changes; all of `json` where it is absent. Never an offset. */
  fault?(data: Data): Readonly<Record<string, unknown>>
}

/**
 * Azure refuses the deployment, or probably does; the rule does not do what it says; it breaks what the platform needs; it
 * opens what should be closed; or it is only written in a way that misleads.
 */
export type Category = "refused" | "ineffective" | "platform" | "exposure" | "style"

export type Severity = "error" | "warning" | "information" | "hint"

/** Which document of Microsoft's the rules are held against: today's, or the one of September 2017. */
export type Profile = "current" | "2017-09"

/** What a check may know of a group besides the group itself. */
export interface GroupContext {
  readonly profile: Profile
  readonly dialect: Dialect | null
  /** Rules that never match, although others that a loop or module makes of the same text do. */
  readonly partlyDead: ReadonlySet<LocatedRule>
  /**
   * Of rules that never match or that let in the Internet, the parameters of the template whose default values have a part in
   * that.
   */
  readonly defaultsBehind: ReadonlyMap<LocatedRule, readonly string[]>
  /** So many public addresses a rule has to let in until it exposes something. */
  readonly exposureWidth: number
  /** Services of Azure that are in a subnet of the group, as far as documents at hand say. */
  readonly hostedServices: readonly HostedService[]
}

export interface RuleContext extends GroupContext {
  readonly group: LocatedGroup
  readonly network: NetworkContext
}

/** One document, read and judged. */
export interface DocumentContext {
  readonly document: SyntaxDocument
  /** The values that the parameters of a template are given, by their names in lower case. */
  readonly parameters?: ReadonlyMap<string, Node> | undefined
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
  /** See `GroupContext`; a /8 where it is absent. */
  readonly exposureWidth?: number
  hostedServicesOf?(group: LocatedGroup): readonly HostedService[]
}

/** A fault at a place, as a check yields it. */
export interface Found<Data> {
  /** In the document in which its rule stands, else its group. */
  readonly at: Range
  readonly data: Data
  /** Where it is not the check's own. */
  readonly severity?: Severity
  readonly related?: readonly Related[]
  /** Marks code that does nothing, so that editors fade it. */
  readonly unnecessary?: boolean
  /** The rule it is about, where the check looks at more than one. */
  readonly rule?: LocatedRule | null
  /** The group it is about, where the check looks at the document. */
  readonly group?: LocatedGroup | null
}

/** A fault, with all that is shown of it. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly range: Range
  readonly group: LocatedGroup | null
  readonly rule: LocatedRule | null
  readonly related: readonly Related[]
  readonly data: Readonly<Record<string, unknown>>
  /** Equal for the same fault of the same rule, wherever it stands; see `fingerprint.ts`. */
  readonly fault: string
  readonly message: string
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
  /** Checks that are off by default, and that it is about. */
  readonly switchedOn?: readonly string[]
  /** A service tag file that it is judged with. */
  readonly tagFile?: { readonly name: string; readonly text: string }
  /** Steps that a proof may take, where that is less than usual. */
  readonly proofSteps?: number
}
