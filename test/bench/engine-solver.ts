import { init, Z3_lbool } from "z3-solver"
import type { Access, SecurityRule } from "../../server/src/engine/security-rule.ts"
import { declarePacket, takes } from "../engine/support/smt-group.ts"
import { analyseInFull } from "./engine-full.ts"
import { openFacts, readRules } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import type { Cell } from "./engine-table.ts"
import { alternate } from "./engine-timing.ts"

interface Solver {
  /** Whether all of these named truths can hold of one packet. */
  isPossible(...names: readonly string[]): Promise<boolean>
  /** From now on it is about packets of which this does not hold. */
  exclude(name: string): void
}

type StartSolver = (script: string) => Solver

/** Solvers for bit vectors. z3's threads keep the process alive. */
export async function loadZ3(): Promise<StartSolver> {
  const { Z3 } = await init()
  const context = Z3.mk_context(Z3.mk_config())
  const truth = (name: string) => Z3.mk_const(context, Z3.mk_string_symbol(context, name), Z3.mk_bool_sort(context))
  return script => {
    const solver = Z3.mk_solver_for_logic(context, Z3.mk_string_symbol(context, "QF_BV"))
    Z3.solver_inc_ref(context, solver)
    Z3.solver_from_string(context, solver, script)
    return {
      isPossible: async (...names) => {
        const answer = await Z3.solver_check_assumptions(context, solver, names.map(truth))
        if (answer === Z3_lbool.Z3_L_UNDEF) throw new Error(`z3 does not know whether ${names.join(" and ")}.`)
        return answer === Z3_lbool.Z3_L_TRUE
      },
      exclude: name => Z3.solver_assert(context, solver, Z3.mk_not(context, truth(name))),
    }
  }
}

/** Which rules are dead, and which redundant: asked of z3 once and of the engine many times. They have to agree. */
export async function measureSolver(size: number, start: StartSolver): Promise<Record<string, Cell>> {
  const rules = readRules(realistic(size, 7))
  const { engine } = alternate({ engine: () => analyseInFull(rules, openFacts) }, { budget: 1000 })
  const { judgements } = analyseInFull(rules, openFacts)
  const begin = performance.now()
  const theirs = await askSolver(rules, start)
  const z3 = performance.now() - begin
  const ours = judgements.map(({ reach, redundant }) => ({ dead: reach === "dead", redundant: redundant === "yes" }))
  const wrong = ours.findIndex(
    ({ dead, redundant }, r) => dead !== theirs[r]!.dead || redundant !== theirs[r]!.redundant,
  )
  if (wrong >= 0) throw new Error(`z3 says otherwise of rule ${wrong} of realistic ${size}.`)
  return {
    workload: `realistic ${size}`,
    "verdicts, all the same": 2 * rules.length,
    "z3 ms": z3,
    "full ms": engine,
    "× faster": z3 / engine,
  }
}

/**
 * z3 is asked the whole question: over a packet of either family, with each named set a truth that the facts bind, and
 * with a packet without ports in both of its readings. Nothing is left out. It is asked in the quickest of the ways that
 * were tried: one solver that keeps what it learnt, each question an assumption. A script of push, assert, check-sat and
 * pop takes it twice as long and more.
 */
async function askSolver(rules: readonly SecurityRule[], start: StartSolver): Promise<Answer[]> {
  const solver = start(scriptOf(rules))
  const answers: Answer[] = []
  for (const r of rules.keys()) {
    const dead = !(await solver.isPossible(`takes${r}`))
    const redundant = dead || !(await solver.isPossible(`takes${r}`, `changes${r}`))
    answers.push({ dead, redundant })
    solver.exclude(`takes${r}`)
  }
  return answers
}

interface Answer {
  readonly dead: boolean
  readonly redundant: boolean
}

/** `takes3`: rule 3 holds the packet. `changes3`: of the rules after it, none does, or one of another access first. */
function scriptOf(rules: readonly SecurityRule[]): string {
  const truth = (name: string, meaning: string) => `(declare-const ${name} Bool) (assert (= ${name} ${meaning}))`
  return [
    declarePacket(rules, openFacts),
    ...rules.map((rule, r) => truth(`takes${r}`, takes(rule))),
    ...nextDeciders(rules, "Allow"),
    ...nextDeciders(rules, "Deny"),
    ...rules.map(({ access }, r) => truth(`changes${r}`, `(not next${access}${r + 1})`)),
  ].join("\n")
}

/** `nextAllow3`: of rule 3 and those after it, the first that holds the packet allows it. */
function nextDeciders(rules: readonly SecurityRule[], access: Access): string[] {
  const lines = [`(define-fun next${access}${rules.length} () Bool false)`]
  for (let r = rules.length - 1; r >= 0; r--) {
    const decided = `(ite takes${r} ${rules[r]!.access === access} next${access}${r + 1})`
    lines.push(`(define-fun next${access}${r} () Bool ${decided})`)
  }
  return lines
}
