import { isProblem } from "../features/flow-text.ts"
import { readArguments } from "./arguments.ts"
import { type Command, fail } from "./command.ts"

export const lsp: Command = {
  name: "lsp",
  summary: "run the language server, for editors other than VS Code",
  help: `Usage: nsg lsp --stdio

Speaks the Language Server Protocol on standard input and output.
`,
  async run(args, io) {
    const parsed = readArguments(args, { stdio: { type: "boolean" } })
    if (isProblem(parsed)) return fail(io, parsed.problem)
    if (!parsed.values.stdio || parsed.positionals.length > 0)
      return fail(io, "lsp needs --stdio and nothing else: nsg lsp --stdio.")
    io.serve()
    return 0
  },
}
