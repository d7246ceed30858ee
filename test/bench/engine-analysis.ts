import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { analyseRules, type RuleAnalysis } from "../../server/src/engine/analyse-rules.ts"
import { compareRules } from "../../server/src/engine/difference.ts"
import { remainderOf } from "../../server/src/engine/remainder.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { Dice } from "./engine-dice.ts"
import { deadByPairs } from "./engine-pairwise.ts"
import { armText, readRules } from "./engine-read.ts"
import type { Cell } from "./engine-table.ts"
import { alternate, median, time, timeTwice, warm } from "./engine-timing.ts"
import type { Workload } from "./engine-workloads.ts"

type Row = Record<string, Cell>
type Analysis = RuleAnalysis<SecurityRule>

/** One row on the full analysis, and one on what follows it: an edit, a question about one rule, a comparison. */
export function measureAnalysis({ name, written, facts }: Workload): { readonly full: Row; readonly after: Row } {
  const rules = readRules(written)
  const text = armText(written)
  const first: number[] = []
  let analysis = time(first, () => analyseRules(rules, facts))
  const { json, full, pairs } = alternate({
    json: () => JSON.parse(text),
    full: () => {
      analysis = analyseRules(rules, facts)
    },
    pairs: () => deadByPairs(rules),
  })
  const count = (is: (judgement: Analysis["judgements"][number]) => boolean) => analysis.judgements.filter(is).length
  const edits = timeEdits(rules, written.length, facts, analysis)
  const detail: number[] = []
  for (let k = 0; k < 20; k++) time(detail, () => remainderOf(analysis, (k * 17) % rules.length))
  return {
    full: {
      workload: name,
      rules: rules.length,
      addresses: rules.reduce((sum, rule) => sum + rule.source.length + rule.destination.length, 0),
      dead: count(({ reach }) => reach === "dead"),
      redundant: count(({ redundant }) => redundant === "yes"),
      "not decided": count(({ reach, redundant }) => reach === "undecided" || redundant === "undecided"),
      "JSON.parse ms": json,
      "first ms": first[0]!,
      "warm ms": full,
      "× JSON.parse": full / json,
      "× pairwise": full / pairs,
    },
    after: {
      workload: name,
      "edit ms": median(edits.edited),
      "edit / full": median(edits.edited) / median(edits.full),
      "dearest edit / full": Math.max(...edits.edited) / median(edits.full),
      "difference ms": median(edits.compared),
      "difference × JSON.parse": median(edits.compared) / json,
      "one rule ms": median(detail),
      "KB held": Math.round(bytesOf(analysis) / 1024),
    },
  }
}

interface EditTimes {
  /** Of the analysis that knows the one before. */
  readonly edited: readonly number[]
  /** Of the one that does not. */
  readonly full: readonly number[]
  /** Of the difference between the rules before and after. */
  readonly compared: readonly number[]
}

/**
 * One field of one rule takes another rule's value, as typing does; each analysis knows the one before. The dearest edit
 * is of interest, and so is not what else the machine did: of two runs the faster counts.
 */
function timeEdits(rules: readonly SecurityRule[], custom: number, facts: AddressFacts, start: Analysis): EditTimes {
  const dice = new Dice(custom)
  const edited: number[] = []
  const full: number[] = []
  const compared: number[] = []
  let analysis = start
  let before = rules
  const end = performance.now() + 2000
  for (let k = 0; k < 120 && (k < 10 || performance.now() < end); k++) {
    const after = edit(before, custom, dice)
    const previous = analysis
    analysis = timeTwice(edited, () => analyseRules(after, facts, { previous }))
    timeTwice(full, () => analyseRules(after, facts))
    time(compared, () => compareRules(before, after, facts))
    before = after
  }
  return { edited: warm(edited), full: warm(full), compared: warm(compared) }
}

function edit(rules: readonly SecurityRule[], custom: number, dice: Dice): SecurityRule[] {
  const at = dice.below(custom)
  const [rule, other] = [rules[at]!, rules[dice.below(custom)]!]
  const field = dice.pick(["source", "destination", "destinationPorts", "access"] as const)
  const edited = { ...rule, [field]: other[field] }
  return rules.map((one, index) => (index === at ? edited : one))
}

/** The typed arrays that an analysis keeps alive. */
function bytesOf(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 0
  seen.add(value)
  if (ArrayBuffer.isView(value)) {
    if (seen.has(value.buffer)) return 0
    seen.add(value.buffer)
    return value.buffer.byteLength
  }
  if (value instanceof Map)
    return [...value].flat().reduce((sum: number, item) => sum + bytesOf(item, seen), 48 * value.size)
  return Object.values(value).reduce((sum: number, item) => sum + bytesOf(item, seen), 0)
}
