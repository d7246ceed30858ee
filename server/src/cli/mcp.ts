import { stat } from "node:fs/promises"
import path from "node:path"
import { isProblem } from "../features/flow-text.ts"
import { readArguments } from "./arguments.ts"
import { type Command, fail } from "./command.ts"
import { explainFailure } from "./read-source.ts"

export const mcp: Command = {
  name: "mcp",
  summary: "answer an assistant's questions, as a server of the Model Context Protocol",
  help: `Usage: nsg mcp --stdio [FOLDER]

Speaks the Model Context Protocol on standard input and output. It offers check, verify, effective, diff and explain
as tools, with the options and the JSON of these commands. They read FOLDER (default: the working directory) and
nothing outside it, change nothing, and use no network.
`,
  async run(args, io) {
    const parsed = readArguments(args, { stdio: { type: "boolean" } })
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const [folder = ".", extra] = parsed.positionals
    if (!parsed.values.stdio || extra !== undefined)
      return fail(io, "mcp needs --stdio, and at most one folder: nsg mcp --stdio FOLDER.")
    const found = await stat(path.resolve(io.cwd, folder)).catch(explainFailure)
    if (typeof found === "string") return fail(io, `${folder} ${found}`)
    if (!found.isDirectory()) return fail(io, `${folder} is not a folder.`)
    await io.serveTools(path.resolve(io.cwd, folder))
    return 0
  },
}
