import type { DifferenceJson } from "./features/difference-text.ts"
import type { EffectiveOfInterface } from "./features/effective-interface.ts"
import type { EffectiveRules } from "./features/effective-rules.ts"
import type { GroupEntry } from "./features/groups.ts"
import type { NetworkEntry } from "./features/network-entries.ts"
import type { GroupNode, NetworkNode, NetworkTree, RuleNode } from "./features/network-tree.ts"
import type { LevelView, PassageView } from "./features/passage-view.ts"
import type { PathVerification } from "./features/path-verification.ts"
import type { DrawnView } from "./features/picture-svg.ts"
import type { RuleBox } from "./features/rule-box.ts"
import type { GroupView, RuleSection, RuleView } from "./features/rules-view.ts"
import type { Settlement } from "./features/settlements.ts"
import type { FlowSuggestion } from "./features/suggest-flows.ts"
import type { TopologyJson } from "./features/topology-json.ts"
import type { TextPart, TraceView, TriedRuleView, VerdictView } from "./features/verdict-view.ts"
import type { Verification } from "./features/verification.ts"
import type { FileQuery } from "./workspace/file-source.ts"
import type { IndexState } from "./workspace/workspace-index.ts"

// What the server speaks beyond LSP. Everything here is plain data: positions and ranges are LSP's (zero-based, UTF-16).

/**
 * Commands of the server (`workspace/executeCommand`), so that every editor has them. Each takes one argument object.
 * Bad arguments (an unreadable flow, no such group, several groups and no name) are answered by an error response
 * whose message is written for the user.
 */
export const verifyFlowCommand = "nsg.verifyFlow"
export const effectiveRulesCommand = "nsg.effectiveRules"
export const topologyCommand = "nsg.topology"
/** Compares a document's groups with those of another text. Its argument is a `DifferenceArgument`. */
export const differenceCommand = "nsg.difference"

/** Drafts claims of what a group does today. Its argument is a `Subject` of a group, its answer a `DraftClaimsAnswer`. */
export const draftClaimsCommand = "nsg.draftClaims"

/** Writes a verified flow as a claim. Its argument is a `FlowClaimArgument`, its answer a `FlowClaimAnswer`. */
export const flowClaimCommand = "nsg.flowClaim"

/**
 * Commands of the client, which the server's code lenses run with one `LensSubject` as argument: ask for a flow and
 * show the answer; show the effective rules; show what changed since HEAD, where it also answers `headTextRequest`. Lenses run
 * them only for a client that set `clientCommands`.
 */
export const askFlowCommand = "nsg.askFlow"
export const showEffectiveRulesCommand = "nsg.showEffectiveRules"
export const showDifferenceCommand = "nsg.showDifference"

/**
 * Command of the client that the lenses of a `.nsgflow` file run, with one `ClaimsArgument`: prove the file's claims, or one of them,
 * and show the results.
 */
export const verifyClaimsCommand = "nsg.verifyClaims"

/**
 * Command of the client that selects a place in its document, with a `Location` as argument: links in its own texts and
 * pictures run it, and code actions where what is to be changed stands elsewhere.
 */
export const showPlaceCommand = "nsg.showPlace"

/** Request: the groups of the workspace, or of one document. Params `GroupsParams`, result `readonly GroupEntry[]`. */
export const groupsRequest = "nsg/groups"
/**
 * Request: the subnets, network interfaces and machines of the workspace, or of one document. Params `GroupsParams`, result
 * `readonly NetworkEntry[]`.
 */
export const networkEntriesRequest = "nsg/networkEntries"
/** Request: the workspace's networks as a tree. Without params, result `NetworkTree<NamedPlace>`. */
export const networkTreeRequest = "nsg/networkTree"

/** Request: the claims of a `.nsgflow` file, open or not. Params `FlowFileParams`, result `readonly ClaimItem[]`. */
export const claimsRequest = "nsg/claims"
/** Request: whether these claims hold. Params `FlowFileParams`, result `readonly ClaimResult[]`, in the same order. */
export const testClaimsRequest = "nsg/testClaims"
/** Request: which rules the claims of files reach. Params `ClaimCoverageParams`, result `readonly CoveredFile[]`. */
export const claimCoverageRequest = "nsg/claimCoverage"
/** Request: what checking rests on. Params `OverviewParams`, result `Overview`. */
export const overviewRequest = "nsg/overview"
/** Request: whether a flow can be read, and what it may go on with. Params `ValidateFlowParams`, result `ValidateFlowResult`. */
export const validateFlowRequest = "nsg/validateFlow"

