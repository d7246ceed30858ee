// Answers questions about SMT-LIB declarations: one JSON object a line of standard input, one list of answers a line of
// standard output. A process of its own, because z3's threads keep a process alive; whoever started it ends it.
//
// The text goes through solver_from_string, which is synchronous: eval_smtlib2_string reads its text on another thread
// after the caller's copy may be gone, and now and then finds it cut short (z3-solver 5.2).
import { createInterface } from "node:readline"
import { init } from "z3-solver"

const { Z3 } = await init()
const words = { 1: "sat", "-1": "unsat", 0: "unknown" }

for await (const line of createInterface({ input: process.stdin })) {
  const { declarations, questions } = JSON.parse(line)
  const config = Z3.mk_config()
  const context = Z3.mk_context(config)
  Z3.del_config(config)
  process.stdout.write(`${JSON.stringify(await answer(context, declarations, questions))}\n`)
  Z3.del_context(context)
}

/** Whether the declarations allow each question to be true, one solver for all. */
async function answer(context, declarations, questions) {
  const solver = Z3.mk_solver_for_logic(context, Z3.mk_string_symbol(context, "QF_BV"))
  Z3.solver_inc_ref(context, solver)
  const named = questions.map((question, q) => `(declare-const q${q} Bool) (assert (=> q${q} ${question}))`)
  Z3.solver_from_string(context, solver, [declarations, ...named].join("\n"))
  const answers = []
  for (const q of questions.keys()) {
    const asked = Z3.mk_const(context, Z3.mk_string_symbol(context, `q${q}`), Z3.mk_bool_sort(context))
    answers.push(words[await Z3.solver_check_assumptions(context, solver, [asked])])
  }
  Z3.solver_dec_ref(context, solver)
  return answers
}
