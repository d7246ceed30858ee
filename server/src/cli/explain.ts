import { checksNamed } from "../checks/find-check.ts"
import { checkPage } from "../features/check-page.ts"
import { isProblem } from "../features/flow-text.ts"
import { readArguments } from "./arguments.ts"
import { type Command, fail } from "./command.ts"
import { noCheck } from "./no-check.ts"

export const explain: Command = {
  name: "explain",
  summary: "explain a check: why it matters, what to do, an example",
  help: `Usage: nsg explain CODE

Prints the page of a check, such as shadowed-rule. Names that other tools use
for the same problem work too; nsg checks lists the codes.

Exit code: 0 done, 2 wrong usage, or no such check.
`,
  async run(args, io) {
    const parsed = readArguments(args, {})
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const [name, extra] = parsed.positionals
    if (name === undefined || extra !== undefined) return fail(io, "explain needs one code. See nsg checks.")
    const named = checksNamed(name)
    if (named.length === 0) return fail(io, noCheck(name))
    io.out(named.map(checkPage).join("\n"))
    return 0
  },
}