/** Request: what a flow may be made of. Params `Subject`, result `FlowChoices`. */
export const flowChoicesRequest = "nsg/flowChoices"

/** Request: an issue's text about a finding that is wrong. Params `FindingReportParams`, result `string | null`. */
export const findingReportRequest = "nsg/findingReport"

/** Request: whether a text is a service tag file. Params `CheckTagsParams`, result `CheckTagsResult`. */
export const checkTagsRequest = "nsg/checkTags"
/** Notification: the client has downloaded another service tag file. Params `StoredTagsParams`. */
export const storedTagsNotification = "nsg/storedTags"

/**
 * Request: loads flow logs, in place of those before; hints beside rules then say how many flows each took, and lenses what the
 * edit since HEAD would have dropped. Params `LoadFlowLogParams`, result `LoadFlowLogResult`.
 */
export const loadFlowLogRequest = "nsg/loadFlowLog"
/** Request: forgets the loaded flow logs. Without params, result null. */
export const unloadFlowLogRequest = "nsg/unloadFlowLog"

/** Request of the server: the files of a workspace folder. Params `FileQuery`, result `readonly string[]`, their URIs. */
export const listFilesRequest = "nsg/listFiles"
/** Request of the server: a file's text. Params `ReadFileParams`, result `string | null`; null where it cannot be read. */
export const readFileRequest = "nsg/readFile"
/**
 * Request of the server: a document's text as the HEAD of its git repository has it. Params `HeadTextParams`, result
 * `string | null`; null where there is none.
 */
export const headTextRequest = "nsg/headText"
/** Notification: HEAD is another commit in some repository. Without params. */
export const headMovedNotification = "nsg/headMoved"
/**
 * Request: a tool for assistants, as `nsg mcp` offers it. Params `AssistantToolParams`, result `AssistantToolResult`. Only where
 * the server reads the files of its machine.
 */
export const assistantToolRequest = "nsg/assistantTool"
/** Notification of the server: what it knows of the workspace's files. Params `IndexState`. */
export const indexStateNotification = "nsg/indexState"

export type {
  DifferenceJson,
  DrawnView,
  EffectiveOfInterface,
  EffectiveRules,
  FileQuery,
  FlowSuggestion,
  GroupEntry,
  GroupNode,
  GroupView,
  IndexState,
  LevelView,
  NetworkEntry,
  NetworkNode,
  NetworkTree,
  PassageView,
  PathVerification,
  RuleBox,
  RuleNode,
  RuleSection,
  RuleView,
  Settlement,
  TextPart,
  TopologyJson,
  TraceView,
  TriedRuleView,
  VerdictView,
  Verification,
}

export interface AssistantToolParams {
  /** The name of the command that it is, such as "verify". */
  readonly tool: string
  /** Its options; what does not fit them is answered in words. */
  readonly input: unknown
  /** Path of the folder that may be read, which paths are relative to. */
  readonly folder: string
}

export interface AssistantToolResult {
  /** What the command wrote on standard output, and on standard error. */
  readonly texts: readonly string[]
  readonly isError: boolean
}

/** What a client may say in `initializationOptions`. */
export interface InitializationOptions {
  /** True when the client has registered `askFlowCommand`, `showEffectiveRulesCommand` and `showPlaceCommand`. */
  readonly clientCommands?: boolean
  /** True when the client has registered `verifyClaimsCommand`. */
  readonly clientTests?: boolean
  /** True when the client answers `listFilesRequest` and `readFileRequest`; else the server reads files itself. */
  readonly clientFiles?: boolean
  /** True when the client answers `headTextRequest`, and has `showDifferenceCommand`. */
  readonly clientRevisions?: boolean
  /** True when the client wants `indexStateNotification`. */
  readonly indexState?: boolean
  /** The languages, by their ids in the editor, whose syntax errors another server reports: they are not reported twice. */
  readonly syntaxErrorsElsewhere?: readonly string[]
  /** URI of the service tag file that the client has downloaded, if it has; it answers `readFileRequest` for it. */
  readonly storedTags?: string
  /** What the server says in the editor's language, by its English: a bundle of `l10n`. English is spoken without. */
  readonly texts?: Readonly<Record<string, string>>
}

