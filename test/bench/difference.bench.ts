// The difference of two groups of 1,000 rules with one edit (and of 200), beside one judgement of such a group, which is each
// time made anew: to be under ten times that. Times as in engine-timing.ts.
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { changedTraffic } from "../../server/src/engine/questions/changed-traffic.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { dense, nested } from "./engine-groups.ts"
import { openFacts, readRules } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import { printTable } from "./engine-table.ts"
import { alternate } from "./engine-timing.ts"
import type { WrittenRule } from "./engine-written-rule.ts"

const shapes = { realistic, dense, nested } as const
const edits: Readonly<Record<string, (rules: readonly WrittenRule[]) => readonly WrittenRule[]>> = {
  "a port": rules => withMiddle(rules, rule => ({ ...rule, destinationPorts: ["4711"] })),
  "the access": rules => withMiddle(rules, rule => ({ ...rule, access: rule.access === "Allow" ? "Deny" : "Allow" })),
  "the first rule": rules => rules.slice(1),
  nothing: rules => rules,
}

for (const size of [200, 1000]) {
  const rows = Object.entries(shapes).flatMap(([shape, draw]) => {
    const written = draw(size, 7)
    return Object.entries(edits).map(([edit, edited]) => ({ shape, edit, ...measure(written, edited(written)) }))
  })
  printTable(`Two groups of ${size} rules`, rows)
}

function withMiddle(rules: readonly WrittenRule[], edit: (rule: WrittenRule) => WrittenRule): readonly WrittenRule[] {
  const middle = rules.length >> 1
  return rules.map((rule, index) => (index === middle ? edit(rule) : rule))
}

function measure(before: readonly WrittenRule[], after: readonly WrittenRule[]) {
  const [olds, news] = [readRules(before), readRules(after)]
  const difference = () => changedTraffic(prepare(olds, openFacts), prepare(news, openFacts))
  const times = alternate({ judgement: () => judge(news), difference }, { least: 4, budget: 1000 })
  const { newlyAllowed, newlyDenied, uncertain, complete } = difference()
  return {
    "judgement, ms": Math.round(times.judgement * 10) / 10,
    "difference, ms": Math.round(times.difference * 10) / 10,
    ratio: Math.round((times.difference / times.judgement) * 10) / 10,
    boxes: newlyAllowed.length + newlyDenied.length + uncertain.length,
    complete: `${complete}`,
  }
}

function judge(rules: readonly SecurityRule[]): number {
  return analyseRules(rules, openFacts).judgements.filter(({ reach, redundant }) => reach === "dead" || redundant)
    .length
}
