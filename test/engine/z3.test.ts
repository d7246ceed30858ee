import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { changedTraffic } from "../../server/src/engine/questions/changed-traffic.ts"
import { compareRules } from "../../server/src/engine/questions/difference.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { printGroup } from "./support/print-group.ts"
import { type Random, seededRandom, seedOfRun } from "./support/random.ts"
import { allows, declarePacket, declarePresence, either, isThere, takes } from "./support/smt-group.ts"
import { type TinyGroup, type TinyShape, tinyGroup } from "./support/tiny-group.ts"

/** Verdicts asked of both, over all shapes: dead and redundant for each rule, changed for each edit. */
const verdicts = 10_000 * Number(process.env.NSG_SOAK ?? 1)
const known: TinyShape = { rules: 10, names: 0, unknown: 0, absent: 0, priorities: 100_000 }
const shapes: readonly TinyShape[] = [
  known,
  { ...known, names: 3 },
  { ...known, names: 2, rules: 24 },
  { ...known, rules: 16, absent: 0.8, conditions: 3 },
]

let solver: ChildProcess
let answers: AsyncIterator<string>

beforeAll(() => {
  const path = fileURLToPath(new URL("support/z3-child.mjs", import.meta.url))
  solver = spawn(process.execPath, [path], { stdio: ["pipe", "pipe", "inherit"] })
  answers = createInterface({ input: solver.stdout! })[Symbol.asyncIterator]()
})

afterAll(async () => {
  const ended = once(solver, "exit")
  solver.kill("SIGKILL")
  await ended
})

test("z3 agrees: dead, redundant, different", async () => {
  const seed = seedOfRun(20261125)
  const random = seededRandom(seed)
  let asked = 0
  while (asked < verdicts) {
    const shape = random.pick(shapes)
    const group = tinyGroup(random, { ...shape, rules: 2 + random.below(shape.rules - 1) })
    // By chance two priorities may be one: z3 is told the order of the list, which proves nothing then.
    if (new Set(group.rules.map(({ direction, priority }) => `${direction} ${priority}`)).size < group.rules.length)
      continue
    const after = edited(random, group)
    const [ours, theirs] = [verdictsOf(group, after), await askSolver(questionsOf(group, after))]
    if (ours.join() !== theirs.join()) expect(ours, printGroup(group)).toEqual(theirs)
    asked += ours.length
  }
  console.log(`seed ${seed}, ${asked} verdicts`)
}, 3_600_000)

function edited(random: Random, { rules }: TinyGroup): SecurityRule[] {
  const place = random.below(rules.length)
  const other = rules[random.below(rules.length)]!
  const replaced = { ...rules[place]!, destinationPorts: other.destinationPorts, access: other.access }
  return rules.map((rule, index) => (index === place ? replaced : rule))
}

function verdictsOf({ rules, facts }: TinyGroup, after: readonly SecurityRule[]): string[] {
  const { judgements } = analyseRules(rules, facts)
  const { allowed, denied } = compareRules(prepare(rules, facts), prepare(after, facts))
  const { newlyAllowed, newlyDenied, uncertain } = changedTraffic(prepare(rules, facts), prepare(after, facts))
  return [
    ...judgements.flatMap(({ reach, redundant }) => [
      reach === "dead" ? "unsat" : "sat",
      ...(hasConditions(rules) ? [] : [redundant === "yes" ? "unsat" : "sat"]),
    ]),
    allowed.length + denied.length === 0 ? "unsat" : "sat",
    newlyAllowed.length + newlyDenied.length + uncertain.length === 0 ? "unsat" : "sat",
  ]
}

interface Questions {
  readonly declarations: string
  readonly questions: readonly string[]
}

/** Of each rule: may a packet reach it, and one that would then be decided otherwise? And may one be decided anew? */
function questionsOf({ rules, facts }: TinyGroup, after: readonly SecurityRule[]): Questions {
  const all = [...new Set([...rules, ...after])]
  const taken = (rule: SecurityRule) => `rule${all.indexOf(rule)}`
  const order = inOrder(rules)
  const questions = rules.flatMap(rule => {
    const place = order.indexOf(rule)
    const reaches = `(and ${taken(rule)} (not ${either(order.slice(0, place).map(taken))}))`
    const changes = `(and ${reaches} (not ${isNextLike(rule, order.slice(place + 1), taken)}))`
    return hasConditions(rules) ? [reaches] : [reaches, changes]
  })
  const differs = `(distinct ${allows(order, taken)} ${allows(inOrder(after), taken)})`
  const defined = all.map(rule => `(define-fun ${taken(rule)} () Bool (and ${isThere(rule)} ${takes(rule)}))`)
  const declarations = [declarePacket(all, facts), ...declarePresence(all), ...defined]
  return { declarations: declarations.join("\n"), questions: [...questions, differs, differs] }
}

/** Whether a rule under a condition is redundant is answered for rules that are there for certain alone. */
function hasConditions(rules: readonly SecurityRule[]): boolean {
  return rules.some(({ possiblyAbsent }) => possiblyAbsent)
}

/** Whether the first of the later rules that takes the packet has the rule's access. */
function isNextLike(rule: SecurityRule, later: readonly SecurityRule[], taken: (rule: SecurityRule) => string): string {
  return later
    .toReversed()
    .reduce((rest, next) => `(ite ${taken(next)} ${next.access === rule.access} ${rest})`, "false")
}

function inOrder(rules: readonly SecurityRule[]): SecurityRule[] {
  return rules.toSorted((a, b) => Number(a.priority) - Number(b.priority))
}

async function askSolver(questions: Questions): Promise<string[]> {
  solver.stdin!.write(`${JSON.stringify(questions)}\n`)
  const { value } = await answers.next()
  return JSON.parse(value)
}
