import type { EffectiveRules } from "./features/effective-rules.ts"
import type { GroupEntry } from "./features/groups.ts"
import type { Settlement } from "./features/settlements.ts"
import type { Verification } from "./features/verification.ts"
import type { FileQuery } from "./file-source.ts"
import type { IndexState } from "./workspace-index.ts"

// What the server speaks beyond LSP. Everything here is plain data: positions and ranges are LSP's (zero-based, UTF-16).

/**
 * Commands of the server (`workspace/executeCommand`), so that every editor has them. Each takes one argument object.
 * Bad arguments (an unreadable flow, no such group, several groups and no name) are answered by an error response
 * whose message is written for the user.
 */
export const verifyFlowCommand = "nsg.verifyFlow"
export const effectiveRulesCommand = "nsg.effectiveRules"

/**
 * Commands of the client, which the server's code lenses run with one `GroupReference` as argument: ask for a flow and
 * show the answer; show the effective rules. Lenses run them only for a client that set `clientCommands`.
 */
export const askFlowCommand = "nsg.askFlow"
export const showEffectiveRulesCommand = "nsg.showEffectiveRules"

/** Request: the groups of the workspace, or of one document. Params `GroupsParams`, result `readonly GroupEntry[]`. */
export const groupsRequest = "nsg/groups"
/** Request: whether a flow can be read. Params `ValidateFlowParams`, result `ValidateFlowResult`. */
export const validateFlowRequest = "nsg/validateFlow"

/** Request: whether a text is a service tag file. Params `CheckTagsParams`, result `CheckTagsResult`. */
export const checkTagsRequest = "nsg/checkTags"
/** Notification: the client has downloaded another service tag file. Params `StoredTagsParams`. */
export const storedTagsNotification = "nsg/storedTags"

/** Request of the server: the files of a workspace folder. Params `FileQuery`, result `readonly string[]`, their URIs. */
export const listFilesRequest = "nsg/listFiles"
/** Request of the server: a file's text. Params `ReadFileParams`, result `string | null`; null where it cannot be read. */
export const readFileRequest = "nsg/readFile"
/** Notification of the server: what it knows of the workspace's files. Params `IndexState`. */
export const indexStateNotification = "nsg/indexState"

export type { EffectiveRules, FileQuery, GroupEntry, IndexState, Settlement, Verification }

/** What a client may say in `initializationOptions`. */
export interface InitializationOptions {
  /** True when the client has registered `askFlowCommand` and `showEffectiveRulesCommand`. */
  readonly clientCommands?: boolean
  /** True when the client answers `listFilesRequest` and `readFileRequest`; else the server reads files itself. */
  readonly clientFiles?: boolean
  /** True when the client wants `indexStateNotification`. */
  readonly indexState?: boolean
  /** URI of the service tag file that the client has downloaded, if it has; it answers `readFileRequest` for it. */
  readonly storedTags?: string
}

export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

/** Names a group of a document. Without `group` and `at`, the document's only group. */
export interface GroupReference {
  readonly uri: string
  readonly group?: string
  /** A position inside of the group: tells groups of the same name apart. */
  readonly at?: Position
}

export interface VerifyFlowArgument extends GroupReference {
  /** One line, such as `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`. */
  readonly flow: string
}

/** The command line's JSON, and beside it what a client needs to show it. */
export interface VerifyFlowAnswer extends Verification {
  readonly client: {
    /** The answer for people: verdict, deciding rule, every rule tried, assumptions. Plain text of several lines. */
    readonly text: string
    /** The verdict in one sentence, for a notification. */
    readonly summary: string
    /** The deciding rule, where it stands in a document. */
    readonly location?: { readonly uri: string; readonly range: Range }
    /** Ways to settle what the verdict depends on. */
    readonly settle?: readonly Settlement[]
  }
}

export interface EffectiveRulesAnswer extends EffectiveRules {
  readonly client: {
    /** The rules as aligned tables, for a read-only document. */
    readonly text: string
  }
}

export interface ReadFileParams {
  readonly uri: string
}

export interface GroupsParams {
  /** Absent: all files of the workspace, and all open documents. */
  readonly uri?: string
}

export interface ValidateFlowParams {
  readonly flow: string
}

export interface ValidateFlowResult {
  /** What is wrong and how it should look; null when the flow can be read. */
  readonly message: string | null
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