export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

export interface Location {
  readonly uri: string
  readonly range: Range
}

/** A resource or rule in its document. */
export interface NamedPlace {
  readonly uri: string
  /** The whole of it. */
  readonly range: Range
  /** Its name. */
  readonly nameRange: Range
}

export interface TextLink {
  /** Where in the text it stands. */
  readonly range: Range
  readonly location: Location
}

/**
 * What is asked about. With `end` it is a thing of the workspace's networks; with `group` or `at` a group of the document. With
 * neither it is whatever of the networks the flow is about, else the document's only group.
 */
export interface Subject {
  /** A document: the one with the group, and in any case that whose settings count. */
  readonly uri?: string
  readonly group?: string
  /** A position inside of the group: tells groups of the same name apart. */
  readonly at?: Position
  /** A subnet, network interface or machine, as `NetworkEntry` has it: `nic:web-0`. */
  readonly end?: string
}

/** What a lens is about: a subject, or several that a loop makes at one place, of which the user chooses one. */
export interface LensSubject extends Subject {
  readonly oneOf?: readonly Subject[]
}

export interface VerifyFlowArgument extends Subject {
  /** One line: `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`, or of networks `tcp nic:web-0 -> nic:db-0:1433`. */
  readonly flow: string
}

/** The command line's JSON, and beside it what a client needs to show it. */
export type VerifyFlowAnswer = (Verification | PathVerification) & {
  readonly client: {
    /** The answer for people: verdict, deciding rule, every rule tried, assumptions. Plain text of several lines. */
    readonly text: string
    /** The same as data, for a page. */
    readonly view: VerdictView
    /** The verdict in one sentence, for a notification. */
    readonly summary: string
    /** The deciding rule, where it stands in a document. */
    readonly location?: Location
    /** Words of the text that lead to a rule: of a path each level's. */
    readonly links?: readonly TextLink[]
    /** Ways to settle what the verdict depends on; only those that do. */
    readonly settle?: readonly Settlement[]
  }
}

/** Of groups their rules; of a subnet, network interface or machine those of all levels, and what gets through them. */
export type EffectiveRulesAnswer = (EffectiveRules | EffectiveOfInterface) & {
  readonly client: {
    /** The rules as aligned tables, for a read-only document. */
    readonly text: string
    /** The same as data, for tables that can be sorted and filtered. */
    readonly view: EffectiveRulesView
  }
}

export interface EffectiveRulesView {
  readonly groups: readonly GroupView[]
  /** Of a subnet, network interface or machine: its levels by direction, and what gets through them together. Else each group has its own. */
  readonly passages?: readonly PassageView[]
}

export interface DifferenceArgument extends Subject {
  /** The version that is compared, where it is not the document as the editor or the file has it. */
  readonly text?: string
  /** The version that the document's groups are compared with. */
  readonly other: {
    /** As people call it: `HEAD`, a revision, a file. */
    readonly name: string
    readonly text: string
  }
}

/** The command line's JSON, of the group that is named or of all. */
export interface DifferenceAnswer extends DifferenceJson {
  readonly client: {
    /** The changes for people, for a read-only document. */
    readonly text: string
  }
}

/** The command line's JSON with places as locations, and the picture. */
export interface TopologyAnswer extends TopologyJson<Location> {
  readonly client: DrawnView
}

/** A `.nsgflow` file that is to be saved. */
export interface DraftClaimsAnswer {
  /** Beside the group's file. */
  readonly uri: string
  /** Each of its lines has been proved. */
  readonly text: string
}

/** A flow whose answer is to be expected from now on. */
export interface FlowClaimArgument extends VerifyFlowArgument {
  /** The `.nsgflow` file that takes it, as it stands; absent for a new one beside the document. */
  readonly into?: { readonly uri: string; readonly text: string }
}

