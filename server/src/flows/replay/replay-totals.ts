import { remember } from "../../values/remember.ts"
import { addTally, emptyTally, type Tally } from "./tally.ts"

/** What a replay counted so far. Plain data: what several workers counted is added up, in any order. */
export interface ReplayTotals {
  /** Flows that began. */
  flows: number
  undecided: number
  /** Of a network manager's rule, or denied for want of encryption: no rule of a group decided them. */
  byManager: number
  /** Traffic of the platform, which no ordinary rule judges. */
  platform: number
  /** Of a group that was not found here: that has been said. */
  unplaced: number
  /** By `hitKey`. */
  readonly hits: Map<string, Tally>
  /** By what they say. */
  readonly findings: Map<string, ReplayFinding>
  readonly remarks: Set<string>
}

/** Flows that fare otherwise than they did. */
export interface ReplayFinding {
  readonly kind: "drift" | "newlyDenied" | "newlyAllowed"
  /** Name of the group that decides; null where none does. */
  readonly group: string | null
  /** Drift: the log's rule, as it has it. Else the rule of the new state that decides; null where none does. */
  readonly rule: string | null
  /** Drift: the rule that decides here. Else that of the old state. */
  readonly other: string | null
  /** What was done: by the log, or by the old state. */
  readonly before: "Allow" | "Deny"
  /** What is done here, or by the new state; drift may depend on something unknown. */
  readonly after: "Allow" | "Deny" | "Unknown"
  readonly tally: Tally
}

export function emptyTotals(): ReplayTotals {
  return {
    ...{ flows: 0, undecided: 0, byManager: 0, platform: 0, unplaced: 0 },
    ...{ hits: new Map(), findings: new Map(), remarks: new Set() },
  }
}

export function addTotals(into: ReplayTotals, other: ReplayTotals): void {
  into.flows += other.flows
  into.undecided += other.undecided
  into.byManager += other.byManager
  into.platform += other.platform
  into.unplaced += other.unplaced
  for (const [key, tally] of other.hits) addTally(remember(into.hits, key, emptyTally), tally)
  for (const [key, { tally, ...finding }] of other.findings) {
    addTally(remember(into.findings, key, () => ({ ...finding, tally: emptyTally() })).tally, tally)
  }
  for (const remark of other.remarks) into.remarks.add(remark)
}

/** The rule of a group that flows are counted for. */
export function hitKey(
  groupKey: string,
  { direction, name }: { readonly direction: unknown; readonly name: string },
): string {
  return JSON.stringify([groupKey, direction, name.toLowerCase()])
}
