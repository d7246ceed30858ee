import type { Access } from "../../engine/security-rule.ts"
import type { LoggedLevel, LoggedVerdict } from "../../judging/logged-flow.ts"
import { remember } from "../../values/remember.ts"
import { isUnknown } from "../../values/unknown.ts"
import { type FlowEntry, type FlowRecord, type LogVersion, readRecord } from "./flow-record.ts"
import { type FlowTuple, readTuple } from "./flow-tuple.ts"
import type { LogFault } from "./log-faults.ts"
import { keyOfGroup, type ReplaySide } from "./replay-side.ts"
import { type Meant, type ReplaySubject, ReplaySubjects } from "./replay-subjects.ts"
import { emptyTotals, hitKey, type ReplayFinding, type ReplayTotals } from "./replay-totals.ts"
import { emptyTally, type Tally, tallyFlow } from "./tally.ts"

/** Says what of a record could not be read, or not be placed: behind "FILE: record 3". */
export type OnProblem = (problem: Omit<LogFault, "record">) => void

/**
 * Holds logged flows against one state of some documents, or against two. Flows that fare alike are judged once; memory grows with
 * the rules and with what is told apart, not with the log.
 */
export class Replay {
  readonly totals: ReplayTotals = emptyTotals()
  readonly #subjects: ReplaySubjects
  readonly #classes = new Map<ReplaySubject, Map<number | string, JudgedClass>>()
  #size = 0
  readonly #judged = new Map<string, JudgedClass>()
  /** Of rules and groups, which are the same objects each time. */
  readonly #numbers = new Map<object, number>()

  constructor(sides: readonly ReplaySide[], meant?: Meant) {
    this.#subjects = new ReplaySubjects(sides, meant)
  }

  /** One item of a log's records. */
  add(text: string, onProblem: OnProblem): void {
    const record = readRecord(text)
    if ("problem" in record) {
      onProblem({ text: `: ${record.problem}.` })
      return
    }
    let before = 0
    for (const entry of record.entries) {
      this.#addEntry(entry, record, onProblem, before)
      before += entry.tuples.length
    }
  }

  #addEntry(
    { rule, mac, tuples }: FlowEntry,
    { version, groupId }: Pick<FlowRecord, "version" | "groupId">,
    onProblem: OnProblem,
    before: number,
  ): void {
    const subjectAt = this.#subjects.of({ groupId, mac })
    for (const [place, text] of tuples.entries()) {
      const tuple = typeof text === "string" ? readTuple(text, version) : "it is not text"
      if (typeof tuple === "string") {
        onProblem({ text: `, flow ${before + place + 1}: ${tuple}.` })
        continue
      }
      const subject = subjectAt(tuple.direction === "Inbound" ? tuple.destination : tuple.source)
      if ("problem" in subject) {
        const way = subject.isOpen ? " Name the NSG with --nsg, or the NIC with --nic." : ""
        onProblem({ text: `: ${subject.problem}.${way}`, isOfAll: true })
        if (!tuple.isOpening) continue
        this.totals.flows++
        this.totals.unplaced++
      } else this.#count(subject, tuple, rule, version)
    }
  }

  #count(subject: ReplaySubject, tuple: FlowTuple, rule: string, version: LogVersion): void {
    if (subject.remark !== undefined) this.totals.remarks.add(subject.remark)
    const judged = this.#judgedClass(subject, tuple)
    const effects = tuple.access === "Allow" ? judged.ofAllowed : judged.ofDenied
    const effect = remember(effects, rule, () =>
      effectOf(judged.verdicts, { rule, access: tuple.access, version }, this.totals),
    )
    if (tuple.isOpening) {
      this.totals.flows++
      if (effect.counts) this.totals[effect.counts]++
    }
    for (const tally of effect.tallies) tallyFlow(tally, tuple)
  }

  #judgedClass(subject: ReplaySubject, tuple: FlowTuple): JudgedClass {
    const classes = remember(this.#classes, subject, () => new Map<number | string, JudgedClass>())
    const key = subject.classOf(tuple)
    let judged = classes.get(key)
    if (!judged) {
      // Judged again, they are the same.
      if (++this.#size > mostClasses) {
        for (const known of this.#classes.values()) known.clear()
        this.#size = 1
      }
      judged = this.#kept(subject.judges.map(judge => judge(tuple)))
      classes.set(key, judged)
    }
    return judged
  }

  /** Most classes fare like some other: by the same rules. */
  #kept(verdicts: readonly LoggedVerdict[]): JudgedClass {
    const number = (thing: object) => remember(this.#numbers, thing, () => this.#numbers.size)
    const key = verdicts.map(({ access, levels }) => [
      access,
      levels.map(({ group, decider, possible, ...level }) => [
        level.access,
        group ? number(group.ruled) : null,
        decider && number(decider),
        possible?.map(number) ?? null,
      ]),
    ])
    return remember(this.#judged, JSON.stringify(key), () => ({
      verdicts,
      ofAllowed: new Map(),
      ofDenied: new Map(),
    }))
  }
}

/** Packets that fare alike are kept for so many kinds of them. */
const mostClasses = 200_000