export interface FlowClaimAnswer {
  /** The `.nsgflow` file. */
  readonly uri: string
  /** `deny inbound tcp 203.0.113.7 -> 10.0.0.4:22`: it has been proved. */
  readonly claim: string
  /** What is to be put there: the claim, and what it is about where the file does not say it yet. */
  readonly at: Position
  readonly text: string
}

export interface ClaimsArgument {
  readonly uri: string
  /** The line of one claim, counted from zero; absent for all. */
  readonly line?: number
}

export interface FlowFileParams {
  readonly uri: string
}

/** A line of a `.nsgflow` file that claims something, or that cannot be read. */
export interface ClaimItem {
  /** The same for the same words below the same `use`, wherever they stand in the file. */
  readonly id: string
  readonly label: string
  readonly range: Range
}

export interface ClaimResult extends ClaimItem {
  readonly status: "holds" | "fails" | "unknown" | "error"
  readonly message: string
  /** Of one that fails for a packet: what it claims of the packet, and what becomes of it. */
  readonly expected?: string
  readonly actual?: string
  /** The deciding rule, where it stands in a document. */
  readonly location?: Location
}

export interface ClaimCoverageParams {
  readonly uris: readonly string[]
}

/** A document with NSGs, and how many of the claims reach each of their rules. */
export interface CoveredFile {
  readonly uri: string
  readonly rules: readonly {
    /** `web-nsg/allow-https`. */
    readonly name: string
    readonly range: Range
    readonly claims: number
  }[]
}

export interface HeadTextParams {
  readonly uri: string
}

export interface ReadFileParams {
  readonly uri: string
}

export interface GroupsParams {
  /** Absent: all files of the workspace, and all open documents. */
  readonly uri?: string
}

/** A diagnostic, as it was published. */
export interface FindingReportParams {
  readonly uri: string
  readonly code: string
  readonly start: Position
}

export interface OverviewParams {
  /** The document whose settings and tag data count. */
  readonly uri: string
}

export interface Overview {
  /** NSGs of the workspace and of the open documents. */
  readonly groups: number
  readonly profile: string
  /** Which service tag data counts, `2025-10-28 (Public)`; null where there is none. */
  readonly tagData: string | null
}

/** A flow that is typed, and what it is to be about. */
export interface ValidateFlowParams extends Subject {
  readonly flow: string
  /** Set where the flow may name things of the workspace's networks, and have no direction. */
  readonly inNetworks?: boolean
}

export interface ValidateFlowResult {
  /** What is wrong and how it should look; null when the flow can be read. */
  readonly message: string | null
  /** Lines that go on from what is typed. */
  readonly completions: readonly string[]
  /** Where nothing is typed: flows that the rules of the group are about. */
  readonly suggestions?: readonly FlowSuggestion[]
}

export interface FlowChoices {
  /** What an end may be: words of the group's own rules, tags, things of the networks. */
  readonly ends: readonly string[]
  /** Flows that `.nsgflow` files of the workspace expect something of. */
  readonly flows: readonly string[]
}

export interface LoadFlowLogParams {
  /** URIs of files on the machine that the server runs on; `.gz` too. */
  readonly uris: readonly string[]
  /** The NSG that the logs are of, where they do not say it themselves. */
  readonly group?: string
}

export interface LoadFlowLogResult {
  /** How many flows the logs have; without any nothing is loaded. */
  readonly flows: number
  /** What could not be read or counted: sentences for the user. */
  readonly problems: readonly string[]
  /** The NSGs that the logs may be of, where they do not say it. */
  readonly groups: readonly string[]
}

export interface CheckTagsParams {
  /** The file's name, which has its date. */
  readonly name: string
  readonly text: string
}

export interface CheckTagsResult {
  /** A sentence on why it is no service tag file; null where it is one. */
  readonly problem: string | null
  /** Which one, `2025-10-28 (Public)`, and how many tags it has. */
  readonly issue?: string
  readonly tags?: number
}

export interface StoredTagsParams {
  readonly uri: string
}
