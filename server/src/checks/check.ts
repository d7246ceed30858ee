import type { Attachments } from "../judging/attachments.ts"
import type { GivenTemplate } from "../judging/defaulted-parameters.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import type { Dialect, ExpressionFault, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { ConfigurationFault } from "./configuration-fault.ts"
import type { Fix, GroupFixContext, RuleFixContext } from "./fix.ts"
import type { SuppressionFault } from "./suppression-fault.ts"

/**
 * One diagnostic: everything about it in one value, in one file named by its code. `Data` is what a finding of it is made
 * from; `run-checks.ts` adds to that what all findings have.
 *
 * The methods take what the check's own `run` has found and nothing else, which is why checks of different data may stand
 * in one list.
 */
export type Check<Data extends object = object> =
  | RuleCheck<Data>
  | GroupCheck<Data>
  | DocumentCheck<Data>
  | WorkspaceCheck<Data>

/** Looks at the custom rules of a group, one by one. */
export interface RuleCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "rule"
  run(rule: LocatedRule, context: RuleContext): Iterable<Found<Data>>
  /** For people: what is wrong, why it matters, and what to do. */
  message(data: Data, rule: LocatedRule): string
  /** What may be done about it, the likeliest first. */
  fixes?(data: Data, context: RuleFixContext): readonly Fix[]
}

/** Looks at a whole group. It runs again only when the group, or what `GroupContext` says of it, has changed. */
export interface GroupCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "group"
  run(judged: JudgedGroup, context: GroupContext): Iterable<Found<Data>>
  message(data: Data): string
  fixes?(data: Data, context: GroupFixContext): readonly Fix[]
}

/** Looks at the document as such, with everything in it. */
export interface DocumentCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "document"
  run(context: DocumentContext): Iterable<Found<Data>>
  message(data: Data): string
  fixes?(data: Data): readonly Fix[]
}

/** Looks at the networks that all documents describe together. It runs again only when one of them says something else. */
export interface WorkspaceCheck<Data extends object = object> extends CheckPage, FaultOf<Data> {
  readonly scope: "workspace"
  run(context: WorkspaceContext): Iterable<PlacedFound<Data>>
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

/**
 * Which document of Microsoft's the rules are held against: today's, the one of September 2017, or what that says of the
 * classic deployment model.
 */
export const profiles = ["current", "2017-09", "classic"] as const
export type Profile = (typeof profiles)[number]

/** What a check may know of a group besides the group itself. */
export interface GroupContext {
  readonly profile: Profile
  readonly dialect: Dialect | null
  /** Rules that never match, although others that a loop or module makes of the same text do. */
  readonly partlyDead: ReadonlySet<LocatedRule>
  /** The document, whose parameters may have a part in what rules do by their default values. */
  readonly template: GivenTemplate
  /** Where the group is attached, as far as the documents at hand say. */
  readonly attachments: Attachments
  /** So many public addresses a rule has to let in until it exposes something. */
  readonly exposureWidth: number
  /** Prefixes behind gateways, as a setting has them. */
  readonly onPremises: readonly AddressPrefix[]
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
  readonly givenUp: "values" | "choices" | undefined
  /** The first of the values that PowerShell cut off when it printed the document. */
  readonly cutOff?: Range | undefined
  /** What Azure refuses in the expressions of a template's groups, rules and networks. */
  readonly expressionFaults: readonly ExpressionFault[]
  /** What is wrong with its suppressions: known only when all other checks have run. */
  readonly suppressionFaults: readonly SuppressionFault[]
  /** What is wrong with it, where it is a configuration file. */
  readonly configurationFaults: readonly ConfigurationFault[]
  readonly profile: Profile
  /** See `GroupContext`; a /8 where it is absent. */
  readonly exposureWidth?: number
  /** See `GroupContext`; none where it is absent. */
  readonly onPremises?: readonly AddressPrefix[]
  /** Where a group, one of `groups` as it was handed in, is attached; nothing is known where this is absent. */
  attachmentsOf?(group: LocatedGroup): Attachments
}

/** What all documents describe together: one value as long as none of them says anything else of networks. */
export interface WorkspaceContext {
  readonly topology: LinkedTopology
  /** Whether these are all documents of a workspace, so that what none of them says is not said anywhere in it. */
  readonly isWhole: boolean
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

/** The same in one of several documents. */
export interface PlacedFound<Data> extends Found<Data> {
  /** URI of the document that it stands in. */
  readonly document: string
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
  /** What may be done about it; worked out when it is called. */
  readonly fixes?: (() => readonly Fix[]) | undefined
  /** Set where the document says that it is to be left out. */
  readonly suppression?: Suppression
  /** The same fault, told in another way. */
  with(changes: FindingChanges): Finding
}

/** How a finding is told. */
export type FindingChanges = Partial<
  Pick<Finding, "severity" | "range" | "group" | "rule" | "related" | "message" | "fixes" | "suppression">
>

/** What a document gives as the reason why a finding is to be left out. */
export interface Suppression {
  readonly reason: string
}

/** A place that belongs to the finding. */
export interface Related {
  /** URI of the document it is in, where the group is joined from several. */
  readonly document?: string
  readonly range: Range
  readonly message: string
}

/** A document of an example with several; all stand in one folder. */
export interface ExampleDocument extends Pick<Example, "language" | "source"> {
  readonly name: string
}

/** An annotated source, in which every finding is drawn under what it points at. */
export interface Example {
  readonly title: string
  readonly language: "json" | "yaml"
  readonly source: string
  /** Other documents of the same workspace, each with its own findings drawn. */
  readonly beside?: readonly ExampleDocument[]
  /** The documents are all that the workspace holds. */
  readonly isWhole?: true
  readonly profile?: Profile
  /** Its name, where that decides what it is. */
  readonly file?: string
  /** Checks that are off by default, and that it is about. */
  readonly switchedOn?: readonly string[]
  /** A service tag file that it is judged with. */
  readonly tagFile?: { readonly name: string; readonly text: string }
  /** Steps that a proof may take, where that is less than usual. */
  readonly proofSteps?: number
}
