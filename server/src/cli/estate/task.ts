import type { AttachedPlace, OtherLevel } from "../../judging/attachments.ts"
import type { ReportedFile, ReportedFinding, Unreadable } from "../../outputs/report.ts"
import type { SentFinding } from "./sent-finding.ts"
import type { Unit } from "./unit.ts"

/** Units that are judged in one go, with all that others say of them. Plain data. */
export interface Task {
  readonly components: readonly Component[]
}

/** Units that are joined: rules are added to groups of others, or parameters given. Mostly one. */
export interface Component {
  /** In the order of all. */
  readonly joined: readonly Unit[]
  /** Of the groups that each of these makes, in their order (made-groups.ts), where they are attached. */
  readonly attachments: readonly (readonly SentAttachments[])[]
  /** Those that are to be judged. */
  readonly judged: readonly UnitInContext[]
}

export interface UnitInContext {
  readonly unit: Unit
  /** What is found in the networks and stands in it. */
  readonly findings: readonly SentFinding[]
  /** Units to which these lead. */
  readonly related: readonly Unit[]
}

export interface SentAttachments {
  readonly areAll: boolean
  readonly places: readonly SentPlace[]
}

export interface SentPlace extends Omit<AttachedPlace, "others"> {
  readonly others: readonly SentLevel[]
}

/** A group at the other level is read where it is needed. */
export type SentLevel = Exclude<OtherLevel, { readonly kind: "group" }> | SentGroup

export interface SentGroup extends Pick<OtherLevel, "name" | "machine" | "admin"> {
  readonly kind: "group"
  readonly joined: readonly Unit[]
  /** The unit that makes it, and its number among the groups of that. */
  readonly uri: string
  readonly number: number
}

/** What became of a unit; neither where there is nothing to report. */
export interface UnitResult {
  readonly uri: string
  /** A `ReportedUnit`, in its smallest form (packed-report.ts). */
  readonly reported?: Uint8Array
  readonly failed?: Unreadable
}

/** All that a unit is judged with, besides its own text, where it is joined with no other. */
export interface Surroundings extends Pick<UnitInContext, "findings" | "related">, Pick<Component, "attachments"> {}

/** What was found in a unit when it was read, as if nothing else said anything of it. Plain data. */
export interface EarlyResult {
  readonly around: Surroundings
  readonly results: readonly UnitResult[]
}

export interface ReportedUnit extends ReportedFile {
  readonly findings: readonly ReportedFinding[]
  /** What tells each finding's fault from the others (checks/fingerprint.ts). */
  readonly faults: readonly string[]
}
