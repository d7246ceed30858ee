import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { compareRules } from "../../server/src/engine/questions/difference.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import { remainderOf } from "../../server/src/engine/questions/remainder.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { Dice } from "./engine-dice.ts"
import { type Analysis, analyseInFull, countRules } from "./engine-full.ts"
import { deadByPairs } from "./engine-pairwise.ts"
import { armText, readRules } from "./engine-read.ts"
import type { Cell } from "./engine-table.ts"
import { alternate, quantile, time, timeQuick, warm } from "./engine-timing.ts"
import type { Workload } from "./engine-workloads.ts"

type Row = Record<string, Cell>

/** One row on the full analysis, and one on what follows it: an edit, a question about one rule, a comparison. */
export function measureAnalysis({ name, written, facts }: Workload): { readonly full: Row; readonly after: Row } {
  const rules = readRules(written)
  const text = armText(written)
  const first: number[] = []
  let analysis = time(first, () => analyseInFull(rules, facts))
  const { json, diagnosed, full, pairs } = alternate({
    json: () => JSON.parse(text),
    diagnosed: () => analyseRules(rules, facts),
    full: () => {
      analysis = analyseInFull(rules, facts)
    },
    pairs: () => deadByPairs(rules),
  })
  const edits = timeEdits(rules, written.length, facts, analysis)
  const detail: number[] = []
  for (let k = 0; k < 20; k++) timeQuick(detail, () => remainderOf(analysis, (k * 17) % rules.length))
  return {
    full: {
      workload: name,
      rules: rules.length,
      addresses: rules.reduce((sum, rule) => sum + rule.source.length + rule.destination.length, 0),
      dead: countRules(analysis, ({ reach }) => reach === "dead"),
      redundant: countRules(analysis, ({ redundant }) => redundant === "yes"),
      "not decided": countRules(
        analysis,
        ({ reach, redundant }) => reach === "undetermined" || redundant === "undetermined",
      ),
      "JSON.parse ms": json,
      "first ms": first[0]!,
      "full ms": full,
      "full × JSON.parse": full / json,
      "diagnosed × JSON.parse": diagnosed / json,
      "full × pairwise": full / pairs,
    },
    after: {
      workload: name,
      "edit ms": quantile(edits.known, 0.5),
      "edit / anew": quantile(edits.shares, 0.5),
      "dearest / anew": Math.max(...edits.shares),
      "difference ms": quantile(edits.compared, 0.5),
      "difference × JSON.parse": quantile(edits.compared, 0.5) / json,
      "one rule ms": quantile(detail, 0.5),
      "KB held": Math.round(bytesHeld(rules.length, () => analyseInFull(rules, facts)) / 1024),
    },
  }
}

interface EditTimes {
  /** Of the full analysis that knows the one before. */
  readonly known: readonly number[]
  /** How much of a full analysis of the same rules, that knows none, this is. */
  readonly shares: readonly number[]
  /** Of the difference between the rules before and after. */
  readonly compared: readonly number[]
}

/** One field of one rule takes another rule's value, as typing does; each analysis knows the one before. */
function timeEdits(rules: readonly SecurityRule[], custom: number, facts: AddressFacts, start: Analysis): EditTimes {
  const dice = new Dice(custom)
  const known: number[] = []
  const anew: number[] = []
  const shares: number[] = []
  const compared: number[] = []
  let analysis = start
  let before = rules
  for (let k = 0; k < 48; k++) {
    const after = edit(before, custom, dice)
    const previous = analysis
    analysis = timeQuick(known, () => analyseInFull(after, facts, { previous }))
    if (k % 2 === 0) {
      timeQuick(anew, () => analyseInFull(after, facts))
      shares.push(known.at(-1)! / anew.at(-1)!)
    }
    if (k % 8 === 0) timeQuick(compared, () => compareRules(prepare(before, facts), prepare(after, facts)))
    before = after
  }
  return { known: warm(known), shares: warm(shares), compared: warm(compared) }
}

function edit(rules: readonly SecurityRule[], custom: number, dice: Dice): SecurityRule[] {
  const at = dice.below(custom)
  const [rule, other] = [rules[at]!, rules[dice.below(custom)]!]
  const field = dice.pick(["source", "destination", "destinationPorts", "access"] as const)
  const edited = { ...rule, [field]: other[field] }
  return rules.map((one, index) => (index === at ? edited : one))
}

/** What an analysis keeps alive, objects and arrays alike: of many copies, as what else the process frees meanwhile counts against it. */
function bytesHeld(rules: number, analyse: () => Analysis): number {
  const copies = Math.max(8, Math.ceil(8000 / rules))
  const kept: Analysis[] = [analyse()]
  const before = bytesUsed()
  while (kept.length <= copies) kept.push(analyse())
  return (bytesUsed() - before) / copies
}

function bytesUsed(): number {
  // tools/bench.mjs runs with --expose-gc. What only a second collection finds is what finalizers let go.
  for (let k = 0; k < 3; k++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