interface JudgedClass {
  readonly verdicts: readonly LoggedVerdict[]
  /** Of what Azure allowed and of what it denied, by the log's rule. */
  readonly ofAllowed: Map<string, Effect>
  readonly ofDenied: Map<string, Effect>
}

/** What a flow adds to. */
interface Effect {
  readonly counts?: "undecided" | "byManager" | "platform"
  readonly tallies: readonly Tally[]
}

/** What the log says of a flow. */
interface Logged {
  readonly rule: string
  readonly access: Access
  readonly version: LogVersion
}

function effectOf([first, second]: readonly LoggedVerdict[], logged: Logged, totals: ReplayTotals): Effect {
  if (!first) return { tallies: [] }
  const name = loggedName(logged.rule)
  if (isByManager(logged, name, [first, ...(second ? [second] : [])])) return { counts: "byManager", tallies: [] }
  return second ? effectOfChange(first, second, totals) : effectOfState(first, logged, name, totals)
}

/** Against one state: whether the log's rule is one that may decide here. */
function effectOfState(verdict: LoggedVerdict, { rule, access }: Logged, name: string, totals: ReplayTotals): Effect {
  const { levels } = verdict
  if (isPlatform(verdict)) return { counts: "platform", tallies: [] }
  const hits = hitsOf(levels, name, totals)
  const named = levels.flatMap(({ possible }) => possible ?? []).filter(one => one.name.toLowerCase() === name)
  const isOther = named.length > 0 && named.every(one => !isUnknown(one.access) && accessOf(one.access) !== access)
  const isNone = named.length === 0 && levels.every(({ possible }) => possible !== undefined)
  if (isOther || isNone) {
    const decider = deciderOf(verdict)
    const finding: Finding = {
      ...{ kind: "drift", group: decider.group, rule: bareRule(rule), other: decider.rule },
      ...{ before: access, after: verdict.access },
    }
    return { tallies: [...hits, tallyOf(finding, totals)] }
  }
  const isSure = verdict.access !== "Unknown" && levels.every(({ possible }) => possible && possible.length <= 1)
  return { ...(!isSure && { counts: "undecided" }), tallies: hits }
}

/** Against two states: whether the access changes. The rules that the new one takes are hit. */
function effectOfChange(before: LoggedVerdict, after: LoggedVerdict, totals: ReplayTotals): Effect {
  const hits = hitsOf(after.levels, undefined, totals)
  if (before.access === "Unknown" || after.access === "Unknown") return { counts: "undecided", tallies: hits }
  if (before.access === after.access) return { ...(isPlatform(after) && { counts: "platform" }), tallies: hits }
  const [was, is] = [deciderOf(before), deciderOf(after)]
  const finding: Finding = {
    kind: after.access === "Deny" ? "newlyDenied" : "newlyAllowed",
    ...{ group: is.group ?? was.group, rule: is.rule, other: was.rule, before: before.access, after: after.access },
  }
  return { tallies: [...hits, tallyOf(finding, totals)] }
}

/** At each level the rule that surely decides, else the one of those that possibly do that the log names. */
function hitsOf(levels: readonly LoggedLevel[], name: string | undefined, totals: ReplayTotals): readonly Tally[] {
  return levels.flatMap(({ group, possible = [] }) => {
    if (!group) return []
    const [only, other] = possible
    const hit = other ? possible.find(one => one.name.toLowerCase() === name) : only
    return hit ? [remember(totals.hits, hitKey(keyOfGroup(group), hit), emptyTally)] : []
  })
}

type Finding = Omit<ReplayFinding, "tally">

function tallyOf(finding: Finding, { findings }: ReplayTotals): Tally {
  const key = JSON.stringify(finding)
  return remember(findings, key, () => ({ ...finding, tally: emptyTally() })).tally
}

/** No rule of a group decided it: the log has an admin rule's own name, or says that encryption denied it. */
function isByManager({ rule, version }: Logged, name: string, verdicts: readonly LoggedVerdict[]): boolean {
  if (name === "unspecified") return true
  if (version !== 4 || rule !== bareRule(rule)) return false
  const groups = verdicts.flatMap(({ levels }) => levels.flatMap(({ group }) => group?.ruled.rules ?? []))
  return !groups.some(one => one.name.toLowerCase() === name)
}

function isPlatform({ levels }: LoggedVerdict): boolean {
  return levels.length > 0 && levels.every(({ possible }) => possible?.length === 0)
}

function loggedName(rule: string): string {
  return bareRule(rule).toLowerCase()
}

function bareRule(rule: string): string {
  return rule.replace(/^(UserRule|DefaultRule)_/i, "")
}

function accessOf(access: Access | "AlwaysAllow"): Access {
  return access === "Deny" ? "Deny" : "Allow"
}

/** The first level that denies, else the first that depends, else the last that a rule decides. */
function deciderOf({ access, levels }: LoggedVerdict): { readonly group: string | null; readonly rule: string | null } {
  const level =
    access === "Allow" ? levels.findLast(({ decider }) => decider !== null) : levels.find(one => one.access === access)
  return { group: level?.group?.ruled.group.name ?? null, rule: level?.decider?.name ?? null }
}
